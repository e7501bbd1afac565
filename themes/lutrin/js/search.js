// The field that searches. Nothing is fetched before a reader asks: then the core, the index, and of a large index the
// files that the query needs. Without scripts, or when something fails, links and forms lead to the page of search.
(function () {
  "use strict";
  const AT_ONCE = 20;
  const link = document.querySelector(".search-link a");
  /** What was fetched, by address: a second field of a page asks for nothing again. */
  const fetched = {};

  function once(address, get) {
    if (!fetched[address]) {
      fetched[address] = get(address);
      fetched[address].catch(() => {
        delete fetched[address];
      });
    }
    return fetched[address];
  }

  function json(address) {
    return fetch(address, { cache: "no-cache" }).then((response) => {
      if (!response.ok) throw new Error(address + ": " + response.status);
      return response.json();
    });
  }

  function script(address) {
    return new Promise((resolve, reject) => {
      const element = document.createElement("script");
      element.src = address;
      element.onload = function () {
        resolve(window.lutrinSearch);
      };
      element.onerror = reject;
      document.head.append(element);
    });
  }

  function make(name, properties, children) {
    const element = Object.assign(document.createElement(name), properties);
    element.append.apply(element, children || []);
    return element;
  }

  /** A text with what was found in it marked. */
  function marked(core, text, marks) {
    return core.marked(text, marks).map((piece) => piece[1] ? make("mark", {}, [piece[0]]) : piece[0]);
  }

  function result(core, index, found, marks) {
    const page = index.pages[found.page];
    const language = page[4] === null ? null : index.languages[page[4]];
    const anchor = make("a", { href: page[1] }, marked(core, page[0] || page[1], marks));
    const item = make("li", {}, [anchor]);
    if (language) {
      anchor.lang = anchor.hreflang = language[0];
      item.append(" ", make("span", { className: "badge", lang: language[0] }, [language[1]]));
    }
    if (page[3]) item.append(make("p", { className: "meta" }, [page[3]]));
    if (page[2]) {
      const excerpt = make("p", { className: "excerpt" }, marked(core, page[2], marks));
      if (language) excerpt.lang = language[0];
      item.append(excerpt);
    }
    return item;
  }

  /** The core with the index of a field's page. */
  function ready(root) {
    return Promise.all([once(root.dataset.core, script), once(root.dataset.index, json)]).then((both) => ({ core: both[0], index: once.index || (once.index = both[0].open(both[1])) }));
  }

  /** Fetches what a query needs of the index. */
  function complete(root, ready, query) {
    const names = ready.core.missing(ready.index, query);
    const files = names.map((name) => once(root.dataset.words + name + ".json?v=" + ready.index.id, json).then((file) => {
      ready.core.add(ready.index, name, file);
    }));
    return Promise.all(files);
  }

  /** How many results there are, in words of the page's language. */
  function counted(root, count) {
    const category = new Intl.PluralRules(document.documentElement.lang).select(count);
    const form = root.getAttribute("data-count-" + category) || root.getAttribute("data-count-other") || "{count}";
    return form.replace("{count}", count.toLocaleString(document.documentElement.lang));
  }

  /** Shows the first results of an answer, with a button for more, and says how many there are. */
  function show(root, ready, answer) {
    const list = root.querySelector("ol");
    const more = root.querySelector(".more");
    function append() {
      const shown = list.children.length;
      answer.found.slice(shown, shown + AT_ONCE).forEach((found) => {
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
    if (answer.empty) say(root, "");
    else if (!answer.found.length) say(root, root.dataset.none);
    else say(root, answer.complete ? counted(root, answer.found.length) : root.dataset.near);
  }

  function say(root, text) {
    root.querySelector("[role=status]").textContent = text;
  }

  /** Arrow keys go through the field, then the links of the results. */
  function step(root, event) {
    const stops = [root.querySelector("input")].concat(Array.from(root.querySelectorAll("ol a")));
    const at = stops.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key];
    if (at < 0 || to === undefined || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (stops[to]) stops[to].focus();
    event.preventDefault();
  }

  /** Brings a field to life. `settled` is told of the query once its results are shown. */
  function attach(root, settled) {
    const field = root.querySelector("input");
    let asked = 0;

    function run() {
      const query = field.value;
      const mine = (asked += 1);
      return ready(root)
        .then((ready) => complete(root, ready, query).then(() => {
          // A later query may have been answered before.
          if (mine === asked) show(root, ready, ready.core.search(ready.index, query));
        }))
        .then(() => {
          if (mine === asked && settled) settled(query);
        })
        .catch(() => {
          if (mine === asked) say(root, root.dataset.failed);
        });
    }

    field.addEventListener("focus", () => {
      ready(root).catch(() => {});
    });
    field.addEventListener("input", run);
    root.addEventListener("keydown", (event) => step(root, event));
    return { field, run };
  }

  /** On the page of search the address keeps the query, so that the way back finds it again. */
  function onItsPage(root) {
    const search = attach(root, (query) => {
      history.replaceState(history.state, "", query.trim() ? "?q=" + encodeURIComponent(query.trim()) : location.pathname);
    });
    root.querySelector("form").addEventListener("submit", (event) => {
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
    const search = attach(root);
    let address = location.pathname;
    try {
      address = decodeURIComponent(address);
    } catch (error) {
      // It stays as it was written.
    }
    const name = address.replace(/\.\w+$/, "").split("/").filter(Boolean).pop() || "";
    search.field.value = name.replace(/[-_+.\s]+/g, " ").trim().slice(0, 100);
    if (search.field.value) search.run();
    return search.field;
  }

  /** The field of the page of search, in a dialog over any other page. */
  function overlay() {
    return fetch(link.href)
      .then((response) => response.text())
      .then((html) => {
        const root = new DOMParser().parseFromString(html, "text/html").querySelector(".search");
        const close = make("button", { className: "close", type: "button" }, [link.dataset.close]);
        const dialog = make("dialog", { className: "search-dialog" }, [document.adoptNode(root), close]);
        dialog.setAttribute("aria-label", link.textContent.trim());
        document.body.append(dialog);
        close.onclick = function () {
          dialog.close();
        };
        dialog.addEventListener("click", (event) => {
          if (event.target === dialog) dialog.close();
        });
        dialog.addEventListener("keydown", (event) => {
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
      (dialog) => {
        if (!dialog.open) dialog.showModal();
        const field = dialog.querySelector("input");
        field.focus();
        field.select();
      },
      () => {
        location.assign(link.href);
      },
    );
  }

  function isPlain(event) {
    return !(event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  }

  function start() {
    const root = document.querySelector(".search");
    const isSearch = root && new URL(root.querySelector("form").action).pathname === location.pathname;
    const field = root && (isSearch ? onItsPage : onAnother)(root);
    function ask(event) {
      event.preventDefault();
      if (!field) open();
      else {
        field.focus();
        field.select();
      }
    }
    if (!link) return;
    link.addEventListener("click", (event) => {
      if (isPlain(event)) ask(event);
    });
    document.addEventListener("keydown", (event) => {
      const isShortcut = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k";
      const isElsewhere = event.target.closest("input, textarea, select, [contenteditable]");
      if (isShortcut && (!isElsewhere || isElsewhere === field) && !event.defaultPrevented) ask(event);
    });
  }

  start();
})();
