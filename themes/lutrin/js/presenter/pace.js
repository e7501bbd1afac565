// Whether a talk is where it was planned to be. Pure; all times in seconds.

/** Seconds, and the part of the slot, that nobody should hurry for. */
const LEAST = 10;
const SHARE = 0.05;
/** Seconds: a slide that was on for less was passed over. */
const GLANCE = 2;

function band(slot) {
  return Math.max(LEAST, SHARE * (slot || 0));
}

/** In a word: "ahead", "behind" or "on_time", within a band of seconds. A difference above zero is time lost. */
function judge(difference, slot, within = band(slot)) {
  if (difference > within) return "behind";
  return difference < -within ? "ahead" : "on_time";
}

/** How far the talk has come: a look back, or a glance at the end, is no progress. */
function furthest(times, current) {
  let found = current;
  times.forEach((time, at) => {
    if (time >= GLANCE && at > found) found = at;
  });
  return found;
}

/** Where the talk should be by its plan; nothing, where a slide on the way has none. */
function planned(plans, times, current) {
  const at = furthest(times, current);
  let sum = 0;
  for (let slide = 0; slide <= at; slide += 1) {
    if (typeof plans[slide] !== "number") return null;
    sum += slide < at ? plans[slide] : Math.min(times[slide], plans[slide]);
  }
  return sum;
}

/** `{word, difference}` of the talk, after so many seconds of it. */
function ofTalk(plans, times, current, talked, slot) {
  const wanted = planned(plans, times, current);
  if (wanted === null) return null;
  return { word: judge(talked - wanted, slot), difference: talked - wanted };
}

/** `{word, left, plan, spent}` inside a slide: "room" while there is time, "move_on" around its end, then "over". A short slide has room, too. */
function ofSlide(plan, spent) {
  if (typeof plan !== "number" || plan <= 0) return null;
  const word = { ahead: "room", on_time: "move_on", behind: "over" }[judge(spent - plan, plan, Math.min(band(plan), plan / 2))];
  return { word, left: plan - spent, plan, spent };
}

module.exports = { band, judge, ofTalk, ofSlide, furthest };
