// What the server has still to be told of runs that nobody looks at any more: one to keep, or one to throw away. They wait
// in this browser until it said yes, also while it is away and when it was started again.

/** Milliseconds between two tries. */
const AGAIN = 5000;
/** Errands that wait at a time; the oldest goes. */
const MOST_ERRANDS = 20;

/** A list with one more. There is one errand for a run: what was thrown away is not kept any more. */
function listed(list, errand) {
  const others = list.filter((other) => other.run.id !== errand.run.id);
  const isGone = errand.method === "PUT" && list.some((other) => other.run.id === errand.run.id && other.method === "DELETE");
  return isGone ? list : others.concat(errand).slice(-MOST_ERRANDS);
}

function without(list, id) {
  return list.filter((errand) => errand.run.id !== id);
}

/** Whether it is of use to say it again: a server that is away, or a device that is not let in, may be back. */
function mayPass(status) {
  return status === 403 || status === 408 || status === 429 || status >= 500;
}

/** An address of its own for each run. */
function address(talk, run) {
  return "/_lutrin/rehearsals/" + encodeURIComponent(talk) + "/" + encodeURIComponent(exports.time.fileName(run.started, run.facts.language));
}

/** `tell()` is called when something changed. */
function attach(page, tell) {
  const key = "errands:" + page.data.talk;
  const memory = exports.memory;
  let list = read([]);
  /** What was refused is not asked for again by this page; a run is still kept for the next one. */
  const refused = [];
  const skipped = {};
  let why = "";
  let triedAt = 0;
  let isOut = false;
  let isKept = true;

  /** What other windows of this browser added counts as well. */
  function read(otherwise) {
    const kept = memory.get(key);
    return Array.isArray(kept) ? kept.filter((errand) => errand && errand.run && errand.run.id && errand.run.facts) : otherwise;
  }

  function write(changed) {
    list = changed(isKept ? read([]) : list);
    isKept = memory.set(key, list.length ? list : null);
    tell();
    return isKept;
  }

  function done(errand) {
    why = "";
    write((all) => without(all, errand.run.id));
  }

  function refuse(errand, words) {
    skipped[errand.run.id] = true;
    if (errand.method === "PUT") return tell();
    refused.push({ why: words, ...errand });
    done(errand);
  }

  async function say(errand) {
    const answer = await exports.server.ask(page, address(page.data.talk, errand.run), { method: errand.method, body: JSON.stringify(exports.run.data(errand.run)) });
    if (answer.ok) return done(errand);
    const words = (await answer.text()).trim().slice(0, 200) || String(answer.status);
    if (mayPass(answer.status)) why = words;
    else refuse(errand, words);
  }

  /** Says what is due, one after the other. */
  async function act() {
    if (!page.token || isOut || !list.length || Date.now() - triedAt < AGAIN) return;
    list = isKept ? read([]) : list;
    const errand = list.find(({ run }) => !skipped[run.id]);
    if (!errand) return;
    isOut = true;
    await say(errand).catch(() => { why = page.say("no_server"); });
    isOut = false;
    triedAt = why ? Date.now() : 0;
    tell();
    if (!why) act();
  }

  function add(method, run) {
    return write((all) => listed(all, { method, run }));
  }

  function of(method) {
    return list.concat(refused).filter((errand) => errand.method === method);
  }

  return {
    /** Has a run that is over kept. Says whether this browser remembers it until then. */
    keep(run) {
      return add("PUT", run);
    },
    /** Has one thrown away, after what is under way: that would bring the file back. */
    drop(run, after) {
      add("DELETE", run);
      triedAt = Infinity;
      after.then(() => {
        triedAt = 0;
        act();
      });
    },
    run: act,
    /** Runs that are nowhere but here. */
    get waiting() {
      return of("PUT");
    },
    /** What is still to be deleted: `{count, why, isRefused}`. */
    get undeleted() {
      const all = of("DELETE");
      const last = all[all.length - 1];
      return { count: all.length, why: (last && last.why) || why, isRefused: Boolean(last && last.why) };
    },
    /** After these were downloaded, nobody needs them here any more when the page goes. */
    taken() {
      if (page.token) return;
      const ids = of("PUT").map((errand) => errand.run.id);
      addEventListener("pagehide", () => write((all) => ids.reduce(without, all)));
    },
  };
}

exports.errands = { attach, listed, without, mayPass, address };
