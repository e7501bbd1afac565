// Turns what the speaker does on slides and in the view into actions of the run.

const { answer } = require("../deck/language.js");
const { ids: idsIn } = require("./ids.js");
const run = require("./run.js");
const time = require("./time.js");

/** The run as it is to begin now. */
function beginning(page, store) {
  const { lang: language, variant, slot, hash, slides_plan: slides } = page.data;
  const id = Math.random().toString(16).slice(2, 10).padEnd(8, "0");
  return { id, started: time.iso(new Date()), slide: page.ids[store.state.slide], facts: { language, variant, slot, hash, slides } };
}

/** Gives `act(type, more)`, and `show(isAdvance)` for the slide that is shown. `now()` gives the time of runs. */
function attach(page, store, runs, now) {
  function act(type, more) {
    runs.dispatch({ type, time: now(), by: page.self, ...(type === "start" ? beginning(page, store) : more) });
  }

  /** Tells the run which slide is shown, as the run calls it: by its name in its own language. */
  function show(isAdvance) {
    const { facts } = runs.state;
    const ids = idsIn(facts?.language, page.ids, page.data);
    const found = answer(ids, store.state.slide);
    act("show", { slide: found ? found.id : page.ids[store.state.slide], isAdvance });
  }

  return { act, show };
}

/**
 * Tells the run what happens on the slides; a step forward begins one, unless the view is still asking whether to resume
 * an unfinished run.
 */
function follow(page, store, runs, { act, show, presenters, recovery }) {
  store.subscribe((state, before, action) => {
    if (state.slide === before.slide && state.step === before.step) return;
    const isAdvance = !action.isFirst && action.type !== "arrive" && run.isAdvance(before, state);
    // A step in the audience's window begins one run, not one in each presenter's; another presenter announces
    // the run that it began, or that goes on.
    const startsHere = action.type !== "follow" || (action.role !== "presenter" && presenters.isFirst());
    if (isAdvance && startsHere && runs.state.phase === "ready" && !recovery.isWaiting()) act("start");
    // What goes on does so for all presenters, and only where its speaker did not choose to hold the pause.
    show(isAdvance && startsHere && !page.find("hold").checked);
  });
}

module.exports = { attach, follow };
