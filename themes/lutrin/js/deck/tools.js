// Pointer, pen and zoom are a script of their own, which comes when it is first asked for: by a key, a button or another
// window. What is asked until it is there waits for it.

const { load } = require("./page.js");

function attach(page, store) {
  const asked = [];
  /** Takes a tool to `use`, or a message of another window about one. */
  page.tools = (what) => {
    if (asked.push(what) < 2) load({ src: page.data.tools, onerror() { asked.length = 0; } });
  };
  ["pointer", "pen", "zoom"].forEach((use) => store.effect(use, () => page.tools({ use })));
  window.lutrinTools = (begin) => begin(page, store, asked);
}

module.exports = { attach };
