// Brings the page to life. `window.lutrinDeck` is what other scripts of Lutrin may use: `state`, `dispatch`,
// `subscribe`, `effect`, `keys`, and `overflowing`, the ids of slides that hold more than they show.

const ahead = require("./ahead.js");
const channel = require("./channel.js");
const controls = require("./controls.js");
const fingers = require("./fingers.js");
const history = require("./history.js");
const input = require("./input.js");
const keys = require("./keys.js");
const live = require("./live.js");
const memory = require("./memory.js");
const overflow = require("./overflow.js");
const overview = require("./overview.js");
const { read } = require("./page.js");
const panels = require("./panels.js");
const places = require("./places.js");
const screen = require("./screen.js");
const { initial, reduce } = require("./state.js");
const { open } = require("./store.js");
const tools = require("./tools.js");
const view = require("./view.js");

/** What shows the deck or changes it, in the order in which it hears of a change. */
const CONTROLLERS = [history, view, overview, live, controls, panels, places, screen, ahead, tools];

/** In reading, the slide in view is the one to come back to. */
function comeBack(page, store, state) {
  if (state.mode === "reading") return;
  const seen = page.sections.findIndex((section) => section.getBoundingClientRect().bottom > innerHeight / 3);
  if (seen >= 0 && seen !== state.slide) store.dispatch({ type: "arrive", slide: seen, step: 0 });
}

function begin(page) {
  const store = open(reduce, initial(page.steps));
  memory.attach(store);
  for (const controller of CONTROLLERS) controller.attach(page, store);
  channel.attach(page, store, { role: "audience" });
  input.attach(page, store);
  fingers.attach(page, store);
  store.effect("read", (state) => comeBack(page, store, state));
  window.lutrinDeck = {
    deck: page.data,
    get state() {
      return store.state;
    },
    dispatch: store.dispatch,
    subscribe: store.subscribe,
    effect: store.effect,
    keys,
    overflowing: overflow.attach(page, store),
  };
}

const page = read(document);
// A browser that reads no rule within a rule (before 2023) would show slides without their looks: it shows the article.
if (page.sections.length && CSS.supports("selector(&)")) begin(page);
