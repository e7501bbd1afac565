// What a deck shows, and how that changes. Pure: an action and a state give a state, the same one where nothing changes.
//
// A state: `steps` (the last step of each slide), `slide` and `step` (from 0), `mode` ("presenting" or "reading"),
// `overview` (the slide chosen there, or null), `curtain` ("black", "white" or null), `panel` ("help", "jump",
// "languages" or null), `typed` (digits), `jumps` (how often somebody went elsewhere than one step on or back).
"use strict";

function initial(steps) {
  return { steps: steps, slide: 0, step: 0, mode: "presenting", overview: null, curtain: null, panel: null, typed: "", jumps: 0 };
}

function within(number, last) {
  return Math.min(Math.max(Math.trunc(number) || 0, 0), Math.max(last, 0));
}

/** A place that the deck has: a step that a slide lacks is its last one. */
function at(state, slide, step) {
  var real = within(slide, state.steps.length - 1);
  return { slide: real, step: within(step, state.steps[real] || 0) };
}

function next(state) {
  if (state.step < state.steps[state.slide]) return at(state, state.slide, state.step + 1);
  return state.slide + 1 < state.steps.length ? at(state, state.slide + 1, 0) : {};
}

/** Back to a slide means to its last step, so that what was shown is shown again. */
function previous(state) {
  if (state.step > 0) return at(state, state.slide, state.step - 1);
  return state.slide > 0 ? at(state, state.slide - 1, state.steps[state.slide - 1]) : {};
}

/** As a reader who may want to come back: the way back remembers where it began. */
function jump(state, slide, step) {
  var to = at(state, slide, step);
  if (to.slide !== state.slide) to.jumps = state.jumps + 1;
  return Object.assign(to, { overview: null, curtain: null, typed: "" });
}

/** A move through the slides. A curtain only rises; the overview only chooses. */
function moving(inOverview, onSlides) {
  return function (state, action) {
    if (state.curtain) return { curtain: null };
    var to = state.overview === null ? onSlides(state, action) : { overview: within(inOverview(state), state.steps.length - 1) };
    return Object.assign({ typed: "" }, to);
  };
}

function by(distance) {
  return function (state) {
    return state.overview + distance;
  };
}

function toggled(name, value) {
  return function (state, action) {
    var wanted = value === undefined ? action[name] : value;
    var patch = { typed: "" };
    patch[name] = state[name] === wanted ? null : wanted;
    return patch;
  };
}

/** Takes away what lies on top, and at last shows the overview. */
function escape(state) {
  if (state.panel) return { panel: null };
  if (state.curtain) return { curtain: null };
  if (state.typed) return { typed: "" };
  return overview(state);
}

function overview(state) {
  if (state.mode === "reading") return {};
  return { overview: state.overview === null ? state.slide : null, curtain: null, typed: "" };
}

function choose(state, action) {
  if (state.overview === null) return {};
  return jump(state, action.slide === undefined ? state.overview : action.slide, 0);
}

function enter(state) {
  if (state.curtain) return { curtain: null };
  if (state.typed) return jump(state, Number(state.typed) - 1, 0);
  return state.overview === null ? next(state) : choose(state, {});
}

var changes = {
  next: moving(by(1), next),
  previous: moving(by(-1), previous),
  "next-slide": moving(by(1), function (state) {
    return at(state, state.slide + 1, state.slide + 1 < state.steps.length ? 0 : state.step);
  }),
  "previous-slide": moving(by(-1), function (state) {
    return at(state, state.slide - 1, 0);
  }),
  first: moving(by(-Infinity), function (state) {
    return jump(state, 0, 0);
  }),
  last: moving(by(Infinity), function (state) {
    return jump(state, state.steps.length - 1, 0);
  }),
  /** To a place that somebody chose. */
  go: function (state, action) {
    return jump(state, action.slide, action.step);
  },
  /** To where another window is. A page that is read as an article has no curtain. */
  follow: function (state, action) {
    var to = at(state, action.slide, action.step);
    return Object.assign(to, { overview: null, typed: "", curtain: state.mode === "reading" ? null : action.curtain || null });
  },
  /** To a place that something else leads to: an address. */
  arrive: function (state, action) {
    return Object.assign(at(state, action.slide, action.step), { overview: null, typed: "" });
  },
  overview: overview,
  select: function (state, action) {
    return state.overview === null ? {} : { overview: within(state.overview + action.by, state.steps.length - 1) };
  },
  choose: choose,
  curtain: function (state, action) {
    return state.mode === "reading" ? {} : toggled("curtain")(state, action);
  },
  panel: toggled("panel"),
  close: function () {
    return { panel: null };
  },
  escape: escape,
  read: function (state) {
    return { mode: state.mode === "reading" ? "presenting" : "reading", overview: null, curtain: null, panel: null, typed: "" };
  },
  digit: function (state, action) {
    return state.mode === "reading" ? {} : { typed: (state.typed + action.digit).slice(-4) };
  },
  enter: enter,
};

function reduce(state, action) {
  if (!Object.hasOwn(changes, action.type)) return state;
  var patch = changes[action.type](state, action);
  var differs = Object.keys(patch).some(function (name) {
    return patch[name] !== state[name];
  });
  return differs ? Object.assign({}, state, patch) : state;
}

exports.state = { initial: initial, reduce: reduce, actions: Object.keys(changes) };
