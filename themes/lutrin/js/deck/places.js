// Other addresses that a deck leads to: its other languages, and the presenter's view.
"use strict";

function toLanguage(page, store, language) {
  location.assign(exports.language.target(language, store.state, location.protocol, exports.address.format));
}

function attach(page, store) {
  var languages = page.data.languages;

  store.effect("language", function () {
    if (languages.length === 1) toLanguage(page, store, languages[0]);
    else if (languages.length) store.dispatch({ type: "panel", panel: "languages" });
  });
  store.effect("presenter", function (state) {
    if (!page.data.presenter) return;
    var place = exports.address.format(page.ids[state.slide], state.step, false);
    var url = exports.language.file(new URL(page.data.presenter, location.href).href, location.protocol) + place;
    // By name: asked for again, the same window comes forward.
    if (!window.open(url, "lutrin-presenter-" + page.data.deck)) location.assign(url);
  });
}

exports.places = { attach: attach, toLanguage: toLanguage };
