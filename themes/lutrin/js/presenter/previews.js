// What is shown now, and what the next step will show: the same slides, small, and not to be touched.
"use strict";

var PLAYERS = "iframe, video, audio, object, embed";

/** A slide without what would be twice on the page, or play. */
function copy(section) {
  var clone = section.cloneNode(true);
  clone.removeAttribute("inert");
  [clone].concat(Array.from(clone.querySelectorAll("[id], [aria-labelledby]"))).forEach(function (element) {
    element.removeAttribute("id");
    element.removeAttribute("aria-labelledby");
  });
  clone.querySelectorAll(PLAYERS).forEach(function (player) {
    player.removeAttribute("autoplay");
    if (player.localName === "iframe") player.removeAttribute("src");
  });
  clone.classList.add("current");
  return clone;
}

function attach(page, store) {
  var stage = page.find("next");
  var label = page.find("next-label");
  var copies = [];

  /** What the next key would show, whatever lies over the slides now. */
  function next(state) {
    return exports.state.reduce(Object.assign({}, state, { overview: null, curtain: null, panel: null }), { type: "next" });
  }

  function show(state) {
    var then = next(state);
    var isEnd = then.slide === state.slide && then.step === state.step;
    stage.hidden = isEnd;
    exports.words.write(label, isEnd ? page.say("then_end") : page.say(then.slide === state.slide ? "then_step" : "then_slide"));
    if (isEnd) return;
    var clone = copies[then.slide] || (copies[then.slide] = copy(page.sections[then.slide]));
    exports.view.showStep(clone, then.step);
    if (stage.firstChild !== clone) stage.replaceChildren(clone);
  }

  function render(state, before) {
    // In the overview slides are chosen; else nothing on them may take a key or a click from the talk.
    page.main.inert = state.overview === null;
    page.main.querySelectorAll("video, audio").forEach(function (player) {
      player.muted = true;
    });
    if (!before || before.slide !== state.slide || before.step !== state.step) show(state);
  }

  store.subscribe(render);
  render(store.state);
}

exports.previews = { attach: attach };
