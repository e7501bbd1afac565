// The other presenters' windows: what they are told of the run that all share, and what they say of it.

const { attach: join } = require("../deck/channel.js");
const shared = require("./shared.js");

/** `now()` gives the time of runs. */
function attach(page, store, runs, lease, now) {
  const onChange = [];
  const onRun = [];

  function tell() {
    const message = shared.message(runs.state, lease.is("mine"));
    if (message) channel.tell(message);
  }

  function hear(message) {
    const said = shared.checked(message);
    if (!said) return;
    if (said.records && said.id === runs.state.id && said.term > runs.state.term) lease.become("elsewhere");
    runs.dispatch({ type: "heard", said, time: now(), isRecorder: lease.is("mine") });
    if (runs.state.phase !== "ready") onRun.forEach((listener) => listener(runs.state.id));
  }

  const channel = join(page, store, {
    role: "presenter",
    heard: () => onChange.forEach((listener) => listener()),
    run: hear,
    asked: tell,
  });
  page.self = channel.self;
  runs.subscribe((run, before, action) => {
    const isNews = run.visits.length !== before.visits.length || ["id", "word", "by", "term"].some((name) => run[name] !== before[name]);
    if (isNews && (action.type !== "heard" || run.id !== before.id)) tell();
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
