// Brings the presenter view to life. `window.lutrinPresenter` is what tests and other scripts may look at.

/** Milliseconds in which other windows say that they are there. */
const MEETING = 600;
/** Milliseconds in which a server that is back tells what others said meanwhile. */
const SETTLING = 1000;

function begin(page) {
  const store = exports.store.open(exports.state.reduce, exports.state.initial(page.steps));
  const runs = exports.store.open(exports.run.reduce, exports.run.initial());
  let channel = null;
  let kept = null;

  /** The windows that said of a run that they have not got all of it, by its id. */
  const lame = {};
  /** Who recorded last, and when that was heard. */
  let recorder = { from: null, time: 0 };

  function isWhole() {
    return exports.shared.isWhole(runs.state) && keeper.fits(runs.state);
  }

  /** Of several presenter windows the one that was opened first records, if it knows all of the run: they all saw the same. */
  function records() {
    if (!channel) return true;
    if (runs.state.phase !== "ready" && !isWhole()) return false;
    return channel.present().presenters.every((other) => channel.self.from < other || (runs.state.id && lame[other] === runs.state.id));
  }

  const company = {
    records,
    isAlone() {
      const isOld = recorder.from === channel.self.from || Date.now() - recorder.time > exports.follow.SILENCE;
      return isOld && !isWhole();
    },
    isSure(since) {
      return !channel.known().length || !page.token || channel.isSure(since, SETTLING);
    },
  };

  /** What the others have to know of the run. */
  function tellRun() {
    const told = exports.shared.message(runs.state, { records: recorder.from === channel.self.from && isWhole(), whole: isWhole(), speaker: keeper.facts.speaker });
    if (told) channel.tell(told);
  }

  function hearRun(raw, from) {
    const told = exports.shared.checked(raw);
    if (!told) return;
    if (told.whole) delete lame[from];
    else lame[from] = told.id;
    if (told.records && (told.id !== runs.state.id || told.term >= runs.state.term)) recorder = { from, time: Date.now() };
    const found = keeper.found();
    const own = found && found.run.id === told.id ? found : null;
    if (own && runs.state.phase !== "running") keeper.take(own);
    const isRecorder = records() && recorder.from === channel.self.from;
    runs.dispatch({ type: "heard", told, time: now(), isRecorder, kept: own && own.run });
    if (told.records && runs.state.id === told.id && recorder.from === from) keeper.speak(told.speaker);
    if (runs.state.phase !== "ready" && kept) {
      if (kept.run.id !== runs.state.id) keeper.aside(kept);
      kept = null;
      if (store.state.panel === "resume") store.dispatch({ type: "close" });
    }
  }

  /** Whoever is to record, and did not do so before, goes on with what the other one did. */
  function takeOver() {
    if (runs.state.phase !== "running" || recorder.from === channel.self.from || !records()) return;
    // Others would not know of it, and go on themselves.
    if (recorder.from !== null && !channel.isHeard()) return;
    const isOthers = recorder.from !== null;
    recorder = { from: channel.self.from, time: Date.now() };
    if (isOthers) runs.dispatch({ type: "takeover" });
  }

  const hadPlace = Boolean(exports.address.find(page.ids, location.hash));
  exports.history.attach(page, store);
  exports.view.attach(page, store);
  exports.previews.attach(page, store);
  exports.overview.attach(page, store);
  exports.live.attach(page, store);
  exports.places.attach(page, store);
  exports.screen.attach(page, store);
  exports.notes.attach(page, store);
  let render = function() {};
  channel = exports.channel.attach(page, store, { role: "presenter", heard() { render(); }, told: hearRun, asked () { if (keeper) tellRun(); } });
  page.self = channel.self.from;
  var keeper = exports.keeper.attach(page, runs, company, () => { render(); });
  render = exports.board.attach(page, store, runs, () => ({ present: channel.present(), isServed: channel.isServed(), status: keeper.status, errands: keeper.errands }));
  var now = exports.clock.attach(runs, () => {
    takeOver();
    keeper.save();
    render();
  });

  /** The slide as the run calls it: that of its own language. */
  function place() {
    const ids = exports.language.ids(runs.state.lang || page.data.lang, page.ids, page.data);
    const found = exports.language.answer(ids, store.state.slide);
    return found ? found.id : page.ids[store.state.slide];
  }

  function act(type) {
    if (type === "start") {
      const id = Math.floor(Math.random() * 4294967296).toString(16).padStart(8, "0");
      runs.dispatch({ type: "start", time: now(), started: exports.time.iso(new Date()), id, slide: page.ids[store.state.slide], lang: page.data.lang, hash: page.data.hash, by: page.self });
      recorder = { from: records() ? page.self : null, time: Date.now() };
    } else runs.dispatch({ type, time: now(), by: page.self });
  }

  exports.panels.attach(page, store, {
    finish: exports.dialogs.finish(act, keeper, runs),
    awake: exports.stay.awake,
    leave: exports.dialogs.leave(act, () => leaving),
    resume() { return exports.dialogs.resume(kept, choose).apply(null, arguments); },
  });
  // Another variant has other slides, and a run of its own: this one neither ends nor goes on by mistake.
  var leaving = null;
  page.find("variants").addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || runs.state.phase !== "running" || link.getAttribute("aria-current")) return;
    event.preventDefault();
    leaving = link.href;
    store.dispatch({ type: "panel", panel: "leave" });
  });
  exports.buttons.attach(page, store, runs, act, keeper);
  exports.input.attach(page, store);

  store.subscribe((state, before, action) => {
    if (state.slide === before.slide && state.step === before.step) return;
    const isAdvance = !action.isFirst && action.type !== "arrive" && exports.run.isAdvance(before, state);
    if (isAdvance && runs.state.phase === "ready" && !kept && begins(action)) act("start");
    runs.dispatch({ type: "show", time: now(), slide: place(), isAdvance, by: page.self });
  });

  /** A step in the audience's window begins one run, not one in each presenter's; another presenter tells of its own. */
  function begins(action) {
    return action.type !== "follow" || (action.role !== "presenter" && records());
  }

  runs.subscribe((run, before, action) => {
    const isNews = run.id !== before.id || run.rev !== before.rev || run.by !== before.by || run.term !== before.term || run.visits.length !== before.visits.length;
    if (isNews && (action.type !== "heard" || run.id !== before.id)) tellRun();
  });

  /** Where the run was, if neither the address nor another window knows better. */
  function comeBack(visits) {
    const last = visits[visits.length - 1];
    const slide = last ? exports.language.ids(keeper.facts.language, page.ids, page.data).indexOf(last.slide) : -1;
    const others = channel.present();
    if (slide >= 0 && !others.audience && !others.presenters.length) store.dispatch({ type: "arrive", slide, step: 0 });
  }

  /** What to do with a run that was found. */
  function choose(name) {
    const found = kept;
    kept = null;
    if (name === "discard") {
      keeper.drop(found);
      return;
    }
    keeper.take(found);
    if (name === "go_on" && !hadPlace) comeBack(found.run.visits);
    recorder = { from: page.self, time: Date.now() };
    const whole = { lang: found.facts.language, hash: found.hash, ...found.run };
    runs.dispatch({ type: "resume", run: whole, time: now(), gap: name === "save" ? Infinity : Date.now() - found.saved });
    if (name === "save") act("end");
    else runs.dispatch({ type: "show", time: now(), slide: place(), isAdvance: false });
  }

  /** A page that was only loaded again goes on by itself; another run that was not ended is asked about. */
  function look() {
    const found = keeper.found();
    if (!found || found.run.phase === "ready") return;
    if (found.run.phase === "running" && found.by === page.self && Date.now() - found.saved <= exports.run.BLINK) {
      kept = found;
      choose("go_on");
      return;
    }
    if (found.run.phase === "ended") {
      keeper.aside(found);
      return;
    }
    kept = found;
    setTimeout(() => {
      // Another window of this browser is in the middle of it.
      if (kept === found && runs.state.phase === "ready" && records()) store.dispatch({ type: "panel", panel: "resume" });
      else kept = null;
    }, MEETING);
  }

  exports.stay.attach(page, store);
  look();
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
