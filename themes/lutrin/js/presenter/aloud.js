// What changes beside the slides, for those who hear the view: how the run is, and whether it is saved. Never the time. Pure.

/** The kinds of a record that somebody has to know of. */
const TROUBLES = ["unsaved", "local"];

/** `now`: the `phase` and `mode` of the run, and how it is `saved`. Gives the names of what is to be said. */
function ofRun(before, now) {
  if (now.phase !== before.phase) return { running: "goes", ended: "ended", ready: "save_nothing" }[now.phase];
  if (now.mode === before.mode || now.phase !== "running") return null;
  return { talk: "goes", pause: "pause", questions: "questions" }[now.mode];
}

/** What is being saved is in between, and changes nothing for whoever was told of a trouble. */
function ofRecord(before, now) {
  if (now.saved === before.saved || now.saved === "saving") return null;
  if (TROUBLES.includes(now.saved) || now.saved === "saved_end") return "save_" + now.saved;
  return now.saved === "saved" && TROUBLES.includes(before.saved) ? "saved_again" : null;
}

/** `{said, known}`: the names of strings, in their order, and what is known next time. */
function news(known, now) {
  if (!known) return { said: [], known: now };
  const said = [ofRun(known, now), ofRecord(known, now)].filter(Boolean);
  return { said, known: { ...now, saved: now.saved === "saving" ? known.saved : now.saved } };
}

module.exports = { news };
