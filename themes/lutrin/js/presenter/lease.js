// Who records a run: one window, by a lease that the dev server holds. Without a server, it is the window that began the run,
// or the one in which its speaker wants it.

const { read } = require("./document.js");
const requests = require("./requests.js");

/** Milliseconds between two questions. */
const AGAIN = 4000;

/** Where this browser keeps the run of a deck, in whatever language it is shown. */
function key(page) {
  return "run:" + page.channel;
}

/**
 * `now()` gives the time of runs. Who has the lease is "mine", "elsewhere", or "over" where nobody needs it any more; it is
 * "" where this window has to ask before it saves anything, since others may have gone on.
 */
function attach(page, runs, now) {
  let state = "";
  let nextAt = 0;

  function become(next) {
    state = next;
    nextAt = next ? Date.now() + AGAIN : 0;
  }

  /** What the server answers, see recording.rs. */
  function hear({ term = runs.state.term, document, seconds, over }) {
    become(seconds ? "elsewhere" : over ? "over" : "mine");
    if (!seconds) runs.dispatch({ type: "granted", term, saved: read(document), time: now() });
  }

  /** Asks for it, now and then, unless it is over. `isTaken`: the speaker wants it here, whoever has it. */
  async function ask(isTaken) {
    const run = runs.state;
    if (!isTaken && (state === "over" || Date.now() < nextAt)) return;
    nextAt = Date.now() + AGAIN;
    if (!page.token) return isTaken && hear({ term: run.term + 1 });
    const reply = await requests.send(page, run, "POST", isTaken ? "&take=1" : "");
    if (!reply.status && run.id === runs.state.id) hear(reply);
  }

  // Who begins a run records it; who goes on with one that was kept asks, unless it was its own.
  runs.subscribe((run, before, action) => {
    const isResumed = action.type === "resume";
    if (run.id === before.id && !isResumed) return;
    become(action.type === "start" || action.isOwn ? "mine" : isResumed ? "" : "elsewhere");
    if (isResumed && !action.isOwn) ask(true);
  });

  return { ask, become, is: (other) => state === other };
}

module.exports = { attach, key };
