// What is asked about a run: at its end, and when one is found that was never ended.

const { make } = require("../deck/page.js");
const panels = require("../deck/panels.js");
const { all: downloadAll } = require("./download.js");
const { BREAK, totals: totalsOf } = require("./run.js");
const { length, onWall } = require("./time.js");

const paragraph = (textContent = "") => make("p", { textContent });

/** A dialog of words and `choices`: each is a string's name, with what it does once the dialog is closed. */
function asking(page, store, name, words, choices) {
  const buttons = Object.keys(choices).map((choice) => make("button", {
    type: "button",
    name: choice,
    textContent: page.say(name + "_" + choice),
    onclick() {
      store.dispatch({ type: "close" });
      choices[choice]();
    },
  }));
  return panels.dialog(page, name, page.say(name), [...words, make("div", { className: "p-choices" }, buttons)]);
}

/** The length of a run as its clock shows it, and beside it what that leaves out. */
function lengths(page, run) {
  const totals = totalsOf(run);
  const beside = ["paused", "asked"].filter((name) => totals[name] >= 10)
    .map((name) => page.say("beside_" + name, { length: length(totals[name] / 10) }));
  return { talk: length(totals.talk / 10), beside: beside.length ? page.say("beside", { all: beside.join(" · ") }) : "" };
}

/** `act(type)` changes the run; `keeper` has it. */
function finish(act, keeper, runs) {
  return (page, store) => {
    const status = paragraph();
    const beside = paragraph();
    const doing = (type) => () => act(type);
    const element = asking(page, store, "finish", [status, beside], { end: doing("end"), again: doing("start"), download: () => downloadAll(runs.state, keeper.errands), discard: doing("discard") });
    element.prepare = () => {
      const { phase } = runs.state;
      const found = lengths(page, runs.state);
      status.textContent = page.say("finish_" + phase, { length: found.talk });
      beside.textContent = found.beside;
      beside.hidden = !found.beside;
      const shown = { ready: ["again"], running: ["end", "download", "discard"], ended: ["again", "download", "discard"] }[phase];
      element.querySelectorAll("[name]").forEach((button) => { button.hidden = !shown.includes(button.name); });
    };
    // Enter does what the dialog was opened for.
    element.ready = () => runs.state.phase === "running" && element.querySelector("[name=end]").focus();
    return element;
  };
}

/**
 * A run that was found `away` milliseconds after it was left: go on, with that time or without it, keep it as it is, or throw it
 * away. Who does not choose goes on, so that nothing is lost.
 */
function resume(run, away, choose) {
  return (page, store) => {
    const when = new Date(run.started);
    const found = lengths(page, run);
    const date = when.toLocaleDateString(page.data.lang, { dateStyle: "long" });
    const words = page.say("resume_found", { date, time: onWall(when), length: found.talk });
    let chosen = "go_on";
    const choosing = (name) => () => { chosen = name; };
    const isShort = away <= BREAK;
    const asked = paragraph(isShort ? page.say("resume_away", { length: length(away / 1000) }) : "");
    const names = ["go_on", ...(isShort ? ["count"] : []), "save", "discard"];
    const choices = Object.fromEntries(names.map((name) => [name, choosing(name)]));
    const element = asking(page, store, "resume", [paragraph(words), paragraph(found.beside), asked], choices);
    element.addEventListener("close", () => choose(chosen), { once: true });
    return element;
  };
}

module.exports = { asking, finish, resume };
