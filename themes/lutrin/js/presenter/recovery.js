// A run that was not ended, as this browser kept it, when the view comes back.

const address = require("../deck/address.js");
const language = require("../deck/language.js");
const dialogs = require("./dialogs.js");
const lease = require("./lease.js");
const memory = require("./memory.js");
const { BLINK } = require("./run.js");

/** Milliseconds in which other windows say that they are there. */
const MEETING = 600;

/** `keeper` has the run, `company` the other windows; `act` and `show` change it. */
function attach(page, store, runs, { keeper, company, act, show }) {
  const hadPlace = address.find(page.ids, location.hash);
  /** What this browser kept of a run: `{by, saved, run}`. */
  let kept = null;

  /** Where the run was, if neither the address nor another window knows better. */
  function comeBack({ facts, visits }) {
    const last = visits[visits.length - 1];
    const slide = last ? language.ids(facts.language, page.ids, page.data).indexOf(last.slide) : -1;
    const others = company.present();
    if (slide >= 0 && !others.audience && !others.presenters.length) store.dispatch({ type: "arrive", slide, step: 0 });
  }

  /** What to do with it. */
  function choose(name) {
    const { run, saved, by } = kept;
    kept = null;
    if (name === "discard") return keeper.discard(run, true);
    if (name === "go_on" && !hadPlace) comeBack(run);
    act("resume", { run, gap: name === "save" ? Infinity : Date.now() - saved, isOwn: by === page.self });
    if (name === "save") act("end");
    else show(false);
  }

  /** One that was over when the page went is saved, or downloaded, while others begin. */
  function aside(run) {
    if (!keeper.errands.keep(run)) return;
    keeper.forget();
    keeper.errands.run();
  }

  /** Another window of this browser may be in the middle of it. */
  function offer(found) {
    if (kept === found && runs.state.phase === "ready" && company.isFirst()) store.dispatch({ type: "panel", panel: "resume" });
    else kept = null;
  }

  /** Others have a run: this one, or another. */
  company.onRun.push((id) => {
    if (!kept) return;
    if (kept.run.id !== id) aside(kept.run);
    kept = null;
    if (store.state.panel === "resume") store.dispatch({ type: "close" });
  });

  return {
    /** A page that was only loaded again goes on by itself; another run that was not ended is asked about. */
    look() {
      const found = memory.get(lease.key(page));
      if (!found || !found.run || !found.run.facts) return;
      if (found.run.phase === "ended") return aside(found.run);
      kept = found;
      if (found.by === page.self && Date.now() - found.saved <= BLINK) return choose("go_on");
      setTimeout(offer, MEETING, found);
    },
    panel: (...all) => dialogs.resume(kept.run, choose)(...all),
    /** Whether somebody is, or will be, asked about one. */
    isWaiting: () => Boolean(kept),
  };
}

module.exports = { attach };
