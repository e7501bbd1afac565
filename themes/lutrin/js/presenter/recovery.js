// A run that was not ended, as this browser kept it, when the view comes back.

/** Milliseconds in which other windows say that they are there. */
const MEETING = 600;

/** `view`: what the view has and does with runs, as main.js knows it. */
function attach(page, store, runs, view) {
  const { keeper, company } = view;
  const hadPlace = exports.address.find(page.ids, location.hash);
  let kept = null;

  /** Where the run was, if neither the address nor another window knows better. */
  function comeBack({ facts, visits }) {
    const last = visits[visits.length - 1];
    const slide = last ? exports.language.ids(facts.language, page.ids, page.data).indexOf(last.slide) : -1;
    const others = company.present();
    if (slide >= 0 && !others.audience && !others.presenters.length) store.dispatch({ type: "arrive", slide, step: 0 });
  }

  /** What to do with it. */
  function choose(name) {
    const { run, saved } = kept;
    kept = null;
    if (name === "discard") return keeper.drop(run);
    if (name === "go_on" && !hadPlace) comeBack(run);
    company.begin(true);
    view.act("resume", { run, gap: name === "save" ? Infinity : Date.now() - saved });
    if (name === "save") view.act("end");
    else view.show(false);
  }

  /** A page that was only loaded again goes on by itself; another run that was not ended is asked about. */
  function look() {
    const found = keeper.found();
    if (!found || found.run.phase === "ready") return;
    if (found.run.phase === "ended") return keeper.aside(found.run);
    kept = found;
    if (found.by === page.self && Date.now() - found.saved <= exports.run.BLINK) return choose("go_on");
    setTimeout(() => {
      // Another window of this browser is in the middle of it.
      if (kept === found && runs.state.phase === "ready" && company.records()) store.dispatch({ type: "panel", panel: "resume" });
      else kept = null;
    }, MEETING);
  }

  return {
    look,
    panel: (...all) => exports.dialogs.resume(kept.run, choose)(...all),
    /** Whether somebody is, or will be, asked about one. */
    isWaiting: () => Boolean(kept),
    /** Others have a run: this one, or another. */
    heard(id) {
      if (!kept) return;
      if (kept.run.id !== id) keeper.aside(kept.run);
      kept = null;
      if (store.state.panel === "resume") store.dispatch({ type: "close" });
    },
  };
}

exports.recovery = { attach };
