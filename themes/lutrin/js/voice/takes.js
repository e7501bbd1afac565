// The takes of a deck, in the order in which they are played. Pure.

/**
 * The slides that have takes, in the order of the deck: each with its `takes`, the oldest first. `data` is what the page says
 * of the deck, `takes` what the server has of the talk. A slide that the deck does not have any more comes last.
 */
function bySlide(data, takes) {
  const order = new Map(data.runs.map(({ id }, at) => [id, at]));
  const known = takes.filter(({ run }) => order.has(run)).map((take) => ({ ...take, when: data.runs[order.get(take.run)].when }));
  known.sort((a, b) => order.get(a.run) - order.get(b.run) || a.start - b.start);
  const gone = known.filter(({ slide }) => !data.slides.some(({ id }) => id === slide)).map(({ slide }) => slide);
  const slides = [...data.slides, ...[...new Set(gone)].map((id) => ({ id, title: id, words: 0 }))];
  return slides.map((slide) => ({ ...slide, takes: known.filter((take) => take.slide === slide.id) })).filter(({ takes: own }) => own.length);
}

/** The runs that have takes, the newest first: each with how many bytes. */
function byRun(data, takes) {
  const runs = data.runs.map((run) => {
    const own = takes.filter((take) => take.run === run.id);
    return { ...run, count: own.length, bytes: own.reduce((sum, { bytes }) => sum + bytes, 0) };
  });
  return runs.filter(({ count }) => count).reverse();
}

/** What is measured of several takes together: `{seconds, speech, runs}`; nothing where no take could be measured. */
function together(takes) {
  const measured = takes.filter(({ found }) => found);
  if (!measured.length) return null;
  const sum = (key) => measured.reduce((all, { found }) => all + found[key], 0);
  return { seconds: sum("seconds"), speech: sum("speech"), runs: new Set(measured.map(({ run }) => run)).size };
}

module.exports = { bySlide, byRun, together };
