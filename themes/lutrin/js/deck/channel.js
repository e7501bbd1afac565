// Ties windows that show one deck together: in one browser, from opener to opened where a folder is all there is, and
// through the dev server between devices.

/** Milliseconds: how often a presenter asks who is there, and how long to wait for a server that is away. */
const ASK = 5000;
const AWAY = [500, 1000, 2000, 5000];
/** Milliseconds for an answer. A machine that hangs, or that left the network, never gives one. */
const ANSWER = 5000;
/** Milliseconds: the server says something every five seconds, so after two silences the connection is dead. */
const DEAD = 11000;
const LOOK = 2000;

/**
 * An id that sorts by the time of opening. A window that loads again keeps its own: it left it behind when it went. A copy
 * of a window finds none.
 */
function identity() {
  let own = Date.now().toString(36).padStart(9, "0") + "-" + Math.random().toString(36).slice(2, 8);
  try {
    own = sessionStorage.getItem("lutrin-window") || own;
    sessionStorage.removeItem("lutrin-window");
    addEventListener("pagehide", () => {
      sessionStorage.setItem("lutrin-window", own);
    });
  } catch (error) {
    // A browser may keep nothing for a page.
  }
  return own;
}

/** All windows of this browser, where it lets them speak. */
function inBrowser(name, hear) {
  try {
    const channel = new BroadcastChannel("lutrin:" + name);
    channel.onmessage = function (event) {
      hear(event.data);
    };
    return function (message) {
      channel.postMessage(message);
    };
  } catch (error) {
    return function () {};
  }
}

/** The window that opened this one, or that this one opened. */
function betweenTwo(page, hear) {
  const isFile = location.protocol === "file:";

  function isOther(source) {
    return source && (source === window.opener || source === page.opened);
  }

  addEventListener("message", (event) => {
    if (!isOther(event.source) || !(isFile || event.origin === location.origin)) return;
    if (event.data && event.data.lutrin === page.channel) hear(event.data.message);
  });
  return function (message) {
    [window.opener, page.opened].forEach((other) => {
      if (other && other !== window && !other.closed) other.postMessage({ lutrin: page.channel, message }, isFile ? "*" : location.origin);
    });
  };
}

/**
 * Other devices. It begins with the last thing that was said, perhaps by windows that are long closed: who can ask where the
 * others are, asks (`on.past` takes what was said); who can only listen goes there. `on.message` takes the rest, `on.server` is
 * told whether the server is there, `on.life` when it was last heard, `on.passed` whether it passed on what was said here.
 */
function throughServer(page, address, on) {
  let stream = null;
  let isNew = Boolean(page.token);
  let tries = 0;
  let waiting = 0;
  let heardAt = 0;

  function close() {
    clearTimeout(waiting);
    if (stream) stream.close();
    stream = null;
  }

  function hasLife() {
    heardAt = Date.now();
    on.life(heardAt);
  }

  function open() {
    close();
    heardAt = Date.now();
    // What is said of a run is for presenters.
    stream = new EventSource(address + (page.isPresenter ? "?role=presenter" : ""));
    stream.onopen = function () {
      hasLife();
      tries = 0;
      on.server(true);
    };
    stream.addEventListener("beat", hasLife);
    stream.onmessage = function (event) {
      hasLife();
      let message = null;
      try {
        message = JSON.parse(event.data);
      } catch (error) {
        // Half a message is none.
      }
      if (isNew && message && !message.hello && !message.run) on.past(message);
      else on.message(message);
      isNew = false;
    };
    stream.onerror = function () {
      on.server(false);
      close();
      waiting = setTimeout(open, AWAY[Math.min(tries, AWAY.length - 1)]);
      tries += 1;
    };
  }

  /** A device that slept, or that changed its network, may hold a connection that nobody else knows of any more. */
  function check(silence) {
    if (!stream || Date.now() - heardAt <= silence) return;
    on.server(false);
    open();
  }

  setInterval(check, LOOK, DEAD);
  addEventListener("online", () => {
    check(0);
  });

  // A browser has six connections for one host. A window that is not seen leaves its own to the others, but for the
  // presenter's: a window over it must not cut off a remote.
  document.addEventListener("visibilitychange", () => {
    if (page.isPresenter) {
      if (!document.hidden) check(DEAD / 2);
    } else if (document.hidden) close();
    else open();
  });
  addEventListener("pagehide", close);
  addEventListener("pageshow", (event) => {
    if (event.persisted) open();
    else check(DEAD / 2);
  });
  if (page.isPresenter || !document.hidden) open();
  return function (message) {
    if (!page.token) return;
    ask(page, address, { method: "POST", body: JSON.stringify(message) }).then((answer) => {
      on.passed(answer.ok);
    }).catch(() => {
      on.passed(false);
    });
  };
}

function timed(address, options) {
  // A clock of the browser's own: timers of a page that is not seen are slow.
  const limit = typeof AbortSignal === "function" && AbortSignal.timeout ? { signal: AbortSignal.timeout(ANSWER) } : {};
  return fetch(address, Object.assign(limit, options));
}

/** This page as the server has it now: `{isThere, token}`. Without a token, this device is not let in any more. */
function look(page) {
  return timed(location.pathname, { cache: "no-store" }).then((own) => own.text().then((html) => {
      const found = /\bdata-token="(\w+)"/.exec(html);
      page.isShut = !found;
      return { isThere: own.ok, token: found && found[1] };
    }));
}

/** Asks the server to change something. One that was started again has another token, which is in its pages. */
function ask(page, address, options) {
  function once() {
    const headers = { "Content-Type": "application/json", "X-Lutrin-Token": page.token };
    return timed(address, { headers, ...options });
  }

  return once().then((answer) => {
    if (answer.status !== 403) {
      page.isShut = false;
      return answer;
    }
    return look(page).then((own) => {
      if (!own.token || own.token === page.token) return answer;
      page.token = own.token;
      return once();
    });
  });
}

/**
 * Joins. `options`: the `role`, what is called when something is `heard`, `told` of a run, or when another window asks what
 * there is (`asked`). Gives `self`, `present()` (who else is there), `isServed()` (whether the server answers), `isSure()`, `isHeard()`,
 * `known()` (presenters that were ever there) and `tell(run)`, for other presenters.
 */
function attach(page, store, options) {
  const follow = exports.follow;
  const self = { from: identity(), role: options.role, lang: page.data.lang };
  let link = follow.begin(self);
  let isThere = false;
  let aliveAt = 0;
  let servedAt = 0;
  let isHeard = true;

  function place() {
    const state = store.state;
    return { slide: page.ids[state.slide], at: state.slide, step: state.step, curtain: state.curtain };
  }

  function send(message) {
    ways.forEach((way) => {
      way(message);
    });
  }

  /** What is said of a run is for presenters; others pass it by. */
  function hearRun(message) {
    const isOther = message.v === 1 && message.role === "presenter" && typeof message.from === "string" && message.from !== self.from;
    if (isOther && options.told) options.told(message.run, message.from);
  }

  function hear(message) {
    if (message && message.run) return hearRun(message);
    const found = follow.heard(link, message, place(), Date.now());
    link = found.link;
    if (found.send) send(found.send);
    if (found.go) {
      const to = follow.target(found.go, self.lang, page.ids, page.data.languages);
      store.dispatch({ type: "follow", slide: to.slide, step: to.step, curtain: found.go.curtain, isFirst: found.isFirst, role: message.role });
    }
    if (message && message.hello && message.role === "presenter" && message.from !== self.from && options.asked) options.asked();
    if (options.heard) options.heard();
  }

  function pass(message) {
    link = follow.missed(link, message);
  }

  /** After the server was away, it may know nothing any more. */
  function tell(isNow) {
    if (isNow && !isThere) {
      servedAt = Date.now();
      send(follow.hello(link));
      if (options.asked) options.asked();
      if (link.last) send(follow.state(link, place()).send);
    }
    isThere = isNow;
    if (options.heard) options.heard();
  }

  store.subscribe((state, before, action) => {
    const isSame = state.slide === before.slide && state.step === before.step && state.curtain === before.curtain;
    if (isSame || action.type === "follow" || state.mode === "reading") return;
    const said = follow.moved(link, place());
    link = said.link;
    send(said.send);
  });

  var ways = [inBrowser(page.channel, hear), betweenTwo(page, hear)];
  if (page.isServed) {
    ways.push(throughServer(page, "/_lutrin/present/" + page.channel.split("/").map(encodeURIComponent).join("/"), {
      message: hear,
      past: pass,
      server: tell,
      life(time) {
        aliveAt = time;
      },
      passed(isPassed) {
        isHeard = isPassed;
      },
    }));
  }
  send(follow.hello(link));
  if (options.role === "presenter") {
    setInterval(() => {
      send(follow.hello(link));
      if (options.asked) options.asked();
    }, ASK);
  }
  return {
    self,
    present() {
      return follow.present(link, Date.now());
    },
    isServed() {
      return isThere;
    },
    /** Whether all was heard that others said after a moment: something came since, over a connection that has settled. */
    isSure(since, settling) {
      return isThere && isHeard && aliveAt > since && Date.now() - servedAt > settling;
    },
    /** Whether the others hear this window: one that cannot speak may still hear them. */
    isHeard() {
      return isHeard;
    },
    known() {
      return follow.present(link, 0).presenters;
    },
    tell(run) {
      send({ v: 1, from: self.from, role: self.role, run });
    },
  };
}

exports.channel = { attach, ask, look };
