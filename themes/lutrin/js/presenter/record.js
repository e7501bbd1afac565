// The other windows, what becomes of the run, and what is said aloud of both.

const aloud = require("./aloud.js");

/** What became of runs before this one, as long as it is not over. */
function before(page, waiting, { count, why, isRefused }) {
  const words = waiting.length ? [page.say("save_aside")] : [];
  if (count) words.push(page.say(isRefused ? "save_undeletable" : "save_undeleted", { why }));
  return words;
}

function kindOf({ kind, isEnded }) {
  return kind === "saved" && isEnded ? "saved_end" : kind;
}

function writeWindows(page, { audience, presenters }) {
  // Without the server, only windows of this browser follow.
  const isCut = page.isAway && !audience && !presenters.length;
  page.write("audience", page.say(page.isShut ? "shut" : isCut ? "away" : audience ? "audience_there" : "audience_none"));
  page.find("audience").dataset.is = audience && !page.isShut ? "there" : "none";
  page.find("others").hidden = !presenters.length;
  if (presenters.length) page.write("others", page.say("others"));
}

/** Gives what writes the record. `presenters` has the other windows, `keeper` the run. */
function attach(page, presenters, keeper) {
  let heard = null;

  function writeRecord(words, { kind }, isRunning) {
    const waiting = keeper.errands.waiting();
    const now = kind === "nothing" && waiting.length ? [] : [words];
    page.write("saved", [...now, ...before(page, waiting, keeper.errands.undeleted())].join(" · "));
    page.find("saved").dataset.is = kind;
    page.find("download").hidden = kind !== "unsaved" && kind !== "local" && !waiting.length;
    page.find("take").hidden = kind !== "elsewhere" || !isRunning;
  }

  return function ({ phase, mode }) {
    const status = keeper.status();
    const saved = kindOf(status);
    const words = page.say("save_" + saved, { why: "", file: "", ...status });
    writeWindows(page, presenters.present());
    writeRecord(words, status, phase === "running");
    const { said, known } = aloud.news(heard, { phase, mode, saved });
    heard = known;
    if (said.length) page.write("aloud", said.map((name) => (name === "save_" + saved ? words : page.say(name))).join(". "));
  };
}

module.exports = { attach };
