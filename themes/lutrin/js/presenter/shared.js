// One run in all presenters' windows: what they tell each other of it, and what of that counts. Pure.
//
// A message is a state, so that one heard twice, late or from the other side does no harm. The last word of a speaker (start,
// pause, questions, end, discard, whose run it is) is the one with the higher number `rev`; of two at once, that of the window
// that was opened first. What was measured is taken from the window that records, so that another one goes on with the same
// times, to the tenth, and writes the same file: `data` is what that window saves.

const PHASES = ["running", "ended", "discarded"];
const MODES = ["talk", "pause", "questions"];
/** Tenths that two clocks may differ before the one of the recorder counts. */
const APART = 10;

/** What is said of a run, and whether this window `records` it, or did so last. Nothing, where there is none. */
function message(run, records) {
  const { rev, by, term, mode } = run;
  const id = run.id || run.gone;
  return id && { rev, by, term, mode, phase: run.id ? run.phase : "discarded", records, data: exports.run.data({ ...run, id }) };
}

function isTime(...times) {
  return times.every((time) => Number.isFinite(time) && time >= 0);
}

function isText(...texts) {
  return texts.every((text) => typeof text === "string");
}

function isSound({ rev, by, term, phase, mode, data }) {
  return Number.isInteger(rev) && Number.isInteger(term) && isTime(rev, term, data.end) && isText(by, data.deck) && PHASES.includes(phase) && MODES.includes(mode)
    && /^[0-9a-f]{8}$/.test(data.run) && Date.parse(data.started) && /^[\w-]+$/.test(data.language)
    && (data.speaker === null || isText(data.speaker))
    && data.slides.every(({ id }) => isText(id))
    && data.visits.every(({ slide, enter, leave }) => isText(slide) && isTime(enter, leave))
    && data.pauses.concat(data.questions).every(({ from, to }) => isTime(from, to));
}

/** What was said, as it may be used, or nothing: what arrives is never trusted. */
function checked(told) {
  try {
    return isSound(told) ? told : null;
  } catch (error) {
    // Something is missing.
    return null;
  }
}

/** Whether it is a later word than the one that this window knows. */
function isNewer(told, run) {
  return told.rev > run.rev || (told.rev === run.rev && told.by < run.by);
}

function tenths(entry) {
  return exports.run.converted(entry, (seconds) => Math.round(seconds * 10));
}

function clock(data, time) {
  const now = Math.round(data.end * 10);
  return { now, origin: time - now * 100 };
}

/** A run with what was measured elsewhere, at a time. Its own clock counts while it is hardly ahead of the other one. */
function measured(run, { data, term }, time) {
  const told = clock(data, time);
  const isClose = run.phase === "running" && run.now >= told.now && run.now - told.now <= APART;
  return { ...run, ...(isClose ? {} : told), term, visits: data.visits.map(tenths), pauses: data.pauses.map(tenths), questions: data.questions.map(tenths) };
}

/** A run that began elsewhere. */
function joined(told, time) {
  const { run: id, started, language, variant, speaker, slot, deck, slides } = told.data;
  const { phase, mode, rev, by } = told;
  const facts = { language, variant, slot, hash: deck, slides };
  return measured({ ...exports.run.initial(), ...clock(told.data, time), phase, mode, id, started, speaker, rev, by, facts }, told, time);
}

function other(run, told, time) {
  // A run that goes on is more than one that is over, whoever spoke last.
  if (run.phase === "running" && told.phase !== "running") return told.rev < run.rev ? run : { ...run, rev: told.rev + 1 };
  const isLate = run.phase !== "running" && told.phase === "running" && told.rev >= run.rev;
  if (!isLate && !isNewer(told, run)) return run;
  return told.phase === "discarded" ? { ...run, rev: told.rev, by: told.by } : joined(told, time);
}

/** The last word of a speaker. */
function marked(run, told) {
  const { rev, by, phase } = told;
  const mode = phase === "running" ? told.mode : "talk";
  const isChange = phase === "running" && run.phase === phase && run.mode !== mode;
  return { ...(isChange ? exports.run.inMode(run, mode) : { ...run, phase, mode }), rev, by, speaker: told.data.speaker };
}

/**
 * The run after something was heard of one, at a time. `isRecorder`: whether this window records. A window that recorded
 * while this one was away (`term`) knows better.
 */
function heard(run, told, time, isRecorder) {
  const id = told.data.run;
  if (id === run.gone) return run;
  if (id !== run.id) return other(run, told, time);
  const isNews = isNewer(told, run);
  if (told.phase === "discarded") return isNews ? exports.run.discarded(run, told) : run;
  const next = isNews ? marked(run, told) : run;
  const knowsBetter = told.records && (told.term > run.term || (told.term === run.term && !isRecorder));
  return knowsBetter && told.rev === next.rev && told.by === next.by ? measured(next, told, time) : next;
}

exports.shared = { message, checked, heard };
