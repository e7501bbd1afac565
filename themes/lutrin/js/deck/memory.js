// Whether this tab reads decks as articles: kept from a deck to its translation, and when the page loads again. Until somebody
// chooses, a phone held upright reads, since slides are a third of its height and their code is too small, and one that is
// turned presents.

const KEY = "lutrin-reading";
const UPRIGHT = "(max-width: 34em) and (orientation: portrait) and (pointer: coarse)";

/** A browser may keep nothing for a page; then every deck begins in the same way. */
function stored() {
  try {
    return window.sessionStorage;
  } catch (error) {
    return null;
  }
}

function attach(store) {
  const memory = stored();
  const upright = matchMedia(UPRIGHT);
  let chosen = memory?.getItem(KEY);
  let isTurning = false;

  function turn() {
    if (chosen || upright.matches === (store.state.mode === "reading")) return;
    isTurning = true;
    store.dispatch({ type: "read" });
    isTurning = false;
  }

  if (chosen === "1") store.dispatch({ type: "read" });
  turn();
  upright.addEventListener("change", turn);
  store.subscribe((state, before) => {
    if (state.mode === before.mode || isTurning) return;
    chosen = state.mode === "reading" ? "1" : "0";
    if (memory) memory.setItem(KEY, chosen);
  });
}

module.exports = { attach };
