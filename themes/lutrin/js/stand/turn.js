// What comes by itself, and when. Pure.

/** Milliseconds: a step that is there for less cannot be read. */
const LEAST = 2000;

/** Whether nothing but a slide is on the screen. */
function isPlain(state) {
  return state.mode === "presenting" && state.overview === null && !state.curtain && !state.panel && !state.typed;
}

/** Whether nothing comes after what is shown. */
function isLast({ slide, step, steps }) {
  return slide === steps.length - 1 && step === steps[slide];
}

/** To the first slide again: by no jump, which the way back would remember once a round. */
const AGAIN = { type: "arrive", slide: 0, step: 0 };

/**
 * The `action` that comes by itself, and after how many milliseconds (`wait`); null where slides wait. The steps of a slide have
 * equal parts of its time. `times` has the seconds of each slide, 0 where it waits; `loop` says that the first comes after the last.
 */
function turn(state, { times, loop }) {
  const time = times[state.slide] * 1000;
  if (!time || !isPlain(state) || (isLast(state) && !loop)) return null;
  const count = state.steps[state.slide] + 1;
  const wait = count > 1 ? Math.max(time / count, LEAST) : time;
  return { wait, action: isLast(state) ? AGAIN : { type: "next" } };
}

module.exports = { turn, isPlain, isLast, AGAIN };
