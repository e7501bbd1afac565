// Says what will be kept, where, and who gets it, before the browser asks for the microphone.

const { make } = require("../deck/page.js");

/** The dialog of panels.js, which finds it by its name. `yes()` is called where the speaker agrees. */
function dialog(page, store, yes) {
  const close = () => store.dispatch({ type: "close" });
  const words = ["voice_what", "voice_where", "voice_whose"].map((name) => make("p", { textContent: page.say(name, { folder: ".lutrin/voice/" + page.data.talk + "/" }) }));
  const agree = make("button", { type: "button", name: "voice_yes", textContent: page.say("voice_yes") });
  const refuse = make("button", { type: "button", textContent: page.say("voice_no"), onclick: close });
  const heading = make("h2", { id: "_deck-voice", textContent: page.say("voice") });
  const head = make("div", { className: "deck-dialog-head" }, [heading]);
  const choices = make("div", { className: "p-choices" }, [agree, refuse]);
  const element = make("dialog", { className: "deck-dialog deck-voice" }, [head, ...words, choices]);
  element.setAttribute("aria-labelledby", heading.id);
  agree.addEventListener("click", () => {
    close();
    yes();
  });
  element.addEventListener("cancel", close);
  element.addEventListener("click", (event) => event.target === element && close());
  return element;
}

/** Gives what asks. */
function attach(page, store, yes) {
  document.body.append(dialog(page, store, yes));
  return () => store.dispatch({ type: "panel", panel: "voice" });
}

module.exports = { attach };
