// Brings time to the run, and says when to look at it.

const { begin, look } = require("./moment.js");

const OFTEN = 250;

/** Gives `now()`, in milliseconds that only go on, and `onTick`, which calls about four times a second, and when a page comes back. */
function attach(runs) {
  const listeners = [];
  let moment = begin(performance.now(), Date.now());

  function now() {
    moment = look(moment, performance.now(), Date.now());
    // The time of a sleep is the run's before anything else happens.
    if (moment.slept) runs.dispatch({ type: "tick", time: moment.time, slept: moment.slept });
    return moment.time;
  }

  function tick() {
    runs.dispatch({ type: "tick", time: now(), slept: 0 });
    listeners.forEach((listener) => listener());
  }

  setInterval(tick, OFTEN);
  document.addEventListener("visibilitychange", tick);
  addEventListener("pageshow", tick);
  return { now, onTick: (...more) => listeners.push(...more) };
}

module.exports = { attach };
