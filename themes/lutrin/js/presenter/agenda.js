// The parts of a talk: planned, and taken. Pure; all times in seconds.

const pace = require("./pace.js");

function sum(slides, times) {
  return slides.reduce((all, slide) => all + (times[slide] || 0), 0);
}

/**
 * The parts as `{title, plan, actual, state, word, difference}`. `state`: "done", "now" or "ahead" of the place that the
 * talk has reached; a part that is not over has lost time only when it has taken more than it may.
 */
function rows(parts, times, current, reached) {
  return parts.map((part) => {
    const actual = sum(part.slides, times);
    const isNow = part.slides.includes(current);
    const isDone = !isNow && part.slides.length > 0 && part.slides[part.slides.length - 1] < reached;
    const hasPlan = typeof part.plan === "number";
    const difference = hasPlan && (isDone || (isNow && actual > part.plan)) ? actual - part.plan : null;
    return {
      title: part.title,
      plan: hasPlan ? part.plan : null,
      actual,
      state: isNow ? "now" : isDone ? "done" : "ahead",
      difference,
      word: difference === null ? null : pace.judge(difference, part.plan),
    };
  });
}

module.exports = { rows };
