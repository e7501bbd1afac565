// Requests about runs that this window has left: to save one that is over (PUT), or to delete one that was discarded
// (DELETE). They wait in this browser until the server has done them, also while it is away or was started again.

const memory = require("./memory.js");
const requests = require("./requests.js");

/** Milliseconds between two tries. */
const AGAIN = 5000;
/** Errands that wait at a time; the oldest goes. */
const MOST = 20;

/** Whether to try again: a server that is away may come back, and a device that is not let in may be let in. */
function mayPass(status) {
  return [403, 408, 429].includes(status) || status >= 500;
}

/** The errands of a talk, as this browser remembers them; `change()` is called when one comes or goes. */
function remembered(key, change) {
  const all = () => [].concat(memory.get(key) || []).filter(({ run }) => run?.facts);

  /** Whether this browser remembers them. */
  function write(list) {
    const isKept = memory.set(key, list.length ? list : null);
    change();
    return isKept;
  }

  /** There is one errand for a run: what was thrown away is not kept any more. */
  function add(method, run) {
    const list = all().filter((errand) => errand.run.id !== run.id || errand.method === "DELETE");
    return list.some((errand) => errand.run.id === run.id) || write(list.concat({ method, run }).slice(-MOST));
  }

  return {
    all,
    add,
    waiting: () => all().filter(({ method }) => method === "PUT"),
    forget: (ids) => write(all().filter(({ run }) => !ids.includes(run.id))),
  };
}

/** A run that another window recorded later has to be asked for first. */
async function send(page, { run, method }) {
  const reply = await requests.send(page, run, method);
  const { term } = reply.held ? await requests.send(page, run, "POST") : {};
  return term ? requests.send(page, { ...run, term }, method) : reply;
}

/** `change()` is called when something changed. */
function attach(page, change) {
  const { all, add, waiting, forget } = remembered("errands:" + page.data.talk, change);
  /** Runs whose saving was refused, which the next page tries again, and why others were not deleted. */
  const unsaved = [];
  const undeleted = [];
  let why = "";
  let triedAt = -Infinity;
  let isOut = false;

  /** Whether it was done, or is of no use. A window that has the lease of the run may be gone later. */
  function take({ method, run: { id } }, { status, why: words, held }) {
    why = mayPass(status) ? words : "";
    if (why || held) return false;
    if (status && method === "PUT") unsaved.push(id);
    else {
      if (status) undeleted.push(words);
      forget([id]);
    }
    return true;
  }

  /** Says what is due, one after the other. */
  async function run() {
    if (!page.token || isOut || performance.now() - triedAt < AGAIN) return;
    const errand = all().find((other) => !unsaved.includes(other.run.id));
    if (!errand) return;
    isOut = true;
    const isDone = take(errand, await send(page, errand));
    isOut = false;
    triedAt = isDone ? -Infinity : performance.now();
    change();
    if (isDone) run();
  }

  return {
    run,
    /** Runs that are nowhere but here. */
    waiting,
    /** Has a run that is over kept. Says whether this browser remembers it until then. */
    keep: (one) => add("PUT", { ...one, revision: (one.revision || 0) + 1 }),
    /** Has one thrown away, after what is under way: that would bring the file back. */
    async drop(one, after) {
      add("DELETE", one);
      triedAt = Infinity;
      await after;
      triedAt = -Infinity;
      run();
    },
    /** What is still to be deleted: `{count, why, isRefused}`. */
    undeleted: () => ({ count: all().length - waiting().length + undeleted.length, why: undeleted[0] || why, isRefused: undeleted.length > 0 }),
    /** After these were downloaded, nobody needs them here any more when the page goes. */
    taken() {
      const ids = waiting().map((errand) => errand.run.id);
      if (!page.token) addEventListener("pagehide", () => forget(ids));
    },
  };
}

module.exports = { attach };
