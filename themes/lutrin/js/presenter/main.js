// Brings the presenter view to life. `window.lutrinPresenter` is what tests and other scripts may look at.

function begin(page) {
  const store = exports.store.open(exports.state.reduce, exports.state.initial(page.steps));
  const runs = exports.store.open(exports.run.reduce, exports.run.initial());
  // Each knows of the others when something happens, which is never before all are there.
  const redraw = () => render();
  const company = exports.company.attach(page, store, runs, { now: () => now(), heard: (id) => recovery.heard(id), changed: redraw });
  const keeper = exports.keeper.attach(page, runs, company, redraw);
  const recovery = exports.recovery.attach(page, store, runs, { keeper, company, act, show });
  for (const part of ["history", "view", "previews", "overview", "live", "places", "screen", "notes"]) exports[part].attach(page, store);
  const render = exports.board.attach(page, store, runs, () => ({ present: company.present(), status: keeper.status, errands: keeper.errands }));
  const now = exports.clock.attach(runs, () => {
    company.takeOver();
    keeper.save();
    render();
  });

  /** The run as it is to begin now. */
  function beginning() {
    const { lang: language, variant, slot, hash, slides_plan: slides } = page.data;
    const id = Math.floor(Math.random() * 2 ** 32).toString(16).padStart(8, "0");
    return { id, started: exports.time.iso(new Date()), slide: page.ids[store.state.slide], facts: { language, variant, slot, hash, slides } };
  }

  function act(type, more) {
    if (type === "start") company.begin();
    runs.dispatch({ type, time: now(), by: page.self, ...(type === "start" ? beginning() : more) });
  }

  /** Tells the run which slide is shown, as the run calls it: by its name in its own language. */
  function show(isAdvance) {
    const { facts } = runs.state;
    const ids = exports.language.ids(facts && facts.language, page.ids, page.data);
    const found = exports.language.answer(ids, store.state.slide);
    act("show", { slide: found ? found.id : page.ids[store.state.slide], isAdvance });
  }

  /** A step in the audience's window begins one run, not one in each presenter's; another presenter tells of its own. */
  function begins(action) {
    return action.type !== "follow" || (action.role !== "presenter" && company.records());
  }

  store.subscribe((state, before, action) => {
    if (state.slide === before.slide && state.step === before.step) return;
    const isAdvance = !action.isFirst && action.type !== "arrive" && exports.run.isAdvance(before, state);
    if (isAdvance && runs.state.phase === "ready" && !recovery.isWaiting() && begins(action)) act("start");
    show(isAdvance);
  });
  exports.panels.attach(page, store, {
    finish: exports.dialogs.finish(act, keeper, runs),
    leave: exports.dialogs.leave(act),
    resume: recovery.panel,
    awake: exports.stay.awake,
  });
  exports.buttons.attach(page, store, runs, act, keeper);
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
      return keeper.status;
    },
    dispatch: store.dispatch,
    subscribe: store.subscribe,
  };
}

const page = exports.words.read(document);
if (page.sections.length) begin(page);
