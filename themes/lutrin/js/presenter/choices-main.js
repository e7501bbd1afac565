// The choices of a talk that several people give, or that there are several lengths of. Other talks load none of it.

const language = require("../deck/language.js");
const { make } = require("../deck/page.js");
const memory = require("./memory.js");

/** Whose run it is, where several people give the talk. */
function attachSpeakers(page, runs, act) {
  const { speakers } = page.data;
  const speak = (id) => act("speak", { speaker: id || null });
  if (speakers.length < 2) return;
  const key = "speaker:" + page.data.talk;
  const field = page.find("speaker");
  const options = [{ id: "", name: page.say("speaker_any") }, ...speakers];
  field.replaceChildren(...options.map(({ id, name }) => make("option", { value: id, textContent: name })));
  field.closest("label").hidden = false;
  const show = (run) => { field.value = run.speaker || ""; };
  runs.subscribe(show);

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
  // A run that goes on has its speaker.
  if (runs.state.id) show(runs.state);
  else speak(speakers.some(({ id }) => id === known) ? known : null);
}

/** The other lengths of the talk, each with its own view. */
function attachVariants(page, store, runs, act, ask) {
  const { variants } = page.data;
  if (variants.length < 2) return;
  const list = page.find("variants");
  list.replaceChildren(...variants.map(({ url, name }) => {
    const link = make("a", { href: url, textContent: name || page.say("whole") });
    if (name === page.data.variant) link.setAttribute("aria-current", "page");
    return link;
  }));
  let to = "";
  // Another variant has other slides, and a run of its own: this one neither ends nor goes on by mistake.
  list.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || runs.state.phase !== "running" || link.getAttribute("aria-current")) return;
    event.preventDefault();
    to = language.file(link.href, location.protocol);
    store.dispatch({ type: "panel", panel: "leave" });
  });
  ask("leave", [make("p", { textContent: page.say("leave_why") })], {
    beside: () => window.open(to, "_blank"),
    end() {
      act("end");
      location.assign(to);
    },
  });
}

window.lutrinPresenter?.add((page, store, runs, act, ask) => {
  attachSpeakers(page, runs, act);
  attachVariants(page, store, runs, act, ask);
});
