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
 * (no server), "elsewhere" (another window records), "nobody" (none does, and this one has not got all of the run).
 * `company`: `records()` says whether this window is the one that does, `isAlone()` whether no other one does,
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
  let facts = { language: page.data.lang, variant: page.data.variant, speaker: null, slot: page.data.slot, slides: page.data.slides_plan };
  let hash = page.data.hash;
  let status = { kind: "nothing" };
  /** The id of the run that this window sent last. */
  let sent = null;
  let gone = null;
  let failedAt = 0;
  let endedAt = 0;
  const errands = exports.errands.attach(page, () => {
    tell(status);
  });

  function become(kind, more) {
    status = { kind, ...more };
    tell(status);
  }

  function asData() {
    return exports.run.data(runs.state, facts);
  }

  function keep() {
    return memory.set(key, { v: 1, by: page.self, saved: Date.now(), run: runs.state, facts, hash });
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
    let file = null;
    try {
      file = JSON.parse(text).file;
    } catch (error) {
      // It is saved all the same.
    }
    become("saved", { file, isEnded: of.phase === "ended" });
    if (of.phase === "ended" && !isDirty) forget();
  }

  function failed(of, ofFacts, why) {
    isSaving = false;
    if (runs.state.id === of.id) {
      isDirty = true;
      failedAt = Date.now();
      become("unsaved", { why });
    } else if (of.phase === "ended" && of.id !== gone) errands.keep(of, ofFacts, hash);
  }

  /** A server that hangs answers nothing, and refuses nothing. */
  function checkAge() {
    const isBelieved = status.kind === "saved" || status.kind === "saving";
    const now = Date.now();
    if (isBelieved && isSaving && now - savedAt > LATE && now - sentAt > PATIENCE) become("unsaved", { why: page.say("no_server") });
  }

  function put(isLast) {
    const of = runs.state;
    const ofFacts = facts;
    const body = JSON.stringify(asData());
    if (isSaving && !isLast) return;
    // Others may have gone on with it while this window was away: first it has to know.
    if (failedAt && !company.isSure(failedAt)) return;
    isSaving = true;
    isDirty = false;
    sentAt = Date.now();
    const at = sentAt;
    if (sent !== of.id) savedAt = at;
    sent = of.id;
    if (status.kind !== "saved" && status.kind !== "unsaved") become("saving");
    sending = exports.channel.ask(page, exports.errands.address(page.data.talk, of, facts), { method: "PUT", body, keepalive: isLast && body.length < LAST_WORDS }).then(
      (answer) => answer.text().then((text) => {
          if (answer.ok) succeeded(of, text, at);
          else failed(of, ofFacts, text.trim().slice(0, 200) || String(answer.status));
        }),
    ).catch(() => {
      failed(of, ofFacts, page.say("no_server"));
    });
  }

  /** Saves what is due. `isLast`: there may be no other time. */
  function save(isNow, isLast) {
    errands.run();
    checkAge();
    if (runs.state.phase === "ready" || !isDirty) return;
    if (!records()) {
      // By then it was saved; later it may have been thrown away by hand.
      if (runs.state.phase === "ended" && Date.now() - endedAt > HANDED_OVER) isDirty = false;
      const kind = company.isAlone() ? "nobody" : "elsewhere";
      if (status.kind !== kind) become(kind);
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
    if (run.id !== before.id) meet(run);
    // One that was over when this window heard of it is for the others to save.
    isDirty = run.phase !== "ended" || before.id === run.id || action.type !== "heard";
    if (run.phase === "ended" && before.phase === "running") endedAt = Date.now();
    const isMark = run.phase !== before.phase || run.mode !== before.mode;
    if (isMark && records()) keep();
    save(isMark);
  });

  /** Leaves a run for another one, or for none. */
  function part(run, before, action) {
    if (run.gone === before.id) return discard(before, facts, action.type === "discard");
    // Two windows began at once: what this one wrote is the same rehearsal.
    if (before.phase === "running" && before.now < BEGINNING) return discard(before, facts, false);
    if (before.phase === "running" && sent === before.id) errands.keep({ ...before, phase: "ended" }, facts, hash);
    if (before.phase === "ended" && (status.kind === "unsaved" || status.kind === "local") && !errands.keep(before, facts, hash)) offer(before, facts, hash);
    become("nothing");
  }

  /** Whether the facts are those of a run. */
  function fits(run) {
    return facts.language === run.lang && hash === run.hash;
  }

  function meet(run) {
    if (fits(run)) return;
    if (run.lang !== page.data.lang || run.hash !== page.data.hash) return;
    facts = { ...facts, language: page.data.lang, slides: page.data.slides_plan, slot: page.data.slot };
    hash = page.data.hash;
  }

  /** `isOwn`: it was thrown away here; else only what this window wrote itself has to go. */
  function discard(run, ofFacts, isOwn) {
    forget();
    isDirty = false;
    become("nothing");
    if (!page.token || !run.id || !(isOwn || sent === run.id)) return;
    gone = run.id;
    errands.drop(run, ofFacts, sending);
  }

  function offer(run, ofFacts, ofHash) {
    const text = exports.yaml.write(exports.run.data(run, ofFacts), ofHash);
    const name = exports.time.fileName(run.started, ofFacts.language) + ".yaml";
    const link = exports.page.make("a", { href: URL.createObjectURL(new Blob([text], { type: "application/yaml" })), download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(URL.revokeObjectURL, 60000, link.href);
  }

  /** The run, and those that wait here, as files of their own, for a disk that this browser can reach. */
  function download() {
    if (runs.state.phase !== "ready") offer(runs.state, facts, hash);
    errands.waiting.forEach((errand) => {
      offer(errand.run, errand.facts, errand.hash);
    });
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
      return kept && kept.v === 1 && kept.run && kept.facts && Array.isArray(kept.run.visits) ? kept : null;
    },
    /** Goes on with one: the deck is for it as it was. */
    take(kept) {
      facts = kept.facts;
      hash = kept.hash;
    },
    /** Throws one away that was found. */
    drop(kept) {
      discard(kept.run, kept.facts, true);
    },
    fits,
    get facts() {
      return facts;
    },
    speak(speaker) {
      if (facts.speaker === speaker) return;
      facts = { ...facts, speaker };
      isDirty = isDirty || runs.state.phase !== "ready";
    },
    /** Puts a run aside that was over when the page went: to be saved, or downloaded, while others begin. */
    aside(kept) {
      if (!errands.keep(kept.run, kept.facts, kept.hash)) return;
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
