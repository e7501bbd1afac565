// What a deck shows, and how that changes. Pure: an action and a state give a state, the same one where nothing changes.
//
// A state: `steps` (the last step of each slide), `slide` and `step` (from 0), `mode` ("presenting" or "reading"),
// `overview` (the slide chosen there, or null), `curtain` ("black", "white" or null), `panel` ("help", "jump",
// "languages" or null), `typed` (digits), `jumps` (how often somebody went elsewhere than one step on or back).

function initial(steps) {
  return { steps, slide: 0, step: 0, mode: "presenting", overview: null, curtain: null, panel: null, typed: "", jumps: 0 };
}

function within(number, last) {
  return Math.min(Math.max(Math.trunc(number) || 0, 0), Math.max(last, 0));
}

/** A place that the deck has: a step that a slide lacks is its last one. */
function at(state, slide, step) {
  const real = within(slide, state.steps.length - 1);
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
  const to = at(state, slide, step);
  if (to.slide !== state.slide) to.jumps = state.jumps + 1;
  return Object.assign(to, { overview: null, curtain: null, typed: "" });
}

/** A move through the slides. A curtain only rises; the overview only chooses. */
function moving(inOverview, onSlides) {
  return function (state, action) {
    if (state.curtain) return { curtain: null };
    const to = state.overview === null ? onSlides(state, action) : { overview: within(inOverview(state), state.steps.length - 1) };
    return { typed: "", ...to };
  };
}

function by(distance) {
  return function (state) {
    return state.overview + distance;
  };
}

function toggled(name, value) {
  return function (state, action) {
    const wanted = value === undefined ? action[name] : value;
    const patch = { typed: "" };
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

const changes = {
  next: moving(by(1), next),
  previous: moving(by(-1), previous),
  "next-slide": moving(by(1), (state) => at(state, state.slide + 1, state.slide + 1 < state.steps.length ? 0 : state.step)),
  "previous-slide": moving(by(-1), (state) => at(state, state.slide - 1, 0)),
  first: moving(by(-Infinity), (state) => jump(state, 0, 0)),
  last: moving(by(Infinity), (state) => jump(state, state.steps.length - 1, 0)),
  /** To a place that somebody chose. */
  go(state, action) {
    return jump(state, action.slide, action.step);
  },
  /** To where another window is. A page that is read as an article has no curtain. */
  follow(state, action) {
    const to = at(state, action.slide, action.step);
    return Object.assign(to, { overview: null, typed: "", curtain: state.mode === "reading" ? null : action.curtain || null });
  },
  /** To a place that something else leads to: an address. */
  arrive(state, action) {
    return Object.assign(at(state, action.slide, action.step), { overview: null, typed: "" });
  },
  overview,
  select(state, action) {
    return state.overview === null ? {} : { overview: within(state.overview + action.by, state.steps.length - 1) };
  },
  choose,
  curtain(state, action) {
    return state.mode === "reading" ? {} : toggled("curtain")(state, action);
  },
  panel: toggled("panel"),
  close() {
    return { panel: null };
  },
  escape,
  read(state) {
    return { mode: state.mode === "reading" ? "presenting" : "reading", overview: null, curtain: null, panel: null, typed: "" };
  },
  digit(state, action) {
    return state.mode === "reading" ? {} : { typed: (state.typed + action.digit).slice(-4) };
  },
  enter,
};

function reduce(state, action) {
  if (!Object.hasOwn(changes, action.type)) return state;
  const patch = changes[action.type](state, action);
  const differs = Object.keys(patch).some((name) => patch[name] !== state[name]);
  return differs ? { ...state, ...patch } : state;
}

module.exports = { initial, reduce };
