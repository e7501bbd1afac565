// The parts of a talk: planned, and taken. Pure; all times in seconds.
"use strict";

function sum(slides, times) {
  return slides.reduce(function (all, slide) {
    return all + (times[slide] || 0);
  }, 0);
}

/**
 * The parts as `{title, plan, actual, state, word, difference}`. `state`: "done", "now" or "ahead" of the place that the
 * talk has reached; a part that is not over has lost time only when it has taken more than it may.
 */
function rows(parts, times, current, reached) {
  return parts.map(function (part) {
    var actual = sum(part.slides, times);
    var isNow = part.slides.indexOf(current) >= 0;
    var isDone = !isNow && part.slides.length > 0 && part.slides[part.slides.length - 1] < reached;
    var hasPlan = typeof part.plan === "number";
    var difference = hasPlan && (isDone || (isNow && actual > part.plan)) ? actual - part.plan : null;
    return {
      title: part.title,
      first: part.slides[0],
      plan: hasPlan ? part.plan : null,
      actual: actual,
      state: isNow ? "now" : isDone ? "done" : "ahead",
      difference: difference,
      word: difference === null ? null : exports.pace.judge(difference, part.plan),
    };
  });
}

exports.agenda = { rows: rows };
