// Saves the run of this window, one state after the other: in this browser, and through the dev server where there is one.
// `status` always says how that goes.

const memory = require("./memory.js");
const requests = require("./requests.js");

/** Milliseconds from a change to its being saved. */
const SOON = 4000;

/** Where this browser keeps the run of a deck, in whatever language it is shown. */
function key(page) {
  return "run:" + page.channel;
}

/**
 * `status` is `{kind, file, why}` with the kinds "nothing", "saving", "saved", "unsaved", "local" (no
 * server), "elsewhere" (another window records). `change()` is called when it changes; `fail(run, why)` when a state could
 * not be saved.
 */
function attach(page, runs, lease, { change, fail }) {
  const saving = { status: { kind: "nothing" }, isDirty: false, sent: null, last: null, become, forget, save };
  let isSending = false;
  let triedAt = -Infinity;

  function become(kind, more) {
    saving.status = { kind, ...more };
    change();
  }

  function remember(kept) {
    return memory.set(key(page), kept);
  }

  function forget() {
    remember(null);
  }

  function take(run, { status, why, file, saved, held }) {
    isSending = false;
    if (status) return fail(run, why);
    // Another run has begun meanwhile: this was the one before.
    if (runs.state.id !== run.id) return;
    const isEnded = run.phase === "ended";
    if (saved) become("saved", { file, isEnded });
    else {
      saving.isDirty = true;
      lease.become(held ? "elsewhere" : "");
    }
    if (isEnded && !saving.isDirty) forget();
  }

  async function send(run, isLast) {
    isSending = true;
    saving.isDirty = false;
    saving.sent = run.id;
    if (saving.status.kind !== "saved" && saving.status.kind !== "unsaved") become("saving");
    take(run, await requests.send(page, run, "PUT", "", isLast));
  }

  /** Saves what is due. `isLast`: there may be no other time. */
  function save(isNow, isLast) {
    if (!isNow && performance.now() - triedAt < SOON) return;
    // With the number that is sent, so that a page that comes back goes on above it.
    const run = { ...runs.state, revision: runs.state.revision + 1 };
    const isKept = remember({ by: page.self, saved: Date.now(), run });
    if (isSending && !isLast) {
      // What is urgent goes right after what is under way.
      if (isNow) triedAt = -Infinity;
      return;
    }
    triedAt = performance.now();
    if (!lease.is("mine")) return lease.ask().then((why) => why && become("unsaved", { why }));
    runs.dispatch({ type: "revised", revision: run.revision });
    if (page.token) saving.last = send(run, isLast);
    else become("local", { isKept });
  }

  return saving;
}

module.exports = { attach, key };
