// Ties windows that show one deck together: in one browser, from opener to opened where a folder is all there is, and
// through the dev server between devices.

const follow = require("./follow.js");
const server = require("./server.js");

/** Milliseconds: how often a presenter asks who is there. */
const ASK = 5000;

/**
 * An id that sorts by the time of opening. A window that loads again keeps its own: it left it behind when it went. A copy
 * of a window finds none.
 */
function identity() {
  let id = Date.now().toString(36).padStart(9, "0") + "-" + Math.random().toString(36).slice(2, 8);
  try {
    id = sessionStorage.getItem("lutrin-window") || id;
    sessionStorage.removeItem("lutrin-window");
    addEventListener("pagehide", () => sessionStorage.setItem("lutrin-window", id));
  } catch (error) {
    // A browser may keep nothing for a page.
  }
  return id;
}

function nothing() {}

/** All windows of this browser, where it lets them speak. */
function inBrowser(name, hear) {
  try {
    const channel = new BroadcastChannel("lutrin:" + name);
    channel.onmessage = (event) => hear(event.data);
    return (message) => channel.postMessage(message);
  } catch (error) {
    return nothing;
  }
}

/** The window that opened this one, or that this one opened. */
function betweenTwo(page, hear) {
  const isFile = location.protocol === "file:";

  const others = () => [window.opener, page.opened].filter((other) => other && other !== window && !other.closed);

  addEventListener("message", ({ source, origin, data }) => {
    if (!others().includes(source) || !(isFile || origin === location.origin)) return;
    if (data?.lutrin === page.channel) hear(data.message);
  });
  return (message) => others().forEach((other) => other.postMessage({ lutrin: page.channel, message }, isFile ? "*" : location.origin));
}

/** Where this window is, as others are told. */
function place(page, { slide, step, curtain }) {
  return { slide: page.ids[slide], at: slide, step, curtain };
}

/** To where another window is. */
function goTo(page, store, { go, isFirst }, role) {
  const { slide, step } = follow.target(go, page.data.lang, page.ids, page.data.languages);
  store.dispatch({ type: "follow", slide, step, curtain: go.curtain, isFirst, role });
}

/**
 * What this window knows of the others, and how it answers them: `send(message)` goes to all of them. `self` is what `follow.js`
 * knows it by, and the others are as in `attach`. Gives what takes messages, as `server.js` calls it.
 */
function correspond(page, store, self, { heard = nothing, run = nothing, asked = nothing }, send) {
  let link = follow.begin(self);
  let isNew = true;

  function askAround() {
    send(follow.hello(link));
    asked();
  }

  function hear(message) {
    const isOther = message?.v === 1 && message.role === "presenter" && typeof message.from === "string" && message.from !== self.from;
    // What draws on slides looks at this itself. A window that was open before the presenter's was not led yet.
    if (message?.tool) return (link.isLed || isOther) && page.tools(message);
    // What is said of a run is for presenters; others pass it by.
    if (message?.run) {
      if (!isOther) return;
      link = follow.met(link, message, performance.now());
      run(message.run);
      return;
    }
    const found = follow.heard(link, message, place(page, store.state), performance.now());
    link = found.link;
    if (found.send) send(found.send);
    if (found.go) goTo(page, store, found, message.role);
    if (isOther && message.hello) asked();
    if (message?.hello) page.greet?.();
    heard();
  }

  store.subscribe((state, before, action) => {
    const isSame = state.slide === before.slide && state.step === before.step && state.curtain === before.curtain;
    if (isSame || action.type === "follow" || state.mode === "reading") return;
    const said = follow.moved(link, place(page, state));
    link = said.link;
    send(said.send);
  });
  if (self.role === "presenter") setInterval(askAround, ASK);

  return {
    message: hear,
    /** What is new to a window that was away is only old to one that has just come. */
    past(message) {
      if (isNew || !link.last) link = follow.missed(link, message);
      else hear(message);
      isNew = false;
    },
    /** A server that comes back may know nothing; with one that goes, all are gone but who answers from this browser. */
    server(isThere) {
      const wasThere = page.isAway === false;
      page.isAway = !isThere;
      if (isThere !== wasThere) {
        askAround();
        if (!isThere) link = { ...link, peers: {} };
        else if (link.last) send(follow.state(link).send);
      }
      heard();
    },
    present: () => follow.present(link, performance.now()),
  };
}

/**
 * Joins. `options`: the `role`, what is called when something is `heard`, when something is said of a `run`, and when another
 * window asks what there is (`asked`). The page gets its id as `self`, and `tell(more)`, which is done when it was sent. Gives
 * `present()`: who else is there.
 */
function attach(page, store, options) {
  const from = identity();
  const { role } = options;
  const self = { from, role, lang: page.data.lang };
  const ways = [];
  const send = (message) => Promise.all(ways.map((way) => way(message)));
  page.self = from;
  page.tell = (more) => send({ v: 1, from, role, ...more });
  const on = correspond(page, store, self, options, send);
  ways.push(inBrowser(page.channel, on.message), betweenTwo(page, on.message));
  if (page.isServed) ways.push(server.join(page, on));
  send(follow.hello({ self }));
  return on.present;
}

module.exports = { attach };
