// Shows the step from one slide to the next as a movement, by the browser's view transitions.
//
// The state of the deck has changed before anything moves, and nothing waits for a movement: who presses the next key while
// one runs sees its slide at once. A browser without view transitions, and readers who want less motion, see no movement.

const { pairs } = require("./pairs.js");
const { seam } = require("./seam.js");

const NAME = "deck-slide";
/** Who goes on before a movement could end is in a hurry, and sees slides at once. In milliseconds. */
const HURRY = 300;

/** Gives elements names by which the browser takes their pictures. Gives what takes the names away. */
function named(elements) {
  const all = elements.filter(([element]) => element);
  all.forEach(([element, name]) => { element.style.viewTransitionName = name; });
  return function () {
    all.forEach(([element]) => element.style.removeProperty("view-transition-name"));
  };
}

/** What has a name on one side of the seam: the slide, and what moves by itself. */
function names(section, both, side) {
  return named([[section, NAME], ...both.map((pair, at) => [pair[side], "deck-part-" + at])]);
}

/**
 * From which side a slide comes. It is a word of an attribute: a custom property of the root would be worked out again for
 * every element of the page.
 */
function side(way, isMirrored) {
  return (way > 0) === isMirrored ? "left" : "right";
}

function attach(document) {
  const root = document.documentElement;
  const sections = Array.from(document.querySelectorAll("#_main > .slide"));
  const kinds = sections.map((section) => section.dataset.transition);
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const isMirrored = getComputedStyle(root).direction === "rtl";
  let running = null;
  let last = -Infinity;

  /** Whether somebody goes on faster than slides move. What still moves is there at once. */
  function isHurried(now) {
    const isSoon = now - last < HURRY;
    last = now;
    if (running) running.skipTransition();
    return isSoon || Boolean(running);
  }

  function end(transition, forget) {
    forget();
    if (running !== transition) return;
    running = null;
    delete root.dataset.motion;
  }

  function start({ kind, way }, show, from, to) {
    const both = kind === "magic" ? pairs(from, to) : [];
    let forget = names(from, both, 0);
    root.dataset.motion = kind === "slide" ? "slide from-" + side(way, isMirrored) : kind;
    const transition = document.startViewTransition(() => {
      forget();
      show();
      forget = names(to, both, 1);
    });
    running = transition;
    // One that is cut short is as good as one that ran.
    transition.ready.catch(() => {});
    transition.finished.catch(() => {}).then(() => end(transition, forget));
  }

  /** Shows a change in a moment, and moves it; false where it is to be shown at once. */
  return function (show, state, before) {
    const found = seam(state, before, kinds);
    if (isHurried(performance.now()) || !found || calm.matches || document.hidden) return false;
    start(found, show, sections[before.slide], sections[state.slide]);
    return true;
  };
}

module.exports = { attach };
