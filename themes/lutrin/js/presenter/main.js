// Brings the presenter view to life. Tests and other scripts may look at `window.lutrinPresenter`.

/** What changes the slides, or shows them, and knows no run. */
const OF_SLIDES = ["history", "view", "previews", "overview", "live", "places", "screen", "notes"];

/** Each part is given what it needs, and calls nobody that comes later. */
function begin(page) {
  const store = exports.store.open(exports.state.reduce, exports.state.initial(page.steps));
  const runs = exports.store.open(exports.shared.reduce, exports.run.initial());
  const { now, onTick } = exports.clock.attach(runs);
  const lease = exports.lease.attach(page, runs, now);
  const company = exports.company.attach(page, store, runs, lease, now);
  const keeper = exports.keeper.attach(page, runs, lease, company);
  const { act, show } = exports.control.attach(page, store, runs, now);
  const recovery = exports.recovery.attach(page, store, runs, { keeper, company, act, show });
  for (const part of OF_SLIDES) exports[part].attach(page, store);
  const render = exports.board.attach(page, store, runs, company, keeper);
  onTick(keeper.save, render);
  company.onChange.push(render);
  keeper.onChange.push(render);
  exports.control.follow(store, runs, { act, show, company, recovery });
  exports.panels.attach(page, store, {
    finish: exports.dialogs.finish(act, keeper, runs),
    leave: exports.dialogs.leave(act),
    resume: recovery.panel,
    awake: exports.stay.awake,
  });
  exports.buttons.attach(page, store, runs, { act, keeper, lease });
  exports.input.attach(page, store);
  exports.stay.attach(page, store);
  recovery.look();
  render();
  window.lutrinPresenter = {
    deck: page.data,
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

const page = exports.words.read(document);
if (page.sections.length) begin(page);
