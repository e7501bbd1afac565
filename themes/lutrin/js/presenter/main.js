// Brings the presenter view to life. Tests and other scripts may look at `window.lutrinPresenter`.

const shared = require("./shared.js");
const run = require("./run.js");
const { initial, reduce } = require("../deck/state.js");
const { open } = require("../deck/store.js");
const clock = require("./clock.js");
const { attach: attachLease } = require("./lease.js");
const { attach: attachPresenters } = require("./presenters.js");
const { attach: attachKeeper } = require("./keeper.js");
const control = require("./control.js");
const { attach: attachRecovery } = require("./recovery.js");
const history = require("../deck/history.js");
const view = require("../deck/view.js");
const previews = require("./previews.js");
const overview = require("../deck/overview.js");
const live = require("../deck/live.js");
const places = require("../deck/places.js");
const screen = require("../deck/screen.js");
const ahead = require("../deck/ahead.js");
const tools = require("../deck/tools.js");
const notes = require("./notes.js");
const board = require("./board.js");
const panels = require("../deck/panels.js");
const dialogs = require("./dialogs.js");
const stay = require("./stay.js");
const buttons = require("./buttons.js");
const input = require("../deck/input.js");
const words = require("./words.js");

/** What changes the slides, or shows them, and knows no run. */
const OF_SLIDES = [history, view, previews, overview, live, places, screen, ahead, tools, notes];

/** Each part is given what it needs, and calls nobody that comes later. */
function begin(page) {
  // A slide is called here as reports call it.
  page.titles = page.titles.map((title, at) => page.data.slides_plan[at]?.title || title);
  const store = open(reduce, initial(page.steps));
  const runs = open(shared.reduce, run.initial());
  const { now, onTick } = clock.attach(runs);
  const lease = attachLease(page, runs, now);
  const presenters = attachPresenters(page, store, runs, lease, now);
  const keeper = attachKeeper(page, runs, lease, presenters);
  const { act, show } = control.attach(page, store, runs, now);
  const recovery = attachRecovery(page, store, runs, { keeper, presenters, act, show });
  for (const part of OF_SLIDES) part.attach(page, store);
  const render = board.attach(page, store, runs, presenters, keeper);
  onTick(keeper.save, render);
  presenters.changeListeners.push(render);
  keeper.changeListeners.push(render);
  control.follow(page, store, runs, { act, show, presenters, recovery });
  const makers = panels.attach(page, store, {
    finish: dialogs.finish(act, keeper, runs),
    resume: recovery.panel,
    awake: stay.awake,
  });
  buttons.attach(page, store, runs, { act, keeper, lease });
  input.attach(page, store);
  stay.attach(page, store);
  recovery.look();
  render();
  window.lutrinPresenter = {
    deck: page.data,
    /** Gives another script what it needs to add to the view: `ask(name, words, choices)` adds a dialog. */
    add: (part) => part(page, store, runs, act, (name, ...asked) => {
      makers[name] = () => dialogs.asking(page, store, name, ...asked);
    }),
    get state() {
      return store.state;
    },
    get run() {
      return runs.state;
    },
    get record() {
      return keeper.status();
    },
  };
}

const page = words.read(document);
if (page.sections.length) begin(page);
