// Keeps a run: in this browser at every change, and beside the deck through the dev server. What is saved where is
// always known, and what could not be saved can be downloaded.
"use strict";

/** Milliseconds from a change to its being saved. */
var SOON = 4000;
/** Bytes that a browser still sends when its page goes. */
var LAST_WORDS = 60000;

/**
 * `tell(state)` says how things are: `{kind, file, why}` with the kinds "nothing", "saving", "saved", "unsaved", "local"
 * (no server), "elsewhere" (another window records). `records()` says whether this window is the one that does.
 */
function attach(page, runs, records, tell) {
  var key = "run:" + page.channel + ":" + page.data.lang;
  var memory = exports.memory;
  var isDirty = false;
  var isSaving = false;
  var sentAt = 0;
  var sending = Promise.resolve();
  var facts = { language: page.data.lang, variant: page.data.variant, speaker: null, slot: page.data.slot, slides: page.data.slides_plan };
  var hash = page.data.hash;
  var status = { kind: "nothing" };

  function become(kind, more) {
    status = Object.assign({ kind: kind }, more);
    tell(status);
  }

  function asData() {
    return exports.run.data(runs.state, facts);
  }

  function name() {
    return exports.time.fileName(runs.state.started, facts.language);
  }

  function address(started) {
    return "/_lutrin/rehearsals/" + encodeURIComponent(page.data.talk) + "/" + encodeURIComponent(exports.time.fileName(started, facts.language));
  }

  function keep() {
    return memory.set(key, { v: 1, by: page.self, saved: Date.now(), run: runs.state, facts: facts, hash: hash });
  }

  function forget() {
    memory.set(key, null);
  }

  function succeeded(of, text) {
    isSaving = false;
    // Another run has begun meanwhile: this was the one before.
    if (runs.state.id !== of.id) return;
    var file = null;
    try {
      file = JSON.parse(text).file;
    } catch (error) {
      // It is saved all the same.
    }
    become("saved", { file: file, isEnded: of.phase === "ended" });
    if (of.phase === "ended" && !isDirty) forget();
  }

  function failed(why) {
    isSaving = false;
    isDirty = true;
    become("unsaved", { why: why });
  }

  function put(isLast) {
    var of = runs.state;
    var body = JSON.stringify(asData());
    if (isSaving && !isLast) return;
    isSaving = true;
    isDirty = false;
    sentAt = Date.now();
    if (status.kind !== "saved") become("saving");
    sending = exports.channel.ask(page, address(of.started), { method: "PUT", body: body, keepalive: isLast && body.length < LAST_WORDS }).then(
      function (answer) {
        return answer.text().then(function (text) {
          if (answer.ok) succeeded(of, text);
          else failed(text.slice(0, 200) || String(answer.status));
        });
      },
      function () {
        failed(page.say("no_server"));
      },
    ).catch(function () {
      failed(page.say("no_server"));
    });
  }

  /** Saves what is due. `isLast`: there may be no other time. */
  function save(isNow, isLast) {
    if (runs.state.phase === "ready" || !isDirty) return;
    if (!records()) {
      if (status.kind !== "elsewhere") become("elsewhere");
      return;
    }
    if (!isNow && Date.now() - sentAt < SOON) return;
    var isKept = keep();
    if (page.token) put(isLast);
    else {
      sentAt = Date.now();
      become("local", { isKept: isKept });
    }
  }

  runs.subscribe(function (run, before, action) {
    if (action.type === "discard") return discard(before);
    isDirty = true;
    var isMark = run.phase !== before.phase || run.mode !== before.mode;
    if (isMark && records()) keep();
    save(isMark);
  });

  function discard(run) {
    forget();
    isDirty = false;
    become("nothing");
    if (!page.token || !run.id) return;
    // What is under way would bring the file back.
    sending.then(function () {
      return exports.channel.ask(page, address(run.started), { method: "DELETE", body: JSON.stringify({ run: run.id }) });
    }).catch(function () {});
  }

  /** The run as a file of its own, for a disk that this browser can reach. */
  function download() {
    var text = exports.yaml.write(asData(), hash);
    var link = exports.page.make("a", { href: URL.createObjectURL(new Blob([text], { type: "application/yaml" })), download: name() + ".yaml" });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(URL.revokeObjectURL, 60000, link.href);
  }

  addEventListener("pagehide", function () {
    isDirty = isDirty || runs.state.phase === "running";
    save(true, true);
  });

  return {
    save: save,
    download: download,
    /** A run of this deck that was not ended, as it was kept: `{by, saved, run}`. */
    found: function () {
      var kept = memory.get(key);
      return kept && kept.v === 1 && kept.run && kept.facts && Array.isArray(kept.run.visits) ? kept : null;
    },
    /** Goes on with one: the deck is for it as it was. */
    take: function (kept) {
      facts = kept.facts;
      hash = kept.hash;
    },
    /** Throws one away that was found. */
    drop: function (kept) {
      discard(kept.run);
    },
    /** Before another run: one that is saved nowhere must not go with it. */
    begin: function () {
      if (runs.state.phase === "ended" && (status.kind === "unsaved" || status.kind === "local")) download();
      facts = Object.assign({}, facts, { slides: page.data.slides_plan, slot: page.data.slot });
      hash = page.data.hash;
    },
    speak: function (speaker) {
      facts = Object.assign({}, facts, { speaker: speaker });
      isDirty = isDirty || runs.state.phase !== "ready";
    },
    /** Saves a run that was over when the page went, while nothing else happens. `otherwise` where that fails. */
    settle: function (kept, otherwise) {
      if (!page.token) return otherwise();
      var body = JSON.stringify(exports.run.data(kept.run, kept.facts));
      return exports.channel.ask(page, address(kept.run.started), { method: "PUT", body: body }).then(function (answer) {
        if (!answer.ok) otherwise();
        else if (runs.state.phase === "ready") forget();
      }, otherwise);
    },
    get status() {
      return status;
    },
  };
}

exports.keeper = { attach: attach };
