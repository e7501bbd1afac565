// Keeps a run: in this browser at every change, and beside the deck through the dev server. What is saved where is
// always known, and what could not be saved can be downloaded.

/** Milliseconds from a change to its being saved. */
const SOON = 4000;
/** Bytes that a browser still sends when its page goes. */
const LAST_WORDS = 60000;
/** Milliseconds after the last answer from which nobody should believe that the run is saved. */
const LATE = 8000;
/** Milliseconds that an answer may take before that is said: a machine that slept has only just asked. */
const PATIENCE = 2000;
/** Tenths: a run that another one replaces so soon never began. */
const BEGINNING = 100;
/** Milliseconds in which a window that did not record would still save the end of a run, should the recorder vanish. */
const HANDED_OVER = 30000;

/**
 * `tell(state)` says how things are: `{kind, file, why}` with the kinds "nothing", "saving", "saved", "unsaved", "local"
 * (no server), "elsewhere" (another window records). `company`: `records()` says whether this window is the one that does,
 * `isSure(since)` whether all that others did since then was heard.
 */
function attach(page, runs, company, tell) {
  // In whatever language the deck is shown, its run goes on.
  const key = "run:" + page.channel;
  const records = company.records;
  const memory = exports.memory;
  let isDirty = false;
  let isSaving = false;
  let sentAt = 0;
  let savedAt = 0;
  let sending = Promise.resolve();
  let status = { kind: "nothing" };
  /** The id of the run that this window sent last. */
  let sent = null;
  let gone = null;
  let failedAt = 0;
  let endedAt = 0;
  const errands = exports.errands.attach(page, () => tell(status));

  function become(kind, more) {
    status = { kind, ...more };
    tell(status);
  }

  function keep() {
    return memory.set(key, { by: page.self, saved: Date.now(), run: runs.state });
  }

  function forget() {
    memory.set(key, null);
  }

  function succeeded(of, text, at) {
    isSaving = false;
    // Another run has begun meanwhile: this was the one before.
    if (runs.state.id !== of.id) return;
    savedAt = at;
    failedAt = 0;
    become("saved", { file: JSON.parse(text).file, isEnded: of.phase === "ended" });
    if (of.phase === "ended" && !isDirty) forget();
  }

  function failed(of, why) {
    isSaving = false;
    if (runs.state.id === of.id) {
      isDirty = true;
      failedAt = Date.now();
      become("unsaved", { why });
    } else if (of.phase === "ended" && of.id !== gone) errands.keep(of);
  }

  /** A server that hangs answers nothing, and refuses nothing. */
  function checkAge() {
    const isBelieved = status.kind === "saved" || status.kind === "saving";
    const now = Date.now();
    if (isBelieved && isSaving && now - savedAt > LATE && now - sentAt > PATIENCE) become("unsaved", { why: page.say("no_server") });
  }

  async function send(of, at, keepalive) {
    const body = JSON.stringify(exports.run.data(of));
    try {
      const answer = await exports.server.ask(page, exports.errands.address(page.data.talk, of), { method: "PUT", body, keepalive: keepalive && body.length < LAST_WORDS });
      const text = await answer.text();
      if (answer.ok) succeeded(of, text, at);
      else failed(of, text.trim().slice(0, 200) || String(answer.status));
    } catch (error) {
      failed(of, page.say("no_server"));
    }
  }

  function put(isLast) {
    const of = runs.state;
    if (isSaving && !isLast) return;
    // Others may have gone on with it while this window was away: first it has to know.
    if (failedAt && !company.isSure(failedAt)) return;
    isSaving = true;
    isDirty = false;
    sentAt = Date.now();
    if (sent !== of.id) savedAt = sentAt;
    sent = of.id;
    if (status.kind !== "saved" && status.kind !== "unsaved") become("saving");
    sending = send(of, sentAt, isLast);
  }

  /** Saves what is due. `isLast`: there may be no other time. */
  function save(isNow, isLast) {
    errands.run();
    checkAge();
    if (runs.state.phase === "ready" || !isDirty) return;
    if (!records()) {
      // By then it was saved; later it may have been thrown away by hand.
      if (runs.state.phase === "ended" && Date.now() - endedAt > HANDED_OVER) isDirty = false;
      if (status.kind !== "elsewhere") become("elsewhere");
      return;
    }
    if (!isNow && Date.now() - sentAt < SOON) return;
    const isKept = keep();
    if (page.token) put(isLast);
    else {
      sentAt = Date.now();
      become("local", { isKept });
    }
  }

  runs.subscribe((run, before, action) => {
    if (before.id && run.id !== before.id) part(run, before, action);
    if (!run.id) return;
    const isOther = run.id !== before.id;
    // One that was over when this window heard of it is for the others to save.
    const isOver = run.phase === "ended" && action.type === "heard" && (isOther || (before.phase === "ended" && run.rev === before.rev));
    isDirty = !isOver || (isDirty && !isOther);
    if (run.phase === "ended" && before.phase === "running") endedAt = Date.now();
    const isMark = run.phase !== before.phase || run.mode !== before.mode;
    if (isMark && records()) keep();
    save(isMark);
  });

  /** Leaves a run for another one, or for none. */
  function part(run, before, action) {
    if (run.gone === before.id) return discard(before, action.type === "discard");
    // Two windows began at once: what this one wrote is the same rehearsal.
    if (before.phase === "running" && before.now < BEGINNING) return discard(before, false);
    if (before.phase === "running" && sent === before.id) errands.keep({ ...before, phase: "ended" });
    if (before.phase === "ended" && (status.kind === "unsaved" || status.kind === "local") && !errands.keep(before)) offer(before);
    become("nothing");
  }

  /** `isOwn`: it was thrown away here; else only what this window wrote itself has to go. */
  function discard(run, isOwn) {
    forget();
    isDirty = false;
    become("nothing");
    if (!page.token || !run.id || !(isOwn || sent === run.id)) return;
    gone = run.id;
    errands.drop(run, sending);
  }

  function offer(run) {
    const text = exports.yaml.write(exports.run.data(run));
    const download = exports.time.fileName(run.started, run.facts.language) + ".yaml";
    const link = exports.page.make("a", { href: URL.createObjectURL(new Blob([text], { type: "application/yaml" })), download });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(URL.revokeObjectURL, 60000, link.href);
  }

  /** The run, and those that wait here, as files of their own, for a disk that this browser can reach. */
  function download() {
    if (runs.state.phase !== "ready") offer(runs.state);
    errands.waiting.forEach((errand) => offer(errand.run));
    errands.taken();
  }

  addEventListener("pagehide", () => {
    isDirty = isDirty || runs.state.phase === "running";
    save(true, true);
  });

  return {
    save,
    download,
    /** A run of this deck that was not ended, as it was kept: `{by, saved, run}`. */
    found() {
      const kept = memory.get(key);
      return kept && kept.run && kept.run.facts && Array.isArray(kept.run.visits) ? kept : null;
    },
    /** Throws one away that was found. */
    drop(run) {
      discard(run, true);
    },
    /** Puts a run aside that was over when the page went: to be saved, or downloaded, while others begin. */
    aside(run) {
      if (!errands.keep(run)) return;
      forget();
      errands.run();
    },
    /** What the server was not told yet: see errands.js. */
    errands,
    get status() {
      return status;
    },
  };
}

exports.keeper = { attach };
