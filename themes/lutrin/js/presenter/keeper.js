// Keeps a run: has it saved at every change, takes it away when it is thrown away, and puts it aside when another one begins
// before it was saved. What could not be saved can be downloaded.

const download = require("./download.js");
const { attach: attachErrands } = require("./errands.js");
const { attach: attachSaving } = require("./saving.js");

/** Tenths: a run that another one replaces so soon never began. */
const BEGINNING = 100;

/** What becomes of a run that this window leaves, for another one or for none. `errands` are those of the talk. */
function leaving(page, saving, errands) {
  /** Without `wasDiscardedHere`, only what this window wrote itself has to go. */
  function discard(run, wasDiscardedHere) {
    saving.forget();
    saving.isDirty = false;
    saving.become("nothing");
    if (!page.token || !run.id || !(wasDiscardedHere || saving.sent === run.id)) return;
    errands.drop(run, saving.last);
  }

  function leave(run, next, action) {
    if (next.gone === run.id) return discard(run, action.type === "discard");
    // Two windows began at once: what this one wrote is the same rehearsal.
    if (run.phase === "running" && run.now < BEGINNING) return discard(run, false);
    if (run.phase === "running" && saving.sent === run.id) errands.keep({ ...run, phase: "ended" });
    // The end itself may wait for what is under way.
    const isUnsaved = saving.isDirty && saving.status.kind !== "elsewhere";
    if (run.phase === "ended" && isUnsaved && !errands.keep(run)) download.offer(run);
    saving.become("nothing");
  }

  return { discard, leave };
}

/** Has the run saved; `save()` is called about four times a second. `presenters` has the other windows. */
function attach(page, runs, lease, presenters) {
  const changeListeners = [];
  const change = () => changeListeners.forEach((listener) => listener());
  const errands = attachErrands(page, change);
  const saving = attachSaving(page, runs, lease, { change, fail });
  const { discard, leave } = leaving(page, saving, errands);

  /** While this window could not save, another window may have taken over the recording. */
  function fail(run, why) {
    if (runs.state.id === run.id) {
      saving.isDirty = true;
      lease.become("");
      saving.become("unsaved", { why });
    } else if (run.phase === "ended") errands.keep(run);
  }

  function save(isNow, isLast) {
    errands.run();
    if (runs.state.phase === "ready" || !saving.isDirty) return;
    if (lease.is("mine") || lease.is("")) return saving.save(isNow, isLast);
    // Another window records; this one takes over when that one is gone, unless all of the run was saved by then.
    saving.isDirty = !lease.is("over");
    if (saving.status.kind !== "elsewhere") saving.become("elsewhere");
    // Without a server, the last window that is left takes over by itself.
    lease.ask(!page.token && !presenters.present().presenters.length);
  }

  runs.subscribe((run, before, action) => {
    if (action.type === "revised") return;
    const isOther = run.id !== before.id;
    if (before.id && isOther) leave(before, run, action);
    if (!run.id) return;
    // One that was over when this window heard of it is for the others to save.
    const isOver = run.phase === "ended" && action.type === "heard" && (isOther || (before.phase === "ended" && run.commands === before.commands));
    saving.isDirty = !isOver || (saving.isDirty && !isOther);
    save(run.phase !== before.phase || run.mode !== before.mode || action.type === "granted");
  });
  addEventListener("pagehide", () => {
    saving.isDirty ||= runs.state.phase === "running";
    save(true, true);
  });

  return { save, errands, changeListeners, discard, forget: saving.forget, status: () => saving.status };
}

module.exports = { attach };
