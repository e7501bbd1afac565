// Whether a change of the deck's state is seen as a movement, and as which one. Pure.
//
// A transition belongs to the seam between two slides: that of the later one, whichever way somebody goes.

/** Whether nothing but a slide is on the screen. */
function isPlain(state) {
  return state.mode === "presenting" && state.overview === null && !state.curtain;
}

/** `{ kind, way }`, where `way` is 1 forwards and -1 backwards; null where the picture changes at once. `kinds` has one for each slide, or nothing. */
function seam(state, before, kinds) {
  const way = state.slide - before.slide;
  if (Math.abs(way) !== 1 || !isPlain(state) || !isPlain(before)) return null;
  const kind = kinds[Math.max(state.slide, before.slide)];
  return kind && kind !== "none" ? { kind, way } : null;
}

module.exports = { seam };
