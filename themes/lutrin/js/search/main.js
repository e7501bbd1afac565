// The field that searches. Nothing is fetched before a reader asks: then the core, the index, and of a large index the
// files that the query needs. Without scripts, or when something fails, links and forms lead to the page of search.

const { once } = require("./fetched.js");
const { attach } = require("./field.js");
const { make } = require("./results.js");

const link = document.querySelector(".search-link a");

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
