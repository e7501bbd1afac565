// Chromium says nothing of the space at the end of a line in a PDF, so the words around it are read as one. Where spaces are
// kept they are said, and hang: a line is as long as before. What they were worth as markup goes first: breaks of lines in
// the source, and those at the borders of a block and of what stands in it.
(() => {
  const BLOCKS = "h1, h2, h3, h4, h5, h6, p, li, dt, dd, td, th, figcaption, summary";
  const isText = (node) => node.nodeType === Node.TEXT_NODE;
  const displayOf = (node) => (node.nodeType === Node.ELEMENT_NODE ? getComputedStyle(node).display : "inline");
  /** What flows within a line, whole or piece by piece. */
  const isInLine = (node) => /^(inline|none|contents|ruby|block math|math)/.test(displayOf(node)) && (displayOf(node) !== "inline" || Array.from(node.childNodes).every(isInLine));

  function settle(block) {
    let last = null;
    let isAfterSpace = true;
    const trim = () => {
      if (last) last.data = last.data.replace(/ $/, "");
    };
    const walk = (node) => {
      if (isText(node)) {
        const text = node.data.replace(/[ \t\n\r]+/g, " ");
        const kept = isAfterSpace ? text.replace(/^ /, "") : text;
        if (node.data !== kept) node.data = kept;
        if (kept) [last, isAfterSpace] = [node, kept.endsWith(" ")];
      } else if (node.localName === "br") {
        trim();
        [last, isAfterSpace] = [null, true];
      } else if (displayOf(node) === "inline" && getComputedStyle(node).whiteSpace === "normal") {
        node.childNodes.forEach(walk);
      } else if (node.nodeType === Node.ELEMENT_NODE && displayOf(node) !== "none") {
        node.style.whiteSpace = getComputedStyle(node).whiteSpace;
        [last, isAfterSpace] = [null, false];
      }
    };
    block.childNodes.forEach(walk);
    trim();
    block.style.whiteSpace = "pre-wrap";
  }

  const blocks = Array.from(document.querySelectorAll(BLOCKS)).filter((block) => {
    const look = getComputedStyle(block);
    return look.whiteSpace === "normal" && /^(block|list-item|table-cell)$/.test(look.display) && Array.from(block.childNodes).every(isInLine);
  });
  blocks.forEach(settle);
})()
