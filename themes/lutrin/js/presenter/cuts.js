// What can be left out to be on time again. Pure; all times in seconds.
"use strict";

/** The slides ahead that can be left out, as places: `{slide, plan}`. */
function ahead(slides, reached) {
  var found = [];
  slides.forEach(function (slide, at) {
    if (slide.optional && at > reached) found.push({ slide: at, plan: slide.plan || 0 });
  });
  return found;
}

/** The fewest slides that win back so much: one that is just long enough, else the longest first. */
function chosen(candidates, lost) {
  var enough = candidates.filter(function (one) {
    return one.plan >= lost;
  });
  if (enough.length) {
    return [enough.reduce(function (best, one) {
      return one.plan < best.plan ? one : best;
    })];
  }
  var won = 0;
  var longest = candidates.slice().sort(function (a, b) {
    return b.plan - a.plan || a.slide - b.slide;
  });
  return longest.filter(function (one) {
    if (won >= lost || !one.plan) return false;
    won += one.plan;
    return true;
  });
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
