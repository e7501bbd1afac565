// The overview: all slides at once, chosen by the links of their numbers.
"use strict";

/** How many slides stand in a row. */
function columns(page) {
  var top = page.sections[0] ? page.sections[0].offsetTop : 0;
  var next = page.sections.findIndex(function (section) {
    return section.offsetTop > top;
  });
  return next > 0 ? next : Math.max(page.sections.length, 1);
}

function attach(page, store) {
  function name(link, at, isOpen) {
    if (isOpen) link.setAttribute("aria-label", at + 1 + ". " + page.titles[at]);
    else link.removeAttribute("aria-label");
  }

  function show(state, before) {
    var isOpen = state.overview !== null;
    if (isOpen !== (before.overview !== null)) {
      page.numbers.forEach(function (link, at) {
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
    var link = page.numbers[state.overview];
    if (link) link.focus({ preventScroll: true });
    page.sections[state.overview].scrollIntoView({ block: "nearest" });
  }

  // Somebody who tabs through the numbers chooses as well.
  page.main.addEventListener("focusin", function (event) {
    var at = page.numbers.indexOf(event.target);
    var overview = store.state.overview;
    if (at >= 0 && overview !== null && at !== overview) store.dispatch({ type: "select", by: at - overview });
  });
  store.subscribe(show);
}

exports.overview = { columns: columns, attach: attach };
