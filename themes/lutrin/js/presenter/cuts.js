// What can be left out to be on time again. Pure; all times in seconds.
"use strict";

/** The slides ahead that can be left out, as places: `{slide, plan}`. */
function ahead(slides, reached) {
  var found = [];
  slides.forEach(function (slide, at) {
    if (slide.optional && at > reached) found.push({ slide: at, plan: slide.plan || slide.estimate || 0 });
  });
  return found;
}

/** Few slides that win back so much: the longest first, and at last the one that is just long enough. */
function chosen(candidates, lost) {
  var left = candidates.slice().sort(function (a, b) {
    return b.plan - a.plan || a.slide - b.slide;
  });
  var found = [];
  while (lost > 0 && left.length && left[0].plan > 0) {
    var enough = left.filter(function (one) {
      return one.plan >= lost;
    });
    var next = enough.length ? enough[enough.length - 1] : left[0];
    left.splice(left.indexOf(next), 1);
    found.push(next);
    lost -= next.plan;
  }
  return found;
}

/** `{slides: [{slide, plan, isAdvised}], won, isEnough}` for so many seconds lost; none of them is advised on time. */
function list(slides, reached, lost) {
  var candidates = ahead(slides, reached);
  var advised = lost > 0 ? chosen(candidates, lost) : [];
  var won = advised.reduce(function (all, one) {
    return all + one.plan;
  }, 0);
  return {
    slides: candidates.map(function (one) {
      return { slide: one.slide, plan: one.plan, isAdvised: advised.indexOf(one) >= 0 };
    }),
    won: won,
    isEnough: won >= lost,
  };
}

exports.cuts = { list: list };
