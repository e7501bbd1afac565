// The other presenters' windows: who records the run that all share, what they are told of it, and what they say.

/** Milliseconds in which a server that is back tells what others said meanwhile. */
const SETTLING = 1000;

/** `now()` gives the time; `heard(id)` is called with the run that others have, `changed()` when a window comes or goes. */
function attach(page, store, runs, { now, heard, changed }) {
  /** The window that recorded last. */
  let recorder = null;

  /** Of several presenters the window that was opened first records: they all know the same. */
  function records() {
    return channel.present().presenters.every((other) => page.self < other);
  }

  function tell() {
    const told = exports.shared.message(runs.state, recorder === page.self);
    if (told) channel.tell(told);
  }

  function hear(raw, from) {
    const told = exports.shared.checked(raw);
    if (!told) return;
    if (told.records && (told.data.run !== runs.state.id || told.term >= runs.state.term)) recorder = from;
    runs.dispatch({ type: "heard", told, time: now(), isRecorder: recorder === page.self && records() });
    if (runs.state.phase !== "ready") heard(runs.state.id);
  }

  const channel = exports.channel.attach(page, store, { role: "presenter", heard: changed, told: hear, asked: tell });
  page.self = channel.self;
  runs.subscribe((run, before, action) => {
    const isNews = run.visits.length !== before.visits.length || ["id", "rev", "by", "term"].some((name) => run[name] !== before[name]);
    if (isNews && (action.type !== "heard" || run.id !== before.id)) tell();
  });

  return {
    records,
    present: channel.present,
    /** Whether all that others did since a moment was heard. */
    isSure: (since) => !channel.known().length || !page.token || channel.isSure(since, SETTLING),
    /** A run begins or goes on in this window, which records it unless another one was opened before. */
    begin(isMine) {
      recorder = isMine || records() ? page.self : null;
    },
    /** Whoever is to record, and did not do so before, goes on with what the other one did. */
    takeOver() {
      if (runs.state.phase !== "running" || recorder === page.self || !records()) return;
      const isOthers = recorder !== null;
      // Others would not know of it, and go on themselves.
      if (isOthers && !channel.isHeard()) return;
      recorder = page.self;
      if (isOthers) runs.dispatch({ type: "takeover" });
    },
  };
}

exports.company = { attach };
