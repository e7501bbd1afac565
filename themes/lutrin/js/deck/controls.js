// Buttons for those without a keyboard. They fade while the pointer rests.

const { make } = require("./page.js");

/** Milliseconds without a movement until the pointer rests. */
const REST = 2500;
const SHAPES = {
  previous: "M15 5 8 12l7 7",
  next: "m9 5 7 7-7 7",
  overview: "M4 5h7v6H4zm9 0h7v6h-7zM4 13h7v6H4zm9 0h7v6h-7z",
  read: "M5 6h14M5 10h14M5 14h14M5 18h9",
  present: "M4 5h16v11H4zm8 11v4m-4 0h8",
  language: "M4 12h16M12 4c-5 5-5 11 0 16 5-5 5-11 0-16zm0 0a8 8 0 1 0 0 16 8 8 0 1 0 0-16z",
  full_screen: "M4 9V4h5m6 0h5v5m0 6v5h-5m-6 0H4v-5",
  help: "M9 9.5c0-4 6-4 6-.5 0 2.5-3 2.5-3 5.5m0 3.3v.2",
};

function drawing(name) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  const path = document.createElementNS(space, "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", SHAPES[name]);
  svg.append(path);
  return svg;
}

function named(button, page, name) {
  button.title = page.say(name);
  button.setAttribute("aria-label", page.say(name));
  button.replaceChildren(drawing(name));
  // Where lines run from right to left, what points on points to the left.
  button.dataset.does = name;
}

function attach(page, store) {
  let resting = 0;

  function button(name, action = { type: name }) {
    const element = make("button", { type: "button" });
    element.addEventListener("click", (event) => {
      // A pointer leaves no focus behind, so that the next Space is the deck's again.
      if (event.detail) page.main.focus({ preventScroll: true });
      store.dispatch(action);
    });
    named(element, page, name);
    return element;
  }

  const read = button("read");
  const buttons = [
    button("previous"),
    button("next"),
    button("overview"),
    document.fullscreenEnabled ? button("full_screen", { type: "full-screen" }) : "",
    page.data.languages.length ? button("language") : "",
    read,
    button("help", { type: "panel", panel: "help" }),
  ];
  const bar = make("nav", { className: "deck-controls" }, buttons);
  bar.setAttribute("aria-label", page.say("controls"));
  document.body.append(bar);

  function wake() {
    page.root.classList.remove("resting");
    clearTimeout(resting);
    resting = setTimeout(() => {
      page.root.classList.add("resting");
    }, REST);
  }

  function update(state) {
    const isReading = state.mode === "reading";
    named(read, page, isReading ? "present" : "read");
    buttons[0].disabled = state.slide === 0 && state.step === 0;
    buttons[1].disabled = state.slide === page.ids.length - 1 && state.step === page.steps[state.slide];
    buttons.slice(0, 4).forEach((element) => {
      if (element) element.hidden = isReading;
    });
  }

  ["pointermove", "pointerdown", "focusin"].forEach((name) => {
    document.addEventListener(name, wake, { passive: true });
  });
  store.subscribe(update);
  update(store.state);
  wake();
}

module.exports = { attach };
