// Whether this tab reads decks as articles: kept from a deck to its translation, and when the page loads again.

const KEY = "lutrin-reading";

/** A browser may keep nothing for a page; then every deck presents. */
function stored() {
  try {
    return window.sessionStorage;
  } catch (error) {
    return null;
  }
}

function attach(store) {
  const memory = stored();
  if (!memory) return;
  if (memory.getItem(KEY)) store.dispatch({ type: "read" });
  store.subscribe((state, before) => {
    if (state.mode === before.mode) return;
    if (state.mode === "reading") memory.setItem(KEY, "1");
    else memory.removeItem(KEY);
  });
}

module.exports = { attach };
