// The overview: all slides at once, chosen by the links of their numbers.

/** How many slides stand in a row. */
function columns(page) {
  const top = page.sections[0] ? page.sections[0].offsetTop : 0;
  const next = page.sections.findIndex((section) => section.offsetTop > top);
  return next > 0 ? next : Math.max(page.sections.length, 1);
}

function attach(page, store) {
  function name(link, at, isOpen) {
    if (isOpen) link.setAttribute("aria-label", at + 1 + ". " + page.titles[at]);
    else link.removeAttribute("aria-label");
  }

  function show(state, before) {
    const isOpen = state.overview !== null;
    if (isOpen !== (before.overview !== null)) {
      page.numbers.forEach((link, at) => {
        if (!link) return;
        name(link, at, isOpen);
        if (isOpen && at === state.slide) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      });
    }
    if (!isOpen || state.overview === before.overview) {
      if (before.overview !== null && !isOpen) page.main.focus({ preventScroll: true });
      return;
    }
    const link = page.numbers[state.overview];
    if (link) link.focus({ preventScroll: true });
    page.sections[state.overview].scrollIntoView({ block: "nearest" });
  }

  // Somebody who tabs through the numbers chooses as well.
  page.main.addEventListener("focusin", (event) => {
    const at = page.numbers.indexOf(event.target);
    const overview = store.state.overview;
    if (at >= 0 && overview !== null && at !== overview) store.dispatch({ type: "select", by: at - overview });
  });
  store.subscribe(show);
}

module.exports = { columns, attach };
