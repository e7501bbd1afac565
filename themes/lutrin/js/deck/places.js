// Other addresses that a deck leads to: its other languages, and the window beside this one, which is the presenter's view
// for the audience, and the other way round.

const address = require("./address.js");
const { file, target } = require("./language.js");

function toLanguage(page, store, language) {
  location.assign(target(language, store.state, location.protocol, address.format));
}

function attach(page, store) {
  const languages = page.data.languages;

  store.effect("language", () => {
    if (languages.length === 1) toLanguage(page, store, languages[0]);
    else if (languages.length) store.dispatch({ type: "panel", panel: "languages" });
  });
  store.effect("presenter", (state) => {
    if (!page.other) return;
    const place = address.format(page.ids[state.slide], state.step, false);
    const url = file(new URL(page.other.url, location.href).href, location.protocol) + place;
    // By name: asked for again, the same window comes forward.
    page.opened = window.open(url, page.other.name + page.channel);
    if (!page.opened) location.assign(url);
  });
}

module.exports = { attach, toLanguage };
