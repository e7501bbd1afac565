// The address bar: one step on or back replaces the address, a jump adds one, so that the way back undoes jumps.

const address = require("./address.js");

function attach(page, store) {
  let isArriving = false;

  function current(state) {
    return address.format(page.ids[state.slide], state.step, state.mode === "reading");
  }

  /** Browsers refuse too many changes of the address within seconds: the last one is then made up for. */
  function write(isJump) {
    const wanted = current(store.state);
    if (location.hash === wanted) return;
    try {
      if (isJump) history.pushState(null, "", wanted);
      else history.replaceState(null, "", wanted);
    } catch (error) {
      setTimeout(write, 1000);
    }
  }

  /** The slide of an address; one that names something on a slide leads to that slide, as it is shown. */
  function place() {
    const found = address.find(page.ids, location.hash);
    if (found) return found;
    const wanted = address.parse(location.hash);
    const element = wanted && document.getElementById(wanted.id);
    const slide = element ? page.sections.indexOf(element.closest(".slide")) : -1;
    if (slide < 0) return null;
    return { slide, step: slide === store.state.slide ? store.state.step : page.steps[slide] };
  }

  function arrive(isFirst) {
    const to = place();
    if (!to && !isFirst) return;
    isArriving = true;
    store.dispatch({ type: "arrive", ...to });
    isArriving = false;
    // The page of an article scrolls by itself, and its addresses are as people wrote them.
    if (store.state.mode === "presenting") write(false);
  }

  store.subscribe((state, before) => {
    document.title = page.titles[state.slide] + " – " + page.data.title;
    if (isArriving || (state.mode === "reading" && before.mode === "reading")) return;
    write(state.jumps > before.jumps);
  });
  addEventListener("popstate", () => arrive(false));
  arrive(true);
}

module.exports = { attach };
