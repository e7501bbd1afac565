// What was found, as a list, with words on how much it is.

/** Results that are shown at once. */
const AT_ONCE = 20;

function make(name, properties, children) {
  const element = Object.assign(document.createElement(name), properties);
  element.append.apply(element, children || []);
  return element;
}

/** A text with what was found in it marked. */
function marked(core, text, marks) {
  return core.marked(text, marks).map((piece) => piece[1] ? make("mark", {}, [piece[0]]) : piece[0]);
}

function result(core, index, found, marks) {
  const page = index.pages[found.page];
  const language = page[4] === null ? null : index.languages[page[4]];
  const anchor = make("a", { href: page[1] }, marked(core, page[0] || page[1], marks));
  const item = make("li", {}, [anchor]);
  if (language) {
    anchor.lang = anchor.hreflang = language[0];
    anchor.dir = language[2] || "ltr";
    item.append(" ", make("span", { className: "badge", lang: language[0], dir: anchor.dir }, [language[1]]));
  }
  if (page[3]) item.append(make("p", { className: "meta" }, [page[3]]));
  if (page[2]) {
    const excerpt = make("p", { className: "excerpt" }, marked(core, page[2], marks));
    if (language) Object.assign(excerpt, { lang: anchor.lang, dir: anchor.dir });
    item.append(excerpt);
  }
  return item;
}

/** How many results there are, in words of the page's language. */
function counted(root, count) {
  const category = new Intl.PluralRules(document.documentElement.lang).select(count);
  const form = root.getAttribute("data-count-" + category) || root.getAttribute("data-count-other") || "{count}";
  return form.replace("{count}", count.toLocaleString(document.documentElement.lang));
}

/** Shows the first results of an answer, with a button for more, and says how many there are. */
function show(root, ready, answer) {
  const list = root.querySelector("ol");
  const more = root.querySelector(".more");
  function append() {
    const shown = list.children.length;
    answer.found.slice(shown, shown + AT_ONCE).forEach((found) => {
      list.append(result(ready.core, ready.index, found, answer.marks));
    });
    more.hidden = list.children.length >= answer.found.length;
    return list.children[shown];
  }
  list.textContent = "";
  append();
  list.hidden = !answer.found.length;
  more.onclick = function () {
    append().querySelector("a").focus();
  };
  if (answer.empty) say(root, "");
  else if (!answer.found.length) say(root, root.dataset.none);
  else say(root, answer.complete ? counted(root, answer.found.length) : root.dataset.near);
}

function say(root, text) {
  root.querySelector("[role=status]").textContent = text;
}

module.exports = { make, say, show };
