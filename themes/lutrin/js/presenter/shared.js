// One run in all presenters' windows: what they tell each other of it, and what of that counts. Pure.
//
// A message is a state, so that one heard twice, late or from the other side does no harm. The last word of a speaker (start,
// pause, questions, end, discard) is the one with the higher number `rev`; of two at once, that of the window that was opened
// first. What was measured is taken from the window that records, so that another one goes on with the same times, to the
// tenth: `visits`, `pauses` and `questions` are the ends of these lists, with how many entries come before (`skip`).

/** Bytes of a message: the server passes on 4 KiB. */
const LONGEST_MESSAGE = 3600;
/** Entries of each list that are told. */
const TAIL = 40;
/** Tenths that two clocks may differ before the one of the recorder counts. */
const APART = 10;
const PHASES = ["running", "ended", "discarded"];
const MODES = ["talk", "pause", "questions"];
const LISTS = ["visits", "pauses", "questions"];

function entry(name, one) {
  return name === "visits" ? [one.slide, one.enter] : [one.from, one.to];
}

function tail(run, name, count) {
  const list = run[name];
  const from = Math.max(list.length - count, 0);
  return {
    skip: run.skipped[name] + from,
    list: list.slice(from).map((one) => entry(name, one)),
  };
}

/** What is said of a run. `is`: whether this window `records` it, or did so last, whether
 * it has the `whole` of it, and the `speaker`. Nothing, where there is none. */
function message(run, is) {
  if (!run.id && !run.gone) return null;
  const totals = exports.run.totals(run);
  const told = {
    id: run.id || run.gone, started: run.started, lang: run.lang, hash: run.hash, rev: run.rev, by: run.by, term: run.term,
    phase: run.id ? run.phase : "discarded", mode: run.mode, now: run.now, paused: totals.paused, asked: totals.asked,
    records: is.records, whole: is.whole, speaker: is.speaker || null,
  };
  for (var count = TAIL; count >= 0; count = count ? Math.floor(count / 2) : -1) {
    LISTS.forEach((name) => {
      told[name] = tail(run, name, count);
    });
    if (new Blob([JSON.stringify(told)]).size <= LONGEST_MESSAGE) break;
  }
  return told;
}

function isNumber(value) {
  return Number.isInteger(value) && value >= 0;
}

function isText(value, most) {
  return typeof value === "string" && value.length <= most;
}

function isTail(told, name) {
  return told && isNumber(told.skip) && Array.isArray(told.list) && told.list.every((one) => Array.isArray(one) && one.length === 2 && isNumber(one[1]) && (name === "visits" ? typeof one[0] === "string" : isNumber(one[0])));
}

/** What was said, as it may be used, or nothing: what arrives is never trusted. */
function checked(told) {
  if (!told || typeof told !== "object") return null;
  let isSound = /^[0-9a-f]{8}$/.test(told.id) && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)?$/.test(told.started);
  isSound = isSound && /^[A-Za-z0-9-]{2,35}$/.test(told.lang) && isText(told.hash, 128) && isText(told.by, 64);
  isSound = isSound && (told.speaker === null || isText(told.speaker, 200));
  isSound = isSound && ["rev", "term", "now", "paused", "asked"].every((key) => isNumber(told[key]));
  isSound = isSound && PHASES.indexOf(told.phase) >= 0 && MODES.indexOf(told.mode) >= 0;
  isSound = isSound && LISTS.every((name) => isTail(told[name], name));
  return isSound ? { ...told, records: told.records === true, whole: told.whole === true } : null;
}

/** Whether it is a later word than the one that this window knows. */
function isNewer(told, run) {
  return told.rev > run.rev || (told.rev === run.rev && told.by < run.by);
}

/** A list with its end as it was told: what this window has before that stays. */
function merged(own, skipped, told) {
  const kept = told.skip - skipped;
  if (kept < 0 || kept > own.length) return { skip: told.skip, list: told.list };
  return { skip: skipped, list: own.slice(0, kept).concat(told.list) };
}

function sum(list) {
  return list.reduce((all, one) => all + one[1] - one[0], 0);
}

/** The lists of a run as they were told. */
function withLists(run, told) {
  const patch = { skipped: {}, before: {} };
  LISTS.forEach((name) => {
    const own = run[name].map((one) => entry(name, one));
    const found = merged(own, run.skipped[name], told[name]);
    patch.skipped[name] = found.skip;
    patch[name] = found.list.map((one, at) => {
      if (name !== "visits") return { from: one[0], to: one[1] };
      const next = found.list[at + 1];
      return { slide: one[0], enter: one[1], leave: Math.max(next ? next[1] : run.now, one[1]) };
    });
    if (name !== "visits") {
      const key = name === "pauses" ? "paused" : "asked";
      patch.before[key] = found.skip ? Math.max(told[key] - sum(found.list), 0) : 0;
    }
  });
  return { ...run, ...patch };
}

function discarded(told) {
  return Object.assign(exports.run.initial(), { gone: told.id, started: told.started, lang: told.lang, hash: told.hash, rev: told.rev, by: told.by });
}

/** A run that began elsewhere. */
function joined(told, time) {
  const run = Object.assign(exports.run.initial(), {
    phase: told.phase, id: told.id, started: told.started, lang: told.lang, hash: told.hash, rev: told.rev, by: told.by,
    term: told.term, mode: told.phase === "running" ? told.mode : "talk", now: told.now, origin: time - told.now * 100,
  });
  return withLists(run, told);
}

function other(run, told, time) {
  // A run that goes on is more than one that is over, whoever spoke last.
  if (run.phase === "running" && told.phase !== "running") return told.rev < run.rev ? run : { ...run, rev: told.rev + 1 };
  const isLate = run.phase !== "running" && told.phase === "running" && told.rev >= run.rev;
  if (!isLate && !isNewer(told, run)) return run;
  if (told.phase === "discarded") return { ...run, rev: told.rev, by: told.by };
  return joined(told, time);
}

/** The last word of a speaker. */
function marked(run, told) {
  const patch = { rev: told.rev, by: told.by };
  if (told.phase === "ended") return { ...run, ...patch, phase: "ended", mode: "talk" };
  if (run.phase === "ended") return { ...run, ...patch, phase: "running", mode: told.mode };
  return { ...(told.mode === run.mode ? run : exports.run.inMode(run, told.mode)), ...patch };
}

/**
 * The run after something was heard of one, at a time. `isRecorder`: whether this window records. A window that recorded
 * while this one was away (`term`) knows better.
 */
function heard(run, told, time, isRecorder) {
  if (told.id === run.gone) return run;
  if (told.id !== run.id) return other(run, told, time);
  if (told.phase === "discarded") return isNewer(told, run) ? discarded(told) : run;
  let next = isNewer(told, run) ? marked(run, told) : run;
  const knowsBetter = told.records && (told.term > run.term || (told.term === run.term && !isRecorder));
  if (!knowsBetter || told.rev !== next.rev || told.by !== next.by) return next;
  next = { ...next, term: told.term };
  if (next.phase === "ended") next.now = told.now;
  else if (Math.abs(told.now - next.now) > APART) Object.assign(next, { origin: time - told.now * 100, now: told.now });
  return withLists(next, told);
}

/** Whether a run has all that was measured. */
function isWhole(run) {
  return LISTS.every((name) => run.skipped[name] === 0);
}

/** A run with the beginning that was kept of it in this browser. */
function filled(run, kept) {
  if (!kept || kept.id !== run.id || isWhole(run) || !isWhole(Object.assign(exports.run.initial(), kept))) return run;
  const isLong = LISTS.every((name) => kept[name].length >= run.skipped[name]);
  if (!isLong) return run;
  const patch = { skipped: exports.run.initial().skipped, before: exports.run.initial().before };
  LISTS.forEach((name) => {
    patch[name] = kept[name].slice(0, run.skipped[name]).concat(run[name]);
  });
  const last = patch.visits[run.skipped.visits - 1];
  const next = patch.visits[run.skipped.visits];
  if (last && next) patch.visits[run.skipped.visits - 1] = { ...last, leave: Math.max(next.enter, last.enter) };
  return { ...run, ...patch };
}

exports.shared = { message, checked, heard, isWhole, filled };
