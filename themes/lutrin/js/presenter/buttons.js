// The buttons of the view, and its few choices. Every one of them has a key as well.

const keys = require("../deck/keys.js");
const { load } = require("../deck/page.js");
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

  for (const name of ["previous", "smaller", "larger", "finish", "help", "time", "questions", "pointer", "pen", "zoom", "black", "white"]) press(name, asking(name));
  press("forward", asking("next"));
  press("window", asking("presenter")).hidden = !page.other;
  press("download", () => download.all(runs.state, keeper.errands));
  press("take", () => lease.ask(true));
  // Few keep their voice: what does it is loaded when it is asked for, and hears the button from then on.
  const voice = press("voice", () => window.lutrinVoice || load({ src: voice.dataset.script }));
  voice.hidden = !page.token;
  // What was recorded when the page was left ended with it.
  if (memory.get("voice")) voice.click();
  const time = page.find("time");
  const questions = page.find("questions");
  const hold = press("hold", () => memory.set("hold", hold.checked));

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
  hold.checked = memory.get("hold");
  const { speakers } = page.data;
  if (speakers.length === 1) act("speak", { speaker: speakers[0].id });
}

module.exports = { attach };
