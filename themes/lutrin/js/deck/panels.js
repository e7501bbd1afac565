// The dialogs over the slides: the browser's own, so that it sees to focus, Escape and what lies behind.

const { matches } = require("./jump.js");
const keys = require("./keys.js");
const { make } = require("./page.js");
const places = require("./places.js");

function dialog(page, name, title, children) {
  const close = make("button", { type: "submit", className: "deck-close", textContent: page.say("close") });
  const heading = make("h2", { id: "_deck-" + name, textContent: title });
  const head = make("form", { method: "dialog", className: "deck-dialog-head" }, [heading, close]);
  const element = make("dialog", { className: "deck-dialog deck-" + name }, [head].concat(children));
  element.setAttribute("aria-labelledby", heading.id);
  return element;
}

/** The keys of the table, as caps: `shift+space` are two, `1…9 enter` one after the other, and `+` is one itself. */
function caps(page, shown) {
  const parts = shown.length > 1 ? shown.split(/([+ ])/) : [shown];
  const pieces = parts.map((piece, at) => {
    if (at % 2) return " " + piece + " ";
    const key = page.isMirrored ? keys.turned(piece) : piece;
    return make("kbd", { textContent: /^[a-z_]+$/.test(key) ? page.say("key_" + key) : key });
  });
  return make("span", { className: "deck-keys" }, pieces);
}

function help(page) {
  const data = page.data;
  const rows = keys.table
    .filter((entry) => {
      if (entry.name === "presenter") return page.other;
      return entry.name !== "language" || data.languages.length;
    })
    .map((entry) => {
      const shown = entry.show.map((key) => caps(page, key));
      return make("div", {}, [make("dt", {}, [page.say(entry.name)]), make("dd", {}, shown)]);
    });
  const touch = make("p", { className: "deck-note", textContent: page.say("touch") });
  return dialog(page, "help", page.say("help"), [make("dl", {}, rows), touch]);
}

/** A field, and the slides that what is typed there means. Enter goes to the first. */
function jump(page, store) {
  const field = make("input", { type: "text", id: "_deck-field", autocomplete: "off", enterKeyHint: "go" });
  const label = make("label", { htmlFor: field.id, textContent: page.say("jump_label") });
  const list = make("ol", { className: "deck-matches" });
  const none = make("p", { className: "deck-note", textContent: page.say("jump_none") });
  none.setAttribute("role", "status");
  const form = make("form", { method: "dialog" }, [label, field]);
  const element = dialog(page, "jump", page.say("jump"), [form, list, none]);

  function go(slide) {
    store.dispatch({ type: "close" });
    store.dispatch({ type: "go", slide, step: 0 });
  }

  function match() {
    return matches(page.titles, field.value);
  }

  function item(slide) {
    const number = make("span", { className: "deck-count", textContent: slide + 1 });
    const button = make("button", { type: "button", onclick: go.bind(null, slide) }, [number, " ", page.titles[slide]]);
    return make("li", {}, [button]);
  }

  function update() {
    const found = match();
    list.replaceChildren(...found.map(item));
    none.hidden = found.length > 0;
  }

  field.addEventListener("input", update);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const found = match();
    if (field.value.trim() && found.length) go(found[0]);
  });
  element.prepare = function () {
    field.value = "";
    update();
  };
  element.ready = function () {
    field.focus();
  };
  return element;
}

/** The languages of the deck, where there are several others. */
function languages(page, store) {
  const items = page.data.languages.map((language) => {
    const open = function () {
      places.toLanguage(page, store, language);
    };
    const button = make("button", { type: "button", lang: language.lang, textContent: language.name, onclick: open });
    return make("li", {}, [button]);
  });
  return dialog(page, "languages", page.say("language"), [make("ul", { className: "deck-matches" }, items)]);
}

/** `more`: the makers of other panels, by name. Gives all of them, to which others may be added. */
function attach(page, store, more) {
  const makers = { help, jump, languages, ...more };
  let open = null;
  let from = null;

  /** Each is made when it is first wanted. */
  function built(name) {
    let element = document.getElementById("_deck-" + name);
    if (element) return element.closest("dialog");
    element = makers[name](page, store);
    // Escape is heard before the dialog closes, or the next key would still be the dialog's; the news that it has closed
    // comes late, when it may be open again.
    element.addEventListener("cancel", () => {
      if (open === element) store.dispatch({ type: "close" });
    });
    element.addEventListener("close", () => {
      if (open === element && !element.open) store.dispatch({ type: "close" });
    });
    element.addEventListener("click", (event) => {
      if (event.target === element) store.dispatch({ type: "close" });
    });
    document.body.append(element);
    return element;
  }

  function hide() {
    const element = open;
    open = null;
    // Else the next key would still be that of a field which nobody sees any more.
    if (element.contains(document.activeElement)) document.activeElement.blur();
    element.close();
    // What is not there any more, or cannot be reached, takes no focus.
    from?.focus({ preventScroll: true });
  }

  store.subscribe((state, before) => {
    if (state.panel === before.panel) return;
    if (open) hide();
    if (!state.panel) return;
    from = document.activeElement;
    open = built(state.panel);
    if (open.prepare) open.prepare();
    open.showModal();
    if (open.ready) open.ready();
  });
  return makers;
}

module.exports = { attach, dialog };
