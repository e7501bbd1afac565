// Which slides hold more than their frame shows. Measured on demand: what hides slides and effects is lifted meanwhile.

/** Pixels that rounding may add. */
const SLACK = 1.5;
/** What scrolls in an article, and cannot on a slide. */
const INNER = "pre, .table, .math";

function over(whole, shown) {
  return shown && whole - shown > SLACK ? whole / shown - 1 : 0;
}

/** By how much, as a part of the frame, its text is too long or one of its lines too wide. */
function excess(body) {
  const wide = Array.from(body.querySelectorAll(INNER)).concat(body).map((element) => over(element.scrollWidth, element.clientWidth));
  return Math.max(...wide, over(body.scrollHeight, body.clientHeight));
}

/**
 * Settled when every font has come that the look of slides names; a company with fonts of its own loads none of the theme's.
 * They are fetched at once: one that came with its slide would move what is measured, and a server may be gone by then.
 */
function fonts(root) {
  const look = getComputedStyle(root);
  const families = ["face", "interface", "mono"].map((name) => look.getPropertyValue(`--deck-${name}`)).join().toLowerCase();
  const named = Array.from(document.fonts).filter((face) => families.includes(face.family.replace(/"/g, "").toLowerCase()));
  return Promise.allSettled(named.map((face) => face.load()));
}

function attach(page) {
  const ready = fonts(page.root);

  function measured(section, at) {
    const most = page.bodies[at] ? excess(page.bodies[at]) : 0;
    if (most > 0) section.dataset.overflow = page.say("overflow", { percent: Math.max(1, Math.round(most * 100)) });
    else delete section.dataset.overflow;
    return most > 0;
  }

  /** The ids of the slides that overflow. */
  function overflowing() {
    const isReading = page.root.classList.contains("reading");
    page.root.classList.add("measuring", "presenting");
    const found = page.ids.filter((_, at) => measured(page.sections[at], at));
    page.root.classList.remove("measuring");
    page.root.classList.toggle("presenting", !isReading);
    return found;
  }

  if (page.token) {
    page.root.dataset.served = "";
    if (document.readyState === "complete") ready.then(overflowing);
    else addEventListener("load", () => ready.then(overflowing));
  }
  return overflowing;
}

module.exports = { attach };
