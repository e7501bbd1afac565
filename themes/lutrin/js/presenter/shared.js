// One run in all presenters' windows: what they tell each other of it, and what of that counts. Pure.
//
// A message is a state, so that one heard twice, late or from the other side does no harm. What a speaker asked for last
// (start, pause, questions, end, discard, whose run it is) has the higher number `word`; of two at once, that of the window
// that was opened first counts. What was measured is taken from the window that records, so that another one goes on with the
// same times, to the tenth, and writes the same document.

const documents = require("./document.js");
const runs = require("./run.js");

const MODE = /^(talk|pause|questions)$/;
/** Tenths that two clocks may differ before the one of the window that records counts. */
const APART = 10;

/** What is said of a run, and whether this window `records` it. Nothing, where there is none. */
function message(run, records) {
  const { word, by, term, mode, gone } = run;
  if (run.id) return { word, by, mode, records, term, document: documents.write(run) };
  return gone && { word, by, discarded: gone };
}

function isCount(number) {
  return Number.isInteger(number) && number >= 0;
}

/** What a message says, or nothing: what arrives is never trusted. `theirs` is the run as its document has it. */
function checked(message) {
  const { word, by, mode, records, term = 0, discarded, document } = message || {};
  if (!isCount(word) || !isCount(term) || typeof by !== "string") return null;
  if (discarded !== undefined) return /^[0-9a-f]{8}$/.test(discarded) ? { word, by, id: discarded, phase: "discarded" } : null;
  const theirs = documents.read(document);
  return theirs && MODE.test(mode) ? { word, by, id: theirs.id, phase: theirs.phase, mode, records, term, theirs } : null;
}

/** Whether something was asked for after what this window knows. */
function isNewer(said, run) {
  return said.word > run.word || (said.word === run.word && said.by < run.by);
}

function clock(now, time) {
  return { now, origin: time - now * 100 };
}

/** A run with what was measured elsewhere, at a time. Its own clock counts while it is hardly ahead of the other one. */
function measured(run, { now, visits, pauses, questions, revision }, time) {
  const isClose = run.phase === "running" && run.now >= now && run.now - now <= APART;
  return { ...run, ...(isClose ? {} : clock(now, time)), visits, pauses, questions, revision: Math.max(run.revision, revision) };
}

/** A run that began elsewhere. */
function joined({ theirs, mode, word, by, term }, time) {
  return { ...runs.initial(), ...theirs, ...clock(theirs.now, time), mode, word, by, term };
}

/** Something was said of another run than the one of this window. */
function other(run, said, time) {
  // A run that goes on is more than one that is over, whoever spoke last.
  if (run.phase === "running" && said.phase !== "running") return said.word < run.word ? run : { ...run, word: said.word + 1 };
  const isLate = run.phase !== "running" && said.phase === "running" && said.word >= run.word;
  if (!isLate && !isNewer(said, run)) return run;
  return said.phase === "discarded" ? { ...run, word: said.word, by: said.by } : joined(said, time);
}

/** What a speaker asked for last. */
function marked(run, { word, by, phase, mode, theirs }) {
  const next = phase === "running" ? mode : "talk";
  const isChange = phase === "running" && run.phase === phase && run.mode !== next;
  return { ...(isChange ? runs.inMode(run, next) : { ...run, phase, mode: next }), word, by, speaker: theirs.speaker };
}

/**
 * The run after something was said of one, at a time. `isRecorder`: whether this window records. A window that got the lease
 * while this one was away (`term`) knows better.
 */
function heard(run, { said, time, isRecorder }) {
  if (said.id === run.gone) return run;
  if (said.id !== run.id) return other(run, said, time);
  const isNews = isNewer(said, run);
  if (said.phase === "discarded") return isNews ? runs.discarded(run, said) : run;
  const next = isNews ? marked(run, said) : run;
  const knowsBetter = said.records && (said.term > run.term || (said.term === run.term && !isRecorder));
  if (!knowsBetter || said.word !== next.word || said.by !== next.by) return next;
  return { ...measured(next, said.theirs, time), term: said.term };
}

/** Whether visits go on where others stopped. */
function goOnFrom(visits, start) {
  return start.every(({ slide, enter }, at) => visits[at] && visits[at].slide === slide && visits[at].enter === enter);
}

/**
 * This window has the lease to record, for a `term`. It goes on from what is `saved`: where another window recorded meanwhile
 * something that this one did not hear of, or the end, that counts.
 */
function granted(run, { term, saved, time }) {
  const next = { ...run, term };
  if (!saved || saved.id !== run.id) return next;
  const isEnd = saved.phase === "ended" && run.phase === "running";
  if (!isEnd && goOnFrom(documents.visits(run), saved.visits)) return { ...next, revision: Math.max(run.revision, saved.revision) };
  const theirs = measured(next, saved, time);
  return isEnd ? { ...theirs, phase: saved.phase, mode: "talk" } : runs.inMode(theirs, run.mode);
}

/** A state of the run gets its number, to be saved. */
function revised(run, { revision }) {
  return { ...run, revision: Math.max(run.revision, revision) };
}

const changes = { heard, granted, revised };

/** As `run.reduce`, with what other windows and the server say. */
function reduce(run, action) {
  if (!Object.hasOwn(changes, action.type)) return runs.reduce(run, action);
  return changes[action.type](runs.settled(run, action.time), action);
}

module.exports = { message, checked, reduce };
