// What is to be recorded at a moment of a run. Pure.

/**
 * Gives `is`: "on" or "paused" with the `run`, its time `now`, the `slide` that is shown and the number of its `visit`; or
 * "ready", "ended", or "elsewhere" (another window records the run, so it has the sound as well). `kind` is how the run is
 * saved (see saving.js). While questions are asked nothing is recorded: nobody asked those who ask.
 */
function wanted(run, kind) {
  if (run.phase !== "running") return { is: run.phase };
  if (kind === "elsewhere") return { is: kind };
  const { slide } = run.visits[run.visits.length - 1];
  return { is: run.mode === "talk" ? "on" : "paused", run: run.id, now: run.now, slide, visit: run.visits.length };
}

module.exports = { wanted };
