// The document of a run, as JSON: what a window saves, what it offers as a download, and what it tells other windows. Its keys
// are those of the file that the server makes of it. Nothing else of the view knows what stands in it. Pure.

const VERSION = 2;

/** Lengths are tenths here, and seconds there; what is none is no document. */
function tenths(seconds) {
  if (typeof seconds !== "number" || !(seconds >= 0)) throw new TypeError();
  return Math.round(seconds * 10);
}

function seconds(time) {
  return time / 10;
}

/** Visits, pauses or questions with their lengths in another unit. */
function converted(list, change) {
  return list.map(({ slide, enter, leave, from, to }) => (slide === undefined ? { from: change(from), to: change(to) } : { slide, enter: change(enter), leave: change(leave) }));
}

/** The visits of slides that the deck had when the run began: another slide has no time of its own. */
function visits(run) {
  const ids = run.facts.slides.map((slide) => slide.id);
  return run.visits.filter((visit) => ids.includes(visit.slide));
}

function write(run) {
  const { id, revision, started, speaker } = run;
  const { language, variant, slot, hash: deck } = run.facts;
  return {
    version: VERSION, id, revision, started, language, variant, speaker, slot, deck,
    slides: run.facts.slides.map(({ id, hash, title, part, plan, optional }) => ({ id, hash, title, part, plan, optional })),
    visits: converted(visits(run), seconds),
    pauses: converted(run.pauses, seconds),
    questions: converted(run.questions, seconds),
    state: run.phase === "ended" ? "ended" : "running",
    end: run.now / 10,
  };
}

/** A run as its document says it, or nothing: what arrives is never trusted. */
function read(data) {
  try {
    const { version, id, revision, started, language, variant = null, speaker = null, slot = null, deck: hash, slides, state: phase } = data;
    if (version !== VERSION || !/^[0-9a-f]{8}$/.test(id) || !Number.isInteger(revision) || !(revision >= 0 && Date.parse(started))
      || !/^(running|ended)$/.test(phase)) return null;
    const texts = [language, speaker || "", hash, ...slides.map(({ id }) => id), ...data.visits.map(({ slide }) => slide)];
    return texts.every((text) => typeof text === "string") ? {
      id, revision, started, speaker, phase,
      facts: { language, variant, slot, hash, slides },
      visits: converted(data.visits, tenths),
      pauses: converted(data.pauses, tenths),
      questions: converted(data.questions, tenths),
      now: tenths(data.end),
    } : null;
  } catch (error) {
    // Something is missing.
    return null;
  }
}

module.exports = { write, read, visits };
