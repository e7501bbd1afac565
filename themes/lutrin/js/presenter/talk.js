// The clock, the time of the talk, and its pace.

const time = require("./time.js");

const NONE = "\u2013";

function writeClock(page, { talked, remaining }, { phase, mode }) {
  const { length, onWall } = time;
  const now = new Date();
  const hasSlot = remaining !== null;
  const isOver = hasSlot && remaining < 0;
  page.write("clock", onWall(now));
  page.write("elapsed", length(talked));
  page.find("elapsed").classList.toggle("long", talked >= 3600);
  page.write("remaining", hasSlot ? (isOver ? "\u2212" : "") + length(remaining) : NONE);
  page.write("remaining-label", page.say(isOver ? "over_slot" : "remaining"));
  page.write("end", hasSlot && phase !== "ended" ? onWall(new Date(now.getTime() + remaining * 1000)) : NONE);
  Object.assign(page.root.dataset, { phase, mode });
  page.root.classList.toggle("is-over", isOver);
}

/** What the time goes to just now, where that is not the talk. */
function modeOf(page, { paused, asked }, { phase, mode }) {
  if (mode === "pause") return page.say("paused", { length: time.length(paused) });
  if (mode === "questions") return page.say("asking", { length: time.length(asked) });
  return { ready: page.say("starts"), ended: page.say("ended") }[phase] || "";
}

function write(page, found, run) {
  const { talk, asked } = found;
  const { length } = time;
  writeClock(page, found, run);
  const mode = modeOf(page, found, run);
  page.write("mode", mode);
  page.find("mode").hidden = !mode;
  page.find("clock-label").hidden = Boolean(mode);
  page.writePace("pace", talk?.word, talk ? page.say(talk.word, { amount: length(Math.abs(talk.difference)) }) : run.phase === "ready" ? "" : page.say("no_plan"));
  page.write("asked", run.questions.length && run.mode !== "questions" ? page.say("asked", { length: length(asked) }) : "");
}

module.exports = { write };
