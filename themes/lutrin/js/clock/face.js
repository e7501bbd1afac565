// What a room's clock shows of a run. Pure; lengths in seconds, times in milliseconds that only go on.

const { length } = require("../presenter/time.js");

/** Seconds: from here on, the room should know. */
const SOON = 300;
const LAST = 60;
/** Milliseconds: whoever presents says every five seconds how the run is. */
const SILENCE = 12000;

/** How near the end is: "calm", "soon", "last" or "over". Without a slot, there is none. */
function levelOf(left) {
  if (left === null || left > SOON) return "calm";
  if (left > LAST) return "soon";
  return left > 0 ? "last" : "over";
}

/** How long the talk has gone on, without pauses and questions: from what was said of it, on. */
function talked({ talk, isTalking, time }, now) {
  return talk + (isTalking ? Math.max(0, now - time) / 1000 : 0);
}

/** What the run does just now, else how near its end is: the name of a string. */
function wordOf({ phase, mode }, level, hasSlot) {
  if (phase === "ended") return "ended";
  if (mode !== "talk") return mode === "pause" ? "paused" : "questions";
  if (level !== "calm") return level;
  return hasSlot ? "left" : "elapsed";
}

/** What is not as it should be: `{name, values}` of a string, or nothing. */
function noteOf(known, now, isAway) {
  const silence = now - known.time;
  if (known.phase === "ended") return null;
  if (isAway) return { name: "away", values: {} };
  return silence > SILENCE ? { name: "silent", values: { length: length(silence / 1000) } } : null;
}

/**
 * The face: `digits`, `level`, the `word` below them and a `note`, as names of strings. `known` is the run (see heard.js) or
 * nothing; `waited`, for how long the clock is open.
 */
function face(known, { now, waited, isAway }) {
  if (!known) return { digits: "", level: "calm", word: isAway ? "away_none" : waited < SILENCE / 2 ? "waiting" : "none", note: null };
  const passed = talked(known, now);
  const left = known.slot === null ? null : known.slot - passed;
  const level = levelOf(left);
  const digits = left === null ? length(passed) : (left < 0 ? "+" : "") + length(left);
  return { digits, level, word: wordOf(known, level, left !== null), note: noteOf(known, now, isAway) };
}

module.exports = { face };
