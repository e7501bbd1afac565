// Brings back the run that this browser kept when the view was closed or loaded again.

const address = require("../deck/address.js");
const { ids: idsIn } = require("./ids.js");
const dialogs = require("./dialogs.js");
const memory = require("./memory.js");
const { BLINK } = require("./run.js");
const saving = require("./saving.js");

/** Milliseconds that other windows have to answer. */
const MEETING = 600;

/** Has a run that is over saved later, so that another one can begin. */
function aside(keeper, run) {
  if (!keeper.errands.keep(run)) return;
  keeper.forget();
  keeper.errands.run();
}

/** `keeper` saves the run, `presenters` has the other windows; `act` and `show` change the run. */
function attach(page, store, runs, { keeper, presenters, act, show }) {
  const hadPlace = address.find(page.ids, location.hash);
  /** What this browser kept of a run: `{by, saved, run}`. */
  let kept = null;

  /** Goes to the slide of the run, unless the address or another window says where to be. */
  function comeBack({ facts, visits }) {
    const last = visits[visits.length - 1];
    const slide = last ? idsIn(facts.language, page.ids, page.data).indexOf(last.slide) : -1;
    const others = presenters.present();
    if (slide >= 0 && !others.audience && !others.presenters.length) store.dispatch({ type: "arrive", slide, step: 0 });
  }

  /** Does what its speaker chose: "go_on" after a pause, "count" the time until now, "save", "discard", or nothing, unasked. */
  function choose(name) {
    const { run, saved, by } = kept;
    const isKept = name === "save";
    kept = null;
    if (name === "discard") return keeper.discard(run, true);
    if (!isKept && !hadPlace) comeBack(run);
    act("resume", { run, gap: isKept ? Infinity : Date.now() - saved, counts: name === "count", isOwn: by === page.self });
    if (isKept) act("end");
    else show(false);
  }

  /** Asks the speaker, unless another window of this browser has the run. */
  function offer(found) {
    if (kept === found && runs.state.phase === "ready" && presenters.isFirst()) store.dispatch({ type: "panel", panel: "resume" });
    else kept = null;
  }

  // Another window has a run: the kept one, or another.
  presenters.runListeners.push((id) => {
    if (!kept) return;
    if (kept.run.id !== id) aside(keeper, kept.run);
    kept = null;
    if (store.state.panel === "resume") store.dispatch({ type: "close" });
  });

  return {
    /** A page that was only loaded again goes on by itself; another run that was not ended is asked about. */
    look() {
      const found = memory.get(saving.key(page));
      if (!found || !found.run || !found.run.facts) return;
      if (found.run.phase === "ended") return aside(keeper, found.run);
      kept = found;
      if (found.by === page.self && Date.now() - found.saved <= BLINK) return choose();
      setTimeout(offer, MEETING, found);
    },
    panel: (...all) => dialogs.resume(kept.run, Date.now() - kept.saved, choose)(...all),
    /** Whether somebody is, or will be, asked about one. */
    isWaiting: () => Boolean(kept),
  };
}

module.exports = { attach };
