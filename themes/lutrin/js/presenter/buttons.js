// The buttons of the view, and its few choices. Every one of them has a key as well.

function attach(page, store, runs, act, keeper) {
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

  function asking(action) {
    return store.dispatch.bind(null, action);
  }

  press("previous", asking({ type: "previous" }));
  press("forward", asking({ type: "next" }));
  press("smaller", asking({ type: "smaller" }));
  press("larger", asking({ type: "larger" }));
  press("finish", asking({ type: "panel", panel: "finish" }));
  press("help", asking({ type: "panel", panel: "help" }));
  press("window", asking({ type: "presenter" })).hidden = !page.other;
  press("download", keeper.download);
  const time = press("time", asking({ type: "time" }));
  const questions = press("questions", asking({ type: "questions" }));

  function update(run) {
    const names = { ready: "start", ended: "start_again", running: run.mode === "talk" ? "pause" : "go_on" };
    exports.words.write(time.firstElementChild, page.say(names[run.phase]));
    questions.disabled = run.phase !== "running";
    questions.setAttribute("aria-pressed", String(run.mode === "questions"));
  }

  store.effect("time", () => {
    if (runs.state.phase !== "running") act("start");
    else if (runs.state.mode === "questions") act("questions");
    else act("pause");
  });
  store.effect("questions", () => {
    act("questions");
  });
  runs.subscribe(update);
  update(runs.state);
  attachSpeakers(page, keeper);
  attachVariants(page);
}

/** Whose run it is, where several people give the talk. */
function attachSpeakers(page, keeper) {
  const speakers = page.data.speakers;
  if (speakers.length === 1) keeper.speak(speakers[0].id);
  if (speakers.length < 2) return;
  const key = "speaker:" + page.data.talk;
  const field = page.find("speaker");
  const options = [{ id: "", name: page.say("speaker_any") }].concat(speakers).map((speaker) => exports.page.make("option", { value: speaker.id, textContent: speaker.name }));
  field.replaceChildren.apply(field, options);
  field.value = exports.memory.get(key) || "";
  if (field.selectedIndex < 0) field.value = "";
  field.closest("label").hidden = false;

  function choose() {
    keeper.speak(field.value || null);
  }

  // Who chooses by the keyboard may want the one after; a pointer has chosen, and leaves ↑ and ↓ to the deck.
  let isPointed = false;
  field.addEventListener("pointerdown", () => { isPointed = true; });
  field.addEventListener("keydown", () => { isPointed = false; });
  field.addEventListener("change", () => {
    exports.memory.set(key, field.value || null);
    choose();
    if (isPointed) field.blur();
  });
  choose();
}

/** The other lengths of the talk, each with its own view. */
function attachVariants(page) {
  const variants = page.data.variants;
  if (variants.length < 2) return;
  const links = variants.map((variant) => {
    const link = exports.page.make("a", { href: variant.url, textContent: variant.name || page.say("whole") });
    if (variant.name === page.data.variant) link.setAttribute("aria-current", "page");
    return link;
  });
  page.find("variants").replaceChildren.apply(page.find("variants"), links);
}

exports.buttons = { attach };
