// The dialogs over the slides: the browser's own, so that it sees to focus, Escape and what lies behind.
"use strict";

var make = function () {
  return exports.page.make.apply(null, arguments);
};

function dialog(page, name, title, children) {
  var close = make("button", { type: "submit", className: "deck-close", textContent: page.say("close") });
  var heading = make("h2", { id: "_deck-" + name, textContent: title });
  var head = make("form", { method: "dialog", className: "deck-dialog-head" }, [heading, close]);
  var element = make("dialog", { className: "deck-dialog deck-" + name }, [head].concat(children));
  element.setAttribute("aria-labelledby", heading.id);
  return element;
}

/** The keys of the table, as caps: `shift+space` are two, `1…9 enter` one after the other, and `+` is one itself. */
function caps(page, shown) {
  var pieces = [];
  (shown.length > 1 ? shown.split(/([+ ])/) : [shown]).forEach(function (piece) {
    if (shown.length > 1 && (piece === "+" || piece === " ")) pieces.push(piece === "+" ? "\u202f+\u202f" : " ");
    else pieces.push(make("kbd", { textContent: /^[a-z_]+$/.test(piece) ? page.say("key_" + piece) : piece }));
  });
  return make("span", { className: "deck-keys" }, pieces);
}

function help(page) {
  var data = page.data;
  var rows = exports.keys.table
    .filter(function (entry) {
      if (entry.name === "presenter") return page.other;
      return entry.name !== "language" || data.languages.length;
    })
    .map(function (entry) {
      var shown = entry.show.map(function (key) {
        return caps(page, key);
      });
      return make("div", {}, [make("dt", {}, [page.say(entry.name)]), make("dd", {}, shown)]);
    });
  var touch = make("p", { className: "deck-note", textContent: page.say("touch") });
  return dialog(page, "help", page.say("help"), [make("dl", {}, rows), touch]);
}

/** A field, and the slides that what is typed there means. Enter goes to the first. */
function jump(page, store) {
  var field = make("input", { type: "text", id: "_deck-field", autocomplete: "off", enterKeyHint: "go" });
  var label = make("label", { htmlFor: field.id, textContent: page.say("jump_label") });
  var list = make("ol", { className: "deck-matches" });
  var none = make("p", { className: "deck-note", textContent: page.say("jump_none") });
  none.setAttribute("role", "status");
  var form = make("form", { method: "dialog" }, [label, field]);
  var element = dialog(page, "jump", page.say("jump"), [form, list, none]);

  function go(slide) {
    store.dispatch({ type: "close" });
    store.dispatch({ type: "go", slide: slide, step: 0 });
  }

  function match() {
    return exports.jump.matches(page.titles, field.value);
  }

  function item(slide) {
    var number = make("span", { className: "deck-count", textContent: slide + 1 });
    var button = make("button", { type: "button", onclick: go.bind(null, slide) }, [number, " ", page.titles[slide]]);
    return make("li", {}, [button]);
  }

  function update() {
    var found = match();
    list.replaceChildren.apply(list, found.map(item));
    none.hidden = found.length > 0;
  }

  field.addEventListener("input", update);
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    var found = match();
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
  var items = page.data.languages.map(function (language) {
    var open = function () {
      exports.places.toLanguage(page, store, language);
    };
    var button = make("button", { type: "button", lang: language.lang, textContent: language.name, onclick: open });
    return make("li", {}, [button]);
  });
  return dialog(page, "languages", page.say("language"), [make("ul", { className: "deck-matches" }, items)]);
}

/** `more`: the makers of other panels, by name. */
function attach(page, store, more) {
  var makers = Object.assign({ help: help, jump: jump, languages: languages }, more);
  var open = null;
  var from = null;

  /** Each is made when it is first wanted. */
  function built(name) {
    var element = document.getElementById("_deck-" + name);
    if (element) return element.closest("dialog");
    element = makers[name](page, store);
    // Escape is heard before the dialog closes, or the next key would still be the dialog's; the news that it has closed
    // comes late, when it may be open again.
    element.addEventListener("cancel", function () {
      if (open === element) store.dispatch({ type: "close" });
    });
    element.addEventListener("close", function () {
      if (open === element && !element.open) store.dispatch({ type: "close" });
    });
    element.addEventListener("click", function (event) {
      if (event.target === element) store.dispatch({ type: "close" });
    });
    document.body.append(element);
    return element;
  }

  function hide() {
    var element = open;
    open = null;
    // Else the next key would still be that of a field which nobody sees any more.
    if (element.contains(document.activeElement)) document.activeElement.blur();
    if (element.open) element.close();
    if (from && from.isConnected && !from.closest("[inert]")) from.focus({ preventScroll: true });
  }

  store.subscribe(function (state, before) {
    if (state.panel === before.panel) return;
    if (open) hide();
    if (!state.panel) return;
    from = document.activeElement;
    open = built(state.panel);
    if (open.prepare) open.prepare();
    open.showModal();
    if (open.ready) open.ready();
  });
}

exports.panels = { attach: attach, dialog: dialog };
