// One run in all presenters' windows: the messages about it, and what a window takes from one. Pure.
//
// A message is a state, so one that arrives twice, late or from several sides does no harm. The run with more `commands` is the
// newer one; of two equal ones, that of the window that was opened first. Times come from the window that records, so that
// another one can go on with the same times, to the tenth, and write the same document.

const documents = require("./document.js");
const runs = require("./run.js");

const MODE = /^(talk|pause|questions)$/;
/** Tenths that two clocks may differ before the one of the window that records counts. */
const APART = 10;

/** The message about a run, and whether this window `records` it. Nothing, where there is no run. */
function message(run, records) {
  const { commands, by, term, mode, gone } = run;
  if (run.id) return { commands, by, mode, records, term, document: documents.write(run) };
  return gone && { commands, by, discarded: gone };
}

function isCount(number) {
  return Number.isInteger(number) && number >= 0;
}

/** The parts of a message, or nothing where it is not sound. `theirs` is the run as its document has it. */
function checked(message) {
  const { commands, by, mode, records, term, discarded, document } = message || {};
  if (!isCount(commands) || typeof by !== "string") return null;
  if (discarded !== undefined) return /^[0-9a-f]{8}$/.test(discarded) ? { commands, by, id: discarded, phase: "discarded" } : null;
  const theirs = documents.read(document);
  return theirs && isCount(term) && MODE.test(mode) ? { commands, by, id: theirs.id, phase: theirs.phase, mode, records, term, theirs } : null;
}

/** Whether a message has a later command than this window knows. */
function isNewer(sent, run) {
  return sent.commands > run.commands || (sent.commands === run.commands && sent.by < run.by);
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
function joined({ theirs, mode, commands, by, term }, time) {
  return { ...runs.initial(), ...theirs, ...clock(theirs.now, time), mode, commands, by, term };
}

/** A message about another run than the one of this window. */
function other(run, sent, time) {
  // A run that goes on is more than one that is over, whichever window was last.
  if (run.phase === "running" && sent.phase !== "running") return sent.commands < run.commands ? run : { ...run, commands: sent.commands + 1 };
  const isLate = run.phase !== "running" && sent.phase === "running" && sent.commands >= run.commands;
  if (!isLate && !isNewer(sent, run)) return run;
  return sent.phase === "discarded" ? { ...run, commands: sent.commands, by: sent.by } : joined(sent, time);
}

/** The run after the last command, which was given in another window. */
function marked(run, { commands, by, phase, mode, theirs }) {
  const next = phase === "running" ? mode : "talk";
  const isChange = phase === "running" && run.phase === phase && run.mode !== next;
  return { ...(isChange ? runs.inMode(run, next) : { ...run, phase, mode: next }), commands, by, speaker: theirs.speaker };
}

/**
 * The run after a message, at a time. `isRecorder`: whether this window records. A window that got the lease later (its `term`
 * is higher) has the times that count.
 */
function heard(run, { sent, time, isRecorder }) {
  if (sent.id === run.gone) return run;
  if (sent.id !== run.id) return other(run, sent, time);
  const isNews = isNewer(sent, run);
  if (sent.phase === "discarded") return isNews ? runs.discarded(run, sent) : run;
  const next = isNews ? marked(run, sent) : run;
  const knowsBetter = sent.records && (sent.term > run.term || (sent.term === run.term && !isRecorder));
  if (!knowsBetter || sent.commands !== next.commands || sent.by !== next.by) return next;
  return { ...measured(next, sent.theirs, time), term: sent.term };
}

/** Whether visits go on where others stopped. */
function goOnFrom(visits, start) {
  return start.every(({ slide, enter }, at) => visits[at] && visits[at].slide === slide && visits[at].enter === enter);
}

/**
 * This window has the lease to record, for a `term`. It goes on from what is `saved`: where another window recorded meanwhile
 * something that this one did not hear of, that counts. A run that is `over` was ended elsewhere, whether its file is still there or not.
 */
function granted(run, { term, saved, over, time }) {
  const next = { ...run, term };
  const isEnd = over && run.phase === "running";
  const isSaved = saved && saved.id === run.id;
  if (isSaved && !isEnd && goOnFrom(documents.visits(run), saved.visits)) return { ...next, revision: Math.max(run.revision, saved.revision) };
  const theirs = isSaved ? measured(next, saved, time) : next;
  if (isEnd) return { ...theirs, phase: "ended", mode: "talk" };
  return isSaved ? runs.inMode(theirs, run.mode) : next;
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
