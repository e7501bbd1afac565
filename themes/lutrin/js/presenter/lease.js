// Who records a run: one window, by a lease that the dev server holds. Without a server, it is the window that began the run,
// the one in which its speaker wants it, or the last one that is left.

const { read } = require("./document.js");
const requests = require("./requests.js");

/** Milliseconds between two questions. */
const AGAIN = 4000;

/**
 * `now()` gives the time of runs. The lease is "mine", "elsewhere", "over" (the run was ended and saved), or "" while this
 * window has to ask before it saves anything, since another one may have recorded meanwhile.
 */
function attach(page, runs, now) {
  let state = "";
  let nextAt = 0;

  function become(next) {
    state = next;
    nextAt = next ? performance.now() + AGAIN : 0;
  }

  /** What the server answers, see recording.rs. */
  function hear({ term, document, seconds, over }) {
    become(seconds ? "elsewhere" : over ? "over" : "mine");
    if (!seconds) runs.dispatch({ type: "granted", term, saved: read(document), over, time: now() });
  }

  /** Asks for it, once in `AGAIN` at most; gives why it cannot. `isTaken`: this window takes it, whichever has it. */
  async function ask(isTaken) {
    const run = runs.state;
    if (!isTaken && (state === "over" || performance.now() < nextAt)) return;
    nextAt = performance.now() + AGAIN;
    if (!page.token) return isTaken && hear({ term: run.term + 1 });
    const reply = await requests.send(page, run, "POST", isTaken ? "&take=1" : "");
    return run.id === runs.state.id && (reply.status ? reply.why : hear(reply));
  }

  // The window that begins a run records it. One that goes on with a kept run asks, unless it recorded it before.
  runs.subscribe((run, before, action) => {
    const isResumed = action.type === "resume";
    if (run.id === before.id && !isResumed) return;
    become(action.type === "start" || action.isOwn ? "mine" : isResumed ? "" : "elsewhere");
    if (isResumed && !action.isOwn) ask(true);
  });

  return { ask, become, is: (other) => state === other };
}

module.exports = { attach };
