// The other presenters' windows: sends them the state of the run that all share, and takes in theirs.

const { attach: join } = require("../deck/channel.js");
const shared = require("./shared.js");

/** `now()` gives the time of runs. */
function attach(page, store, runs, lease, now) {
  const onChange = [];
  const onRun = [];

  function announce() {
    const message = shared.message(runs.state, lease.is("mine"));
    if (message) channel.tell(message);
  }

  function hear(message) {
    const sent = shared.checked(message);
    if (!sent) return;
    if (sent.records && sent.id === runs.state.id && sent.term > runs.state.term) lease.become("elsewhere");
    runs.dispatch({ type: "heard", sent, time: now(), isRecorder: lease.is("mine") });
    if (runs.state.phase !== "ready") onRun.forEach((listener) => listener(runs.state.id));
  }

  const channel = join(page, store, {
    role: "presenter",
    heard: () => onChange.forEach((listener) => listener()),
    run: hear,
    asked: announce,
  });
  page.self = channel.self;
  runs.subscribe((run, before, action) => {
    const isNews = run.visits.length !== before.visits.length || ["id", "commands", "by", "term"].some((name) => run[name] !== before[name]);
    if (isNews && (action.type !== "heard" || run.id !== before.id)) announce();
  });

  return {
    /** The windows that are there: `{audience, presenters}`. */
    present: channel.present,
    /** Whether no presenter's window was opened before this one: what only one of them should do, it does. */
    isFirst: () => channel.present().presenters.every((other) => page.self < other),
    /** Called when a window comes or goes. */
    onChange,
    /** Called with the id of the run that others have. */
    onRun,
  };
}

module.exports = { attach };
