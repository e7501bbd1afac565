// Brings the presenter view to life. `window.lutrinPresenter` is what tests and other scripts may look at.
"use strict";

/** Milliseconds in which other windows say that they are there. */
var MEETING = 600;

function begin(page) {
  var store = exports.store.open(exports.state.reduce, exports.state.initial(page.steps));
  var runs = exports.store.open(exports.run.reduce, exports.run.initial());
  var channel = null;
  var kept = null;

  /** Of several presenter windows the one that was opened first records: they all saw the same. */
  function records() {
    return !channel || channel.present().presenters.every(function (other) {
      return channel.self.from < other;
    });
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
  channel = exports.channel.attach(page, store, { role: "presenter", heard: function () { render(); } });
  page.self = channel.self.from;
  var keeper = exports.keeper.attach(page, runs, records, function () { render(); });
  render = exports.board.attach(page, store, runs, function () {
    return { present: channel.present(), isServed: channel.isServed(), status: keeper.status, errands: keeper.errands };
  });
  var now = exports.clock.attach(runs, function () {
    keeper.save();
    render();
  });

  function place() {
    return page.ids[store.state.slide];
  }

  function act(type) {
    if (type === "start") {
      keeper.begin();
      var id = Math.floor(Math.random() * 4294967296).toString(16).padStart(8, "0");
      runs.dispatch({ type: "start", time: now(), started: exports.time.iso(new Date()), id: id, slide: place() });
    } else runs.dispatch({ type: type, time: now() });
  }

  exports.panels.attach(page, store, {
    finish: exports.dialogs.finish(act, keeper, runs),
    awake: exports.stay.awake,
    resume: function () { return exports.dialogs.resume(kept, choose).apply(null, arguments); },
  });
  exports.buttons.attach(page, store, runs, act, keeper);
  exports.input.attach(page, store);

  store.subscribe(function (state, before, action) {
    if (state.slide === before.slide && state.step === before.step) return;
    var isAdvance = !action.isFirst && action.type !== "arrive" && exports.run.isAdvance(before, state);
    if (isAdvance && runs.state.phase === "ready" && !kept) act("start");
    runs.dispatch({ type: "show", time: now(), slide: place(), isAdvance: isAdvance });
  });

  /** Where the run was, if neither the address nor another window knows better. */
  function comeBack(visits) {
    var last = visits[visits.length - 1];
    var slide = last ? page.ids.indexOf(last.slide) : -1;
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
    runs.dispatch({ type: "resume", run: found.run, time: now(), gap: name === "save" ? Infinity : Date.now() - found.saved });
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
      if (records()) store.dispatch({ type: "panel", panel: "resume" });
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
