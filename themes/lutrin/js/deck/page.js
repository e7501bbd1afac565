// What the page is made of: its slides, its words, and the small means of the controllers.

function read(document) {
  const main = document.getElementById("_main");
  const data = JSON.parse(document.getElementById("_deck").textContent);
  const sections = Array.from(main.querySelectorAll(":scope > .slide"));

  /** A string of the theme, with `{name}` filled in. */
  function say(key, values = {}) {
    return (data.strings[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  }

  function title(section, at) {
    const heading = section.querySelector("h1, h2, h3, h4, h5, h6");
    return heading ? heading.textContent.trim() : section.getAttribute("aria-label") || String(at + 1);
  }

  const script = document.querySelector("script[src*='/_lutrin/']");
  // What only those get who may see the backstage.
  const token = script?.dataset.token;
  const presenter = data.presenter || (token ? "presenter/" : null);

  return {
    root: document.documentElement,
    main,
    data,
    isPresenter: false,
    sections,
    ids: sections.map((section) => section.id),
    steps: sections.map((section) => Number(section.dataset.steps) || 0),
    titles: sections.map(title),
    bodies: sections.map((section) => section.querySelector(".slide-body")),
    /** The links of slide numbers, which are what the overview chooses among. */
    numbers: sections.map((section) => section.querySelector(".slide-number a")),
    isMirrored: getComputedStyle(document.documentElement).direction === "rtl",
    /** Only the dev server's own script names it. */
    isServed: Boolean(script),
    token: token || null,
    /** What windows that show this deck call it, whatever its language. */
    channel: data.deck + (data.variant ? "/" + data.variant : ""),
    /** The window beside this one, if there can be one, and what it is called. */
    other: presenter && { url: presenter, name: "lutrin-presenter-" },
    say,
  };
}

function make(name, properties, children = []) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
}

/** Fetches another script of this page. */
function load(properties) {
  document.head.append(make("script", properties));
}

module.exports = { read, make, load };
