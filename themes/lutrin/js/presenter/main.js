// Brings the presenter view to life. `window.lutrinPresenter` is what tests and other scripts may look at.
"use strict";

/** Milliseconds in which other windows say that they are there. */
var MEETING = 600;
/** Milliseconds in which a server that is back tells what others said meanwhile. */
var SETTLING = 1000;

function begin(page) {
  var store = exports.store.open(exports.state.reduce, exports.state.initial(page.steps));
  var runs = exports.store.open(exports.run.reduce, exports.run.initial());
  var channel = null;
  var kept = null;

  /** The windows that said of a run that they have not got all of it, by its id. */
  var lame = {};
  /** Who recorded last, and when that was heard. */
  var recorder = { from: null, time: 0 };

  function isWhole() {
    return exports.shared.isWhole(runs.state) && keeper.fits(runs.state);
  }

  /** Of several presenter windows the one that was opened first records, if it knows all of the run: they all saw the same. */
  function records() {
    if (!channel) return true;
    if (runs.state.phase !== "ready" && !isWhole()) return false;
    return channel.present().presenters.every(function (other) {
      return channel.self.from < other || (runs.state.id && lame[other] === runs.state.id);
    });
  }

  var company = {
    records: records,
    isAlone: function () {
      var isOld = recorder.from === channel.self.from || Date.now() - recorder.time > exports.follow.SILENCE;
      return isOld && !isWhole();
    },
    isSure: function (since) {
      return !channel.known().length || !page.token || channel.isSure(since, SETTLING);
    },
  };

  /** What the others have to know of the run. */
  function tellRun() {
    var told = exports.shared.message(runs.state, { records: recorder.from === channel.self.from && isWhole(), whole: isWhole(), speaker: keeper.facts.speaker });
    if (told) channel.tell(told);
  }

  function hearRun(raw, from) {
    var told = exports.shared.checked(raw);
    if (!told) return;
    if (told.whole) delete lame[from];
    else lame[from] = told.id;
    if (told.records && (told.id !== runs.state.id || told.term >= runs.state.term)) recorder = { from: from, time: Date.now() };
    var found = keeper.found();
    var own = found && found.run.id === told.id ? found : null;
    if (own && runs.state.phase !== "running") keeper.take(own);
    var isRecorder = records() && recorder.from === channel.self.from;
    runs.dispatch({ type: "heard", told: told, time: now(), isRecorder: isRecorder, kept: own && own.run });
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
    var isOthers = recorder.from !== null;
    recorder = { from: channel.self.from, time: Date.now() };
    if (isOthers) runs.dispatch({ type: "takeover" });
  }

  var hadPlace = Boolean(exports.address.find(page.ids, location.hash));
  exports.history.attach(page, store);
  exports.view.attach(page, store);
  exports.previews.attach(page, store);
  exports.overview.attach(page, store);
  exports.live.attach(page, store);
  exports.places.attach(page, store);
  exports.screen.attach(page, store);
  exports.notes.attach(page, store);
  var render = function () {};
  channel = exports.channel.attach(page, store, { role: "presenter", heard: function () { render(); }, told: hearRun, asked: function () { if (keeper) tellRun(); } });
  page.self = channel.self.from;
  var keeper = exports.keeper.attach(page, runs, company, function () { render(); });
  render = exports.board.attach(page, store, runs, function () {
    return { present: channel.present(), isServed: channel.isServed(), status: keeper.status, errands: keeper.errands };
  });
  var now = exports.clock.attach(runs, function () {
    takeOver();
    keeper.save();
    render();
  });

  /** The slide as the run calls it: that of its own language. */
  function place() {
    var ids = exports.language.ids(runs.state.lang || page.data.lang, page.ids, page.data);
    var found = exports.language.answer(ids, store.state.slide);
    return found ? found.id : page.ids[store.state.slide];
  }

  function act(type) {
    if (type === "start") {
      var id = Math.floor(Math.random() * 4294967296).toString(16).padStart(8, "0");
      runs.dispatch({ type: "start", time: now(), started: exports.time.iso(new Date()), id: id, slide: page.ids[store.state.slide], lang: page.data.lang, hash: page.data.hash, by: page.self });
      recorder = { from: records() ? page.self : null, time: Date.now() };
    } else runs.dispatch({ type: type, time: now(), by: page.self });
  }

  exports.panels.attach(page, store, {
    finish: exports.dialogs.finish(act, keeper, runs),
    awake: exports.stay.awake,
    leave: exports.dialogs.leave(act, function () { return leaving; }),
    resume: function () { return exports.dialogs.resume(kept, choose).apply(null, arguments); },
  });
  // Another variant has other slides, and a run of its own: this one neither ends nor goes on by mistake.
  var leaving = null;
  page.find("variants").addEventListener("click", function (event) {
    var link = event.target.closest("a[href]");
    if (!link || runs.state.phase !== "running" || link.getAttribute("aria-current")) return;
    event.preventDefault();
    leaving = link.href;
    store.dispatch({ type: "panel", panel: "leave" });
  });
  exports.buttons.attach(page, store, runs, act, keeper);
  exports.input.attach(page, store);

  store.subscribe(function (state, before, action) {
    if (state.slide === before.slide && state.step === before.step) return;
    var isAdvance = !action.isFirst && action.type !== "arrive" && exports.run.isAdvance(before, state);
    if (isAdvance && runs.state.phase === "ready" && !kept && begins(action)) act("start");
    runs.dispatch({ type: "show", time: now(), slide: place(), isAdvance: isAdvance, by: page.self });
  });

  /** A step in the audience's window begins one run, not one in each presenter's; another presenter tells of its own. */
  function begins(action) {
    return action.type !== "follow" || (action.role !== "presenter" && records());
  }

  runs.subscribe(function (run, before, action) {
    var isNews = run.id !== before.id || run.rev !== before.rev || run.by !== before.by || run.term !== before.term || run.visits.length !== before.visits.length;
    if (isNews && (action.type !== "heard" || run.id !== before.id)) tellRun();
  });

  /** Where the run was, if neither the address nor another window knows better. */
  function comeBack(visits) {
    var last = visits[visits.length - 1];
    var slide = last ? exports.language.ids(keeper.facts.language, page.ids, page.data).indexOf(last.slide) : -1;
    var others = channel.present();
    if (slide >= 0 && !others.audience && !others.presenters.length) store.dispatch({ type: "arrive", slide: slide, step: 0 });
  }

  /** What to do with a run that was found. */
  function choose(name) {
    var found = kept;
    kept = null;
    if (name === "discard") {
      keeper.drop(found);
      return;
    }
    keeper.take(found);
    if (name === "go_on" && !hadPlace) comeBack(found.run.visits);
    recorder = { from: page.self, time: Date.now() };
    var whole = Object.assign({ lang: found.facts.language, hash: found.hash }, found.run);
    runs.dispatch({ type: "resume", run: whole, time: now(), gap: name === "save" ? Infinity : Date.now() - found.saved });
    if (name === "save") act("end");
    else runs.dispatch({ type: "show", time: now(), slide: place(), isAdvance: false });
  }

  /** A page that was only loaded again goes on by itself; another run that was not ended is asked about. */
  function look() {
    var found = keeper.found();
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
    setTimeout(function () {
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

var page = exports.words.read(document);
if (page.sections.length) begin(page);
