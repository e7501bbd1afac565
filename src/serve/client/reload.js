// Keeps an open page up to date while people write. Only the dev server adds it.
//
// The server tells a state (see live.rs): the page's hash, where the style sheets are, which files changed, which
// errors there are. The page compares the state with its own and does the least: nothing, swap a style sheet, show
// an image again, or reload. The stream of a hidden tab is closed, and all windows of a browser share one (see streams.js).
(function () {
  "use strict";

  // Milliseconds: how long to wait for a server that is away, the first times and then.
  var AWAY = [500, 1000, 2000];
  var LONG_AWAY = 5000;

  var script = document.currentScript;
  var page = script.dataset.page;
  var since = Number(script.dataset.generation);
  var stream = null;
  var overlay = null;
  var dismissed = "";

  // What all windows of this browser have their streams from; without it, each has its own.
  var worker = null;
  var streams = {};
  var last = 0;

  function work() {
    try {
      worker = new SharedWorker("/_lutrin/streams.js", "lutrin");
    } catch (error) {
      return;
    }
    worker.port.onmessage = function (event) {
      if (streams[event.data.number]) streams[event.data.number].tell(event.data);
    };
    // It could not be loaded.
    worker.onerror = function () {
      worker = null;
      Object.keys(streams).forEach(function (number) { streams[number].alone(); });
    };
  }

  // A stream as the browser's own EventSource is one, as far as the scripts of Lutrin need it.
  window.lutrinStream = function (address) {
    if (!worker) return new EventSource(address);
    var number = ++last;
    var listeners = {};
    var own = null;
    var stream = {
      addEventListener: function (type, listener) {
        listeners[type] = listener;
        if (own) own.addEventListener(type, listener);
      },
      close: function () {
        delete streams[number];
        if (own) own.close();
        else worker.port.postMessage({ close: number });
      },
    };
    streams[number] = {
      tell: function (said) {
        var listener = listeners[said.type] || stream["on" + said.type];
        if (listener) listener(said);
      },
      alone: function () {
        own = new EventSource(address);
        ["open", "message", "error"].forEach(function (type) {
          own["on" + type] = function (event) { if (stream["on" + type]) stream["on" + type](event); };
        });
        Object.keys(listeners).forEach(function (type) { own.addEventListener(type, listeners[type]); });
      },
    };
    worker.port.postMessage({ open: number, address: address });
    return stream;
  };

  // What other devices say to a deck. It begins with the last thing that was said, perhaps by windows that are long closed
  // (`past` takes it); `on.message` takes the rest, `on.server` whether the server is there. Gives what opens and closes the
  // stream, and what opens it again after a silence. It is here since only pages of the dev server listen.
  window.lutrinListen = function (address, on, past) {
    var stream = null;
    var tries = 0;
    var waiting = 0;
    var heardAt = 0;

    function close() {
      clearTimeout(waiting);
      if (stream) stream.close();
      stream = null;
    }

    // A server that is there, but has no such deck, opens a stream as well: only what it says is a sign of life.
    function hasLife() {
      heardAt = Date.now();
      tries = 0;
    }

    // The server passes on what it could read.
    function passing(tell) {
      return function (event) {
        hasLife();
        tell(JSON.parse(event.data));
      };
    }

    function open() {
      close();
      heardAt = Date.now();
      stream = window.lutrinStream(address);
      stream.onopen = function () {
        heardAt = Date.now();
        on.server(true);
      };
      stream.addEventListener("beat", hasLife);
      stream.onmessage = passing(on.message);
      stream.addEventListener("past", passing(past));
      stream.onerror = function () {
        on.server(false);
        close();
        waiting = setTimeout(open, AWAY[tries++] || LONG_AWAY);
      };
    }

    // A connection may be dead after the device slept or changed its network. `Date.now()` counts sleep, which
    // `performance.now()` does not on some systems; as it may be set back, the difference counts in both directions.
    function check(silence) {
      if (!stream || Math.abs(Date.now() - heardAt) <= silence) return;
      on.server(false);
      open();
    }

    return { open: open, close: close, check: check };
  };

  function connect() {
    if (stream) return;
    stream = window.lutrinStream("/_lutrin/events?path=" + encodeURIComponent(decodeURI(location.pathname)));
    stream.onmessage = function (event) { apply(JSON.parse(event.data)); };
  }

  function disconnect() {
    if (stream) stream.close();
    stream = null;
  }

  function apply(state) {
    if (state.goto && state.goto[1] > since && state.goto[0] !== location.pathname) {
      location.assign(state.goto[0]);
      return;
    }
    if (state.page !== null && state.page !== page) {
      reload();
      return;
    }
    swapStyleSheets(state.css);
    Object.keys(state.touched).forEach(function (url) {
      if (state.touched[url] > since) touch(url, state.touched[url]);
    });
    since = Math.max(since, state.generation);
    show(state);
    document.documentElement.dataset.lutrinGeneration = String(state.generation);
  }

  // A page that somebody speaks from looks first whether there is still anything to load.
  function reload() {
    if (window.dispatchEvent(new CustomEvent("lutrin:reload", { cancelable: true }))) location.reload();
  }

  // A theme's style sheet has the hash of its bytes in its address: /assets/css/lutrin.0123456789.css.
  function swapStyleSheets(css) {
    Object.keys(css).forEach(function (name) {
      var stem = "/assets/" + name.replace(/\.css$/, "") + ".";
      links().forEach(function (link) {
        var path = new URL(link.href).pathname;
        if (path.indexOf(stem) !== -1 && path !== css[name]) replaceLink(link, css[name]);
      });
    });
  }

  function links() {
    return Array.prototype.slice.call(document.querySelectorAll("link[rel~='stylesheet']"));
  }

  // The old sheet goes when the new one is there, so that the page never shows without any.
  function replaceLink(link, href) {
    var fresh = link.cloneNode();
    fresh.href = href;
    fresh.onload = fresh.onerror = function () { link.remove(); };
    link.after(fresh);
  }

  // A file of the site under its own name: a style sheet, an image, a script.
  function touch(url, generation) {
    var version = url + "?v=" + generation;
    var same = function (address) { return address && new URL(address, location.href).pathname === url; };
    links().forEach(function (link) { if (same(link.href)) replaceLink(link, version); });
    Array.prototype.forEach.call(document.images, function (image) {
      if (same(image.currentSrc || image.src)) image.src = version;
    });
    Array.prototype.forEach.call(document.scripts, function (other) {
      if (other.src && same(other.src)) reload();
    });
  }

  // Errors: the page's own in an overlay, those of other files in a mark at the edge.
  function show(state) {
    var text = JSON.stringify([state.errors, state.elsewhere]);
    if (overlay) overlay.remove();
    overlay = null;
    // The backstage lists all errors itself.
    var elsewhere = location.pathname === state.backstage ? 0 : state.elsewhere;
    if (text === dismissed || (!state.errors.length && !elsewhere)) return;
    dismissed = "";
    overlay = document.createElement("lutrin-errors");
    var root = overlay.attachShadow({ mode: "open" });
    var sheet = new CSSStyleSheet();
    sheet.replaceSync(CSS_TEXT);
    root.adoptedStyleSheets = [sheet];
    root.append(state.errors.length ? panel(state, text) : mark(state));
    document.body.append(overlay);
  }

  function mark(state) {
    var link = element("a", "mark", state.elsewhere === 1 ? "1 error elsewhere" : state.elsewhere + " errors elsewhere");
    link.href = state.backstage;
    return link;
  }

  function panel(state, text) {
    var box = element("section", "panel");
    box.setAttribute("role", "alert");
    box.setAttribute("aria-label", "Lutrin");
    var close = element("button", "close", "Hide");
    close.type = "button";
    close.onclick = function () { dismissed = text; overlay.remove(); overlay = null; };
    box.append(close);
    state.errors.forEach(function (error) { box.append(entry(error)); });
    if (state.elsewhere) box.append(mark(state));
    return box;
  }

  function entry(error) {
    var article = element("article", "error");
    var place = error.file ? error.file + (error.line ? ":" + error.line + ":" + error.column : "") : "";
    article.append(element("p", "place", place), element("p", "message", error.severity + "[" + error.code + "]: " + error.message));
    if (error.excerpt) article.append(excerpt(error));
    error.hints.forEach(function (hint) { article.append(element("p", "hint", "help: " + hint)); });
    return article;
  }

  function excerpt(error) {
    var block = element("pre", "excerpt");
    error.excerpt.lines.forEach(function (line, i) {
      var number = error.excerpt.first + i;
      var row = element("span", number === error.line ? "here" : "line", String(number).padStart(5) + " │ " + line + "\n");
      block.append(row);
      if (number === error.line) block.append(element("span", "caret", "      │ " + " ".repeat(error.column - 1) + "^\n"));
    });
    return block;
  }

  function element(name, className, text) {
    var node = document.createElement(name);
    node.className = className;
    if (text !== undefined) node.textContent = text;
    return node;
  }

  var CSS_TEXT =
    ":host{all:initial}" +
    ".panel{position:fixed;inset:auto 0 0 0;max-height:70vh;overflow:auto;z-index:2147483647;box-sizing:border-box;" +
    "padding:1.25rem clamp(1rem,5vw,4rem) 1.5rem;background:#14110f;color:#f4efe6;border-top:.3rem solid #e8912d;" +
    "font:1rem/1.5 ui-monospace,'DejaVu Sans Mono',Menlo,Consolas,monospace;box-shadow:0 -1rem 3rem rgb(0 0 0/.35)}" +
    ".close{float:inline-end;font:inherit;color:inherit;background:none;border:1px solid #8d8377;border-radius:.25rem;" +
    "padding:.25rem .75rem;cursor:pointer}.close:focus-visible,a:focus-visible{outline:3px solid #ffb65c;outline-offset:2px}" +
    ".error+.error{margin-block-start:1.5rem}p{margin:0}.place{color:#ffb65c}.message{font-weight:700;overflow-wrap:anywhere}" +
    ".excerpt{margin:.5rem 0;white-space:pre;overflow-x:auto}.line{color:#b9afa1}.here{color:#fff}.caret{color:#ffb65c;font-weight:700}" +
    ".hint{color:#d9d0c2}.mark{display:inline-block;margin-block-start:1rem;color:#ffb65c}" +
    ":host>.mark,.mark:only-child{position:fixed;inset:auto 1rem 1rem auto;z-index:2147483647;margin:0;padding:.5rem .875rem;" +
    "background:#14110f;border-radius:.25rem;border-inline-start:.3rem solid #e8912d;font:.875rem/1.4 system-ui,sans-serif}";

  document.addEventListener("keydown", function (event) {
    var close = overlay && overlay.shadowRoot.querySelector(".close");
    if (event.key === "Escape" && close) close.click();
  });
  document.addEventListener("visibilitychange", function () {
    if (document.visibilityState === "visible") connect(); else disconnect();
  });
  // A page that the browser kept in memory comes back with what it knew; the next state brings it up to date.
  window.addEventListener("pagehide", disconnect);
  window.addEventListener("pageshow", connect);
  work();
  if (document.visibilityState === "visible") connect();
})();
