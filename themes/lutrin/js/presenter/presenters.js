// The other presenters' windows: sends them the state of the run that all share, and takes in theirs.

const { attach: join } = require("../deck/channel.js");
const shared = require("./shared.js");

/** `now()` gives the time of runs. */
function attach(page, store, runs, lease, now) {
  const changeListeners = [];
  const runListeners = [];

  function announce() {
    const message = shared.message(runs.state, lease.is("mine"));
    if (message) page.tell({ run: message });
  }

  function hear(message) {
    const sent = shared.checked(message);
    if (!sent) return;
    if (sent.records && sent.id === runs.state.id && sent.term > runs.state.term) lease.become("elsewhere");
    runs.dispatch({ type: "heard", sent, time: now(), isRecorder: lease.is("mine") });
    if (runs.state.phase !== "ready") runListeners.forEach((listener) => listener(runs.state.id));
  }

  const present = join(page, store, {
    role: "presenter",
    heard: () => changeListeners.forEach((listener) => listener()),
    run: hear,
    asked: announce,
  });
  runs.subscribe((run, before, action) => {
    const hasChanged = run.visits.length !== before.visits.length || ["id", "commands", "by", "term"].some((name) => run[name] !== before[name]);
    if (hasChanged && (action.type !== "heard" || run.id !== before.id)) announce();
  });

  return {
    /** The windows that are there: `{audience, presenters}`. */
    present,
    /** Whether no presenter's window was opened before this one, so that only the oldest window does what must happen once. */
    isFirst: () => present().presenters.every((other) => page.self < other),
    /** Each is called when a window comes or goes. */
    changeListeners,
    /** Each is called with the id of the run that others have. */
    runListeners,
  };
}

module.exports = { attach };
