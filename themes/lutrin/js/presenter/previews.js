// What is shown now, and what the next step will show: the same slides, small, and not to be touched.

const { reduce } = require("../deck/state.js");
const view = require("../deck/view.js");

const PLAYERS = "iframe, video, audio, object, embed";

/** A slide without what would be twice on the page, or play. */
function copy(section) {
  const clone = section.cloneNode(true);
  clone.removeAttribute("inert");
  [clone, ...clone.querySelectorAll("[id], [aria-labelledby]")].forEach((element) => {
    element.removeAttribute("id");
    element.removeAttribute("aria-labelledby");
  });
  clone.querySelectorAll(PLAYERS).forEach((player) => {
    player.removeAttribute("autoplay");
    if (player.localName === "iframe") player.removeAttribute("src");
  });
  clone.classList.add("current");
  return clone;
}

function attach(page, store) {
  const stage = page.find("next");
  const copies = [];

  /** What the next key would show, whatever lies over the slides now. */
  function next(state) {
    return reduce({ ...state, overview: null, curtain: null, panel: null }, { type: "next" });
  }

  function show(state) {
    const then = next(state);
    const isEnd = then.slide === state.slide && then.step === state.step;
    stage.hidden = isEnd;
    page.write("next-label", isEnd ? page.say("then_end") : page.say(then.slide === state.slide ? "then_step" : "then_slide"));
    if (isEnd) return;
    const clone = copies[then.slide] || (copies[then.slide] = copy(page.sections[then.slide]));
    view.showStep(clone, then.step);
    if (stage.firstChild !== clone) stage.replaceChildren(clone);
  }

  function render(state, before) {
    // In the overview slides are chosen; else nothing on them may take a key or a click from the talk.
    page.main.inert = state.overview === null;
    page.main.querySelectorAll("video, audio").forEach((player) => {
      player.muted = true;
    });
    if (!before || before.slide !== state.slide || before.step !== state.step) show(state);
  }

  store.subscribe(render);
  render(store.state);
}

module.exports = { attach };
