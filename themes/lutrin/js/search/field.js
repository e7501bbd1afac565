// The field that searches, and the keys that lead from it to its results.

const { once, json, script } = require("./fetched.js");
const { say, show } = require("./results.js");

/** The core with the index of a field's page. */
function ready(root) {
  return Promise.all([once(root.dataset.core, script), once(root.dataset.index, json)]).then((both) => ({ core: both[0], index: once.index || (once.index = both[0].open(both[1])) }));
}

/** Fetches what a query needs of the index. */
function complete(root, ready, query) {
  const names = ready.core.missing(ready.index, query);
  const files = names.map((name) => once(root.dataset.words + name + ".json?v=" + ready.index.id, json).then((file) => {
    ready.core.add(ready.index, name, file);
  }));
  return Promise.all(files);
}

/** Arrow keys go through the field, then the links of the results. */
function step(root, event) {
  const stops = [root.querySelector("input")].concat(Array.from(root.querySelectorAll("ol a")));
  const at = stops.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key];
  if (at < 0 || to === undefined || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (stops[to]) stops[to].focus();
  event.preventDefault();
}

/** Brings a field to life. `settled` is told of the query once its results are shown. */
function attach(root, settled) {
  const field = root.querySelector("input");
  let asked = 0;

  function run() {
    const query = field.value;
    const mine = (asked += 1);
    return ready(root)
      .then((ready) => complete(root, ready, query).then(() => {
        // A later query may have been answered before.
        if (mine === asked) show(root, ready, ready.core.search(ready.index, query));
      }))
      .then(() => {
        if (mine === asked && settled) settled(query);
      })
      .catch(() => {
        if (mine === asked) say(root, root.dataset.failed);
      });
  }

  field.addEventListener("focus", () => {
    ready(root).catch(() => {});
  });
  field.addEventListener("input", run);
  root.addEventListener("keydown", (event) => step(root, event));
  return { field, run };
}

module.exports = { attach };
