// What can be left out to be on time again. Pure; all times in seconds.

/** The slides ahead that can be left out, as places: `{slide, plan}`. */
function ahead(slides, reached) {
  const found = [];
  slides.forEach((slide, at) => {
    if (slide.optional && at > reached) found.push({ slide: at, plan: slide.plan || slide.estimate || 0 });
  });
  return found;
}

/** Few slides that win back so much: the longest first, and at last the one that is just long enough. */
function chosen(candidates, lost) {
  const left = candidates.slice().sort((a, b) => b.plan - a.plan || a.slide - b.slide);
  const found = [];
  while (lost > 0 && left.length && left[0].plan > 0) {
    const enough = left.filter((one) => one.plan >= lost);
    const next = enough.length ? enough[enough.length - 1] : left[0];
    left.splice(left.indexOf(next), 1);
    found.push(next);
    lost -= next.plan;
  }
  return found;
}

/** `{slides: [{slide, plan, isAdvised}], won, isEnough}` for so many seconds lost; none of them is advised on time. */
function list(slides, reached, lost) {
  const candidates = ahead(slides, reached);
  const advised = lost > 0 ? chosen(candidates, lost) : [];
  const won = advised.reduce((all, one) => all + one.plan, 0);
  return {
    slides: candidates.map((one) => ({ slide: one.slide, plan: one.plan, isAdvised: advised.includes(one) })),
    won,
    isEnough: won >= lost,
  };
}

module.exports = { list };
