// Whether slides go on by themselves, and who stopped them. Pure.
//
// "going"; "paused", by somebody who asked for it; "touched", by a key or a pointer that meant something else; "led", since
// another window led here.

/** The mode after what happened: "toggle", "touch", "lead", or "quiet" (nobody has touched anything for a while). */
function after(mode, what, loop) {
  if (what === "toggle") return mode === "going" ? "paused" : "going";
  if (what === "touch") return mode === "going" ? "touched" : mode;
  if (what === "lead") return mode === "paused" ? mode : "led";
  // A stand that somebody passed by goes on for the next one; a pause that was asked for stays.
  return mode === "touched" && loop ? "going" : mode;
}

/** Milliseconds without a movement after which a pointer rests. */
const REST = 1500;
/** Pixels: a table that shakes is no person. */
const FAR = 8;

/** A pointer that has not moved yet. `isFree`: whether its movement counts. */
function still() {
  return { x: 0, y: 0, time: -Infinity, isFree: true, isFar: false };
}

/** Where a pointer is after a movement: `isFar` once somebody moves it. */
function moved(pointer, { x, y, time }) {
  if (time - pointer.time > REST) return { x, y, time, isFree: true, isFar: false };
  const isFar = pointer.isFree && Math.hypot(x - pointer.x, y - pointer.y) > FAR;
  return { ...pointer, time, isFar };
}

/** Who lets the slides go on by a pointer moves it away afterwards: that counts only once it has rested. */
function released(pointer) {
  return { ...pointer, isFree: false, isFar: false };
}

module.exports = { after, still, moved, released };
