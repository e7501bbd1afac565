// Brings the page to life. `window.lutrinDeck` is what other scripts of Lutrin may use: `state`, `dispatch`,
// `subscribe`, and `overflowing`, the ids of slides that hold more than they show.

const page = exports.page.read(document);

if (page.sections.length) {
  const store = exports.store.open(exports.state.reduce, exports.state.initial(page.steps));
  exports.memory.attach(store);
  exports.history.attach(page, store);
  exports.view.attach(page, store);
  exports.overview.attach(page, store);
  exports.live.attach(page, store);
  exports.controls.attach(page, store);
  exports.panels.attach(page, store);
  exports.places.attach(page, store);
  exports.screen.attach(page, store);
  exports.channel.attach(page, store, { role: "audience" });
  exports.input.attach(page, store);
  exports.fingers.attach(page, store);
  const overflowing = exports.overflow.attach(page);
  // In reading, the slide in view is the one to come back to.
  store.effect("read", (state) => {
    if (state.mode === "reading") return;
    const seen = page.sections.findIndex((section) => section.getBoundingClientRect().bottom > innerHeight / 3);
    if (seen >= 0 && seen !== state.slide) store.dispatch({ type: "arrive", slide: seen, step: 0 });
  });
  window.lutrinDeck = {
    deck: page.data,
    get state() {
      return store.state;
    },
    dispatch: store.dispatch,
    subscribe: store.subscribe,
    overflowing,
  };
}
