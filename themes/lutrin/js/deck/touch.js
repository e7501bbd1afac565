// What a finger asks for: a swipe to either side, or a tap at an edge. Pure.

/** Pixels that a finger moves without meaning to. */
const STILL = 10;
/** Pixels, and the part of the width, that make a swipe. */
const FAR = 40;
/** The part of the width that is an edge, and the milliseconds of a tap. */
const EDGE = 0.2;
const SHORT = 350;

/** From `{x, y, time}` to the same, on a screen of some width; where lines run from right to left, the other way. */
function action(from, to, width, isMirrored) {
  const across = to.x - from.x;
  const down = to.y - from.y;
  let forward = null;
  if (Math.abs(across) >= FAR && Math.abs(across) > 1.5 * Math.abs(down)) forward = across < 0;
  else if (Math.hypot(across, down) < STILL && to.time - from.time < SHORT) {
    if (to.x < width * EDGE) forward = false;
    else if (to.x > width * (1 - EDGE)) forward = true;
  }
  if (forward === null) return null;
  return { type: forward !== Boolean(isMirrored) ? "next" : "previous" };
}

module.exports = { action };
