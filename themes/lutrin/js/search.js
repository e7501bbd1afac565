// The field that searches. Nothing is fetched before a reader asks: then the core, the index, and of a large index the
// files that the query needs. Without scripts, or when something fails, links and forms lead to the page of search.
(function () {
  "use strict";
  var AT_ONCE = 20;
  var link = document.querySelector(".search-link a");
  /** What was fetched, by address: a second field of a page asks for nothing again. */
  var fetched = {};

  function once(address, get) {
    if (!fetched[address]) {
      fetched[address] = get(address);
      fetched[address].catch(function () {
        delete fetched[address];
      });
    }
    return fetched[address];
  }

  function json(address) {
    return fetch(address, { cache: "no-cache" }).then(function (response) {
      if (!response.ok) throw new Error(address + ": " + response.status);
      return response.json();
    });
  }

  function script(address) {
    return new Promise(function (resolve, reject) {
      var element = document.createElement("script");
      element.src = address;
      element.onload = function () {
        resolve(window.lutrinSearch);
      };
      element.onerror = reject;
      document.head.append(element);
    });
  }

  function make(name, properties, children) {
    var element = Object.assign(document.createElement(name), properties);
    element.append.apply(element, children || []);
    return element;
  }

  /** A text with what was found in it marked. */
  function marked(core, text, marks) {
    return core.marked(text, marks).map(function (piece) {
      return piece[1] ? make("mark", {}, [piece[0]]) : piece[0];
    });
  }

  function result(core, index, found, marks) {
    var page = index.pages[found.page];
    var language = page[4] === null ? null : index.languages[page[4]];
    var anchor = make("a", { href: page[1] }, marked(core, page[0] || page[1], marks));
    var item = make("li", {}, [anchor]);
    if (language) {
      anchor.lang = anchor.hreflang = language[0];
      item.append(" ", make("span", { className: "badge", lang: language[0] }, [language[1]]));
    }
    if (page[3]) item.append(make("p", { className: "meta" }, [page[3]]));
    if (page[2]) {
      var excerpt = make("p", { className: "excerpt" }, marked(core, page[2], marks));
      if (language) excerpt.lang = language[0];
      item.append(excerpt);
    }
    return item;
  }

  /** Brings a field to life. `settled` is told of the query once its results are shown. */
  function attach(root, settled) {
    var field = root.querySelector("input");
    var status = root.querySelector("[role=status]");
    var list = root.querySelector("ol");
    var more = root.querySelector(".more");
    var asked = 0;

    function ready() {
      return Promise.all([once(root.dataset.core, script), once(root.dataset.index, json)]).then(function (both) {
        return { core: both[0], index: once.index || (once.index = both[0].open(both[1])) };
      });
    }

    function complete(ready, query) {
      var names = ready.core.missing(ready.index, query);
      var files = names.map(function (name) {
        return once(root.dataset.words + name + ".json?v=" + ready.index.id, json).then(function (file) {
          ready.core.add(ready.index, name, file);
        });
      });
      return Promise.all(files);
    }

    function say(text) {
      status.textContent = text;
    }

    function counted(count) {
      var category = new Intl.PluralRules(document.documentElement.lang).select(count);
      var form = root.getAttribute("data-count-" + category) || root.getAttribute("data-count-other") || "{count}";
      return form.replace("{count}", count.toLocaleString(document.documentElement.lang));
    }

    function show(ready, answer) {
      function append() {
        var shown = list.children.length;
        answer.found.slice(shown, shown + AT_ONCE).forEach(function (found) {
          list.append(result(ready.core, ready.index, found, answer.marks));
        });
        more.hidden = list.children.length >= answer.found.length;
        return list.children[shown];
      }
      list.textContent = "";
      append();
      list.hidden = !answer.found.length;
      more.onclick = function () {
        append().querySelector("a").focus();
      };
      if (answer.empty) say("");
      else if (!answer.found.length) say(root.dataset.none);
      else say(answer.complete ? counted(answer.found.length) : root.dataset.near);
    }

    function run() {
      var query = field.value;
      var mine = (asked += 1);
      return ready()
        .then(function (ready) {
          return complete(ready, query).then(function () {
            // A later query may have been answered before.
            if (mine === asked) show(ready, ready.core.search(ready.index, query));
          });
        })
        .then(function () {
          if (mine === asked && settled) settled(query);
        })
        .catch(function () {
          if (mine === asked) say(root.dataset.failed);
        });
    }

    /** The field, then the links of the results. */
    function step(event) {
      var stops = [field].concat(Array.from(list.querySelectorAll("a")));
      var at = stops.indexOf(document.activeElement);
      var to = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key];
      if (at < 0 || to === undefined || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
      if (stops[to]) stops[to].focus();
      event.preventDefault();
    }

    field.addEventListener("focus", function () {
      ready().catch(function () {});
    });
    field.addEventListener("input", run);
    root.addEventListener("keydown", step);
    return { field: field, run: run };
  }

  /** On the page of search the address keeps the query, so that the way back finds it again. */
  function onItsPage(root) {
    var search = attach(root, function (query) {
      history.replaceState(history.state, "", query.trim() ? "?q=" + encodeURIComponent(query.trim()) : location.pathname);
    });
    root.querySelector("form").addEventListener("submit", function (event) {
      event.preventDefault();
      search.run();
      if (matchMedia("(pointer: coarse)").matches) search.field.blur();
    });
    search.field.value = new URLSearchParams(location.search).get("q") || "";
    if (search.field.value) search.run();
    return search.field;
  }

  /** Where there is no page: look for the words of its address. */
  function onAnother(root) {
    var search = attach(root);
    var address = location.pathname;
    try {
      address = decodeURIComponent(address);
    } catch (error) {
      // It stays as it was written.
    }
    var name = address.replace(/\.\w+$/, "").split("/").filter(Boolean).pop() || "";
    search.field.value = name.replace(/[-_+.\s]+/g, " ").trim().slice(0, 100);
    if (search.field.value) search.run();
    return search.field;
  }

  /** The field of the page of search, in a dialog over any other page. */
  function overlay() {
    return fetch(link.href)
      .then(function (response) {
        return response.text();
      })
      .then(function (html) {
        var root = new DOMParser().parseFromString(html, "text/html").querySelector(".search");
        var close = make("button", { className: "close", type: "button" }, [link.dataset.close]);
        var dialog = make("dialog", { className: "search-dialog" }, [document.adoptNode(root), close]);
        dialog.setAttribute("aria-label", link.textContent.trim());
        document.body.append(dialog);
        close.onclick = function () {
          dialog.close();
        };
        dialog.addEventListener("click", function (event) {
          if (event.target === dialog) dialog.close();
        });
        dialog.addEventListener("keydown", function (event) {
          // A field of this kind would take the key to empty itself.
          if (event.key !== "Escape" || event.isComposing) return;
          event.preventDefault();
          dialog.close();
        });
        attach(root);
        return dialog;
      });
  }

  function open() {
    once(link.href, overlay).then(
      function (dialog) {
        if (!dialog.open) dialog.showModal();
        var field = dialog.querySelector("input");
        field.focus();
        field.select();
      },
      function () {
        location.assign(link.href);
      },
    );
  }

  function isPlain(event) {
    return !(event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  }

  function start() {
    var root = document.querySelector(".search");
    var isSearch = root && new URL(root.querySelector("form").action).pathname === location.pathname;
    var field = root && (isSearch ? onItsPage : onAnother)(root);
    function ask(event) {
      event.preventDefault();
      if (!field) open();
      else {
        field.focus();
        field.select();
      }
    }
    if (!link) return;
    link.addEventListener("click", function (event) {
      if (isPlain(event)) ask(event);
    });
    document.addEventListener("keydown", function (event) {
      var isShortcut = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k";
      var isElsewhere = event.target.closest("input, textarea, select, [contenteditable]");
      if (isShortcut && (!isElsewhere || isElsewhere === field) && !event.defaultPrevented) ask(event);
    });
  }

  start();
})();
