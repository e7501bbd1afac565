// A run of a talk: which slide was on when, what was paused, what was asked. Pure: the time comes from outside, in
// milliseconds that only go on.
//
// A run has its `phase` ("ready", "running", "ended"), its `id`, when it `started` (on the wall), its `origin` (the time of its
// start), its length `now`, its `visits`, `pauses` and `questions`, and its `mode` ("talk", "pause", "questions"). Lengths are
// tenths of a second since its start. The last visit, pause or questions are open and end now, so that a run can be saved at
// any moment. `facts` are what its document says of the deck as it was at the start: `language`, `variant`, `slot`, `hash`, and
// the `slides` as they are planned. `speaker` is who gives the talk; `revision` is the number of the last state that was saved.
// What windows share of a run (see shared.js): `commands` counts what its speaker asked for (start, pause, questions, end,
// discard, who speaks), and `by` is the window of the last one; `term` is that of the lease; `gone` is the id of the run that
// was discarded.

const DAY = 24 * 3600 * 10;
/** The most visits, pauses or questions; later ones lengthen the last. */
const MOST = 5000;
/** Milliseconds: a machine that slept for longer was put away, so the time is a pause. */
const NAP = 10 * 60 * 1000;
/** Milliseconds: a view that comes back sooner was only loaded again, so the time is no pause. */
const BLINK = 30 * 1000;
/** Milliseconds: a longer break is no part of a run. */
const BREAK = 12 * 3600 * 1000;

function initial() {
  return {
    phase: "ready", id: null, started: null, facts: null, speaker: null, origin: 0, now: 0, visits: [], pauses: [], questions: [], mode: "talk",
    revision: 0, commands: 0, by: "", term: 0, gone: null,
  };
}

/** The speaker gave a command, in a window. */
function commanded(run, action) {
  return { ...run, commands: run.commands + 1, by: action.by || "" };
}

/** A list whose last entry ends now. */
function until(list, key, now) {
  const last = list[list.length - 1];
  if (!last || last[key] === now) return list;
  return [...list.slice(0, -1), { ...last, [key]: now }];
}

function added(list, entry) {
  return list.length < MOST ? list.concat(entry) : list;
}

/** The run at a time: what is open goes on until then. Without a time, it stays as it is. */
function settled(run, time) {
  const now = Math.min(Math.max(Math.floor((time - run.origin) / 100) || 0, run.now), DAY);
  if (run.phase !== "running" || now === run.now) return run;
  return { ...run, now,
    visits: until(run.visits, "leave", now),
    pauses: run.mode === "pause" ? until(run.pauses, "to", now) : run.pauses,
    questions: run.mode === "questions" ? until(run.questions, "to", now) : run.questions,
    phase: now === DAY ? "ended" : "running", };
}

function inMode(run, mode) {
  const key = { pause: "pauses", questions: "questions" }[mode];
  if (!key) return { ...run, mode };
  return run[key].length === MOST ? run : { ...run, mode, [key]: added(run[key], { from: run.now, to: run.now }) };
}

function toggled(mode) {
  return function (run, action) {
    return run.phase === "running" ? commanded(inMode(run, run.mode === mode ? "talk" : mode), action) : run;
  };
}

/** Something paused goes on with the next step; questions do not end by looking for a slide. */
function shown(run, action) {
  if (run.phase !== "running") return run;
  const next = action.isAdvance && run.mode === "pause" ? commanded(inMode(run, "talk"), action) : run;
  const last = next.visits[next.visits.length - 1];
  if (last?.slide === action.slide) return next;
  return { ...next, visits: added(next.visits, { slide: action.slide, enter: next.now, leave: next.now }) };
}

/** No run, where there was one: what windows have to know of that is left. */
function discarded(run, { commands, by }) {
  return { ...initial(), gone: run.id, speaker: run.speaker, commands, by };
}

/** The hours in which the machine was shut are a pause. */
function woken(run, action, before) {
  if (run.phase !== "running" || !(action.slept > NAP) || run.mode === "pause") return run;
  const from = Math.max(before.now, run.now - Math.floor(action.slept / 100));
  const patch = { pauses: added(run.pauses, { from, to: run.now }), mode: "talk" };
  if (run.mode === "questions") patch.questions = until(run.questions, "to", from);
  return { ...run, ...patch };
}

/**
 * A run that was kept goes on. An absence `counts` where its speaker says so; where nobody was asked, a short one was none, and
 * a longer one is a pause. The next day the clock stood still.
 */
function resumed(run, action) {
  const gap = Math.max(0, action.gap || 0);
  const kept = { ...initial(), ...action.run, phase: "running", origin: action.time - action.run.now * 100 };
  if (gap > BREAK) return kept;
  const whole = { ...kept, origin: kept.origin - gap };
  // Who says that the time counts was speaking in it.
  const speaking = action.counts && whole.mode === "pause" ? inMode(whole, "talk") : whole;
  if (action.counts ?? gap <= BLINK) return settled(speaking, action.time);
  const back = settled(whole.mode === "pause" ? whole : inMode(whole, "pause"), action.time);
  return inMode(back, "talk");
}

const changes = {
  start(run, action) {
    if (run.phase !== "ready" && run.phase !== "ended") return run;
    const { id, started, facts, slide, time: origin } = action;
    const { speaker, commands } = run;
    return commanded({ ...initial(), phase: "running", id, started, origin, visits: [{ slide, enter: 0, leave: 0 }], facts, speaker, commands, revision: 1 }, action);
  },
  show: shown,
  pause: toggled("pause"),
  questions: toggled("questions"),
  tick: woken,
  end(run, action) {
    return run.phase === "running" ? commanded({ ...run, phase: "ended", mode: "talk" }, action) : run;
  },
  discard(run, action) {
    if (!run.id) return run;
    return commanded(discarded(run, run), action);
  },
  /** Who gives the talk. */
  speak(run, action) {
    const next = { ...run, speaker: action.speaker };
    return run.id && run.speaker !== action.speaker ? commanded(next, action) : next;
  },
  resume: resumed,
};

function reduce(run, action) {
  if (!Object.hasOwn(changes, action.type)) return run;
  return changes[action.type](settled(run, action.time), action, run);
}

/** Whether somebody went one on: to the next step, or to the next slide. Jumps, and ways back, begin nothing. */
function isAdvance(before, after) {
  if (after.slide === before.slide) return after.step === before.step + 1;
  return after.slide === before.slide + 1 && after.step === 0;
}

/** The tenths of each slide in which it was talked about: visits without what was paused or asked meanwhile. */
function times(run, ids) {
  const found = ids.map(() => 0);
  const others = run.pauses.concat(run.questions).sort((a, b) => a.from - b.from);
  let first = 0;
  run.visits.forEach((visit) => {
    const slide = ids.indexOf(visit.slide);
    while (first < others.length && others[first].to <= visit.enter) first += 1;
    let spent = visit.leave - visit.enter;
    for (let at = first; at < others.length && others[at].from < visit.leave; at += 1) {
      // One that was over at once may stand after a longer one that began with it.
      spent -= Math.max(0, Math.min(others[at].to, visit.leave) - Math.max(others[at].from, visit.enter));
    }
    if (slide >= 0) found[slide] += spent;
  });
  return found;
}

function sum(list) {
  return list.reduce((all, entry) => all + entry.to - entry.from, 0);
}

/** The tenths of the talk itself, and those beside it. */
function totals(run) {
  const paused = sum(run.pauses);
  const asked = sum(run.questions);
  return { talk: run.now - paused - asked, paused, asked };
}

module.exports = { initial, reduce, settled, isAdvance, times, totals, inMode, discarded, BLINK, BREAK };
