// Time that only goes on. Pure: what the clocks say comes from outside.
//
// A browser's own clock may stand still while the machine sleeps, and the one on the wall may be set. So the first one
// counts; where the other has gone on for much longer, the machine slept, and the talk went on.

/** Milliseconds that clocks may differ between two looks. */
const SLACK = 2000;
/** More than this is no sleep: somebody set the clock. */
const DAY = 24 * 3600 * 1000;

function begin(own, wall) {
  return { own, wall, time: 0, slept: 0 };
}

/** `time` in milliseconds since the beginning, and the part of it since the last look that was `slept`. */
function look(moment, own, wall) {
  const passed = Math.max(0, own - moment.own || 0);
  const more = wall - moment.wall - passed || 0;
  const slept = more > SLACK && more <= DAY ? more : 0;
  return { own, wall, time: moment.time + passed + slept, slept };
}

module.exports = { begin, look };
