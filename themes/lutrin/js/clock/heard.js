// The run that a room's clock shows, from what presenters say of theirs. Pure.

const { checked } = require("../presenter/shared.js");
const { totals } = require("../presenter/run.js");

/** What counts of a sound message, at a time. `slot` is that of the deck, for a run that has none. */
function facts({ id, commands, records, phase, mode, theirs }, slot, time) {
  const isTalking = phase === "running" && mode === "talk";
  return { id, commands, records, phase, mode: phase === "running" ? mode : "talk", talk: totals(theirs).talk / 10, slot: theirs.facts.slot ?? slot, isTalking, time };
}

/** Whether a message says more than what is known: the newer run, the later command, and the clock of the window that records. */
function counts(known, sent) {
  if (!known) return true;
  if (sent.id !== known.id) return known.phase !== "running" || (sent.phase === "running" && sent.commands >= known.commands);
  return sent.commands > known.commands || (sent.commands === known.commands && (sent.records || !known.records));
}

/** The run after a message, at a time; nothing where there is none. What arrives is never trusted. */
function heard(known, message, { slot, time }) {
  const isOfRun = message && message.v === 1 && message.role === "presenter" && message.run;
  const sent = isOfRun && checked(message.run);
  if (!sent) return known;
  if (sent.phase === "discarded") return known && known.id === sent.id ? null : known;
  return counts(known, sent) ? facts(sent, slot, time) : known;
}

module.exports = { heard };
