// The buttons of the view, and its few choices. Every one of them has a key as well.

const keys = require("../deck/keys.js");
const { make } = require("../deck/page.js");
const download = require("./download.js");
const memory = require("./memory.js");
const words = require("./words.js");

function attach(page, store, runs, { act, keeper, lease }) {
  function press(name, action) {
    const element = page.find(name);
    element.addEventListener("click", (event) => {
      // A pointer leaves no focus behind, so that the next Space is the deck's again; nor does a dialog, which gives the
      // focus back to where it was.
      if (event.detail) element.blur();
      action();
    });
    return element;
  }

  /** What its key asks for. */
  function asking(name) {
    return () => store.dispatch(keys.table.find((entry) => entry.name === name).action);
  }

  for (const name of ["previous", "smaller", "larger", "finish", "help", "time", "questions"]) press(name, asking(name));
  press("forward", asking("next"));
  press("window", asking("presenter")).hidden = !page.other;
  press("download", () => download.all(runs.state, keeper.errands));
  press("take", () => lease.ask(true));
  const time = page.find("time");
  const questions = page.find("questions");

  function update(run) {
    const names = { ready: "start", ended: "start_again", running: run.mode === "talk" ? "pause" : "go_on" };
    words.write(time.firstElementChild, page.say(names[run.phase]));
    questions.disabled = run.phase !== "running";
    questions.setAttribute("aria-pressed", String(run.mode === "questions"));
  }

  store.effect("time", () => {
    const { phase, mode } = runs.state;
    act(phase !== "running" ? "start" : mode === "questions" ? mode : "pause");
  });
  store.effect("questions", () => act("questions"));
  runs.subscribe(update);
  update(runs.state);
  attachSpeakers(page, runs, act);
  attachVariants(page, store, runs);
}

/** Whose run it is, where several people give the talk. */
function attachSpeakers(page, runs, act) {
  const { speakers } = page.data;
  const speak = (id) => act("speak", { speaker: id || null });
  if (speakers.length === 1) speak(speakers[0].id);
  if (speakers.length < 2) return;
  const key = "speaker:" + page.data.talk;
  const field = page.find("speaker");
  const options = [{ id: "", name: page.say("speaker_any") }, ...speakers];
  field.replaceChildren(...options.map(({ id, name }) => make("option", { value: id, textContent: name })));
  field.closest("label").hidden = false;
  runs.subscribe((run) => { field.value = run.speaker || ""; });

  // Who chooses by the keyboard may want the one after; a pointer has chosen, and leaves ↑ and ↓ to the deck.
  let isPointed = false;
  field.addEventListener("pointerdown", () => { isPointed = true; });
  field.addEventListener("keydown", () => { isPointed = false; });
  field.addEventListener("change", () => {
    memory.set(key, field.value || null);
    speak(field.value);
    if (isPointed) field.blur();
  });
  const known = memory.get(key);
  speak(speakers.some(({ id }) => id === known) ? known : null);
}

/** The other lengths of the talk, each with its own view. */
function attachVariants(page, store, runs) {
  const { variants } = page.data;
  if (variants.length < 2) return;
  const list = page.find("variants");
  list.replaceChildren(...variants.map(({ url, name }) => {
    const link = make("a", { href: url, textContent: name || page.say("whole") });
    if (name === page.data.variant) link.setAttribute("aria-current", "page");
    return link;
  }));
  // Another variant has other slides, and a run of its own: this one neither ends nor goes on by mistake.
  list.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || runs.state.phase !== "running" || link.getAttribute("aria-current")) return;
    event.preventDefault();
    page.leaving = link.href;
    store.dispatch({ type: "panel", panel: "leave" });
  });
}

module.exports = { attach };
