// Which slides hold more than their frame shows, and smaller sizes for those where the page came with too large ones: the
// page knows the sizes of the theme alone. What hides slides and effects is lifted while a slide is measured.

/** Pixels that rounding may add. */
const SLACK = 1.5;
/** What scrolls in an article, and cannot on a slide. */
const INNER = "pre:not(.hidden), .table, .math";
/** What has a box of its own. */
const BOXES = "p, li, dt, dd, h1, h2, h3, h4, h5, h6, blockquote, figure, figcaption, div, section, aside, table, pre, img, svg, video";
/** The last steps of `data-fit`, as the style sheet has them. */
const FLOOR = { text: 5, dense: 5, pictures: 3 };

function over(whole, shown) {
  return shown && whole - shown > SLACK ? whole / shown - 1 : 0;
}

/** By how much, as a part of the frame, its text is too long or one of its lines too wide. */
function excess(body) {
  const wide = Array.from(body.querySelectorAll(INNER), (element) => over(element.scrollWidth, element.clientWidth));
  // Engines do not agree on what scrolls: the boxes themselves are compared.
  const frame = body.getBoundingClientRect();
  const outside = Array.from(body.querySelectorAll(BOXES), (element) => {
    if (element.parentElement.closest(INNER)) return 0;
    const box = element.getBoundingClientRect();
    if (!box.width || !box.height) return 0;
    const high = over(Math.max(box.bottom, frame.bottom) - Math.min(box.top, frame.top), frame.height);
    return Math.max(high, over(Math.max(box.right, frame.right) - Math.min(box.left, frame.left), frame.width));
  });
  return Math.max(0, ...wide, ...outside);
}

function smaller(section) {
  const steps = Object.fromEntries((section.dataset.fit || "").split(" ").map((word) => word.split("-")));
  const next = Object.keys(FLOOR).map((name) => `${name}-${Math.min((Number(steps[name]) || 0) + 1, FLOOR[name])}`).join(" ");
  const before = section.dataset.fit;
  section.dataset.fit = before === next ? next + " broken" : next;
  return !before?.endsWith("broken") || !before.startsWith(next);
}

/** Makes a slide smaller until it is in its frame or at the floor; how much is too much then. */
function fit(section, body) {
  section.classList.add("measuring");
  const before = section.dataset.fit || "";
  const first = excess(body);
  let most = first;
  while (most > 0 && smaller(section)) most = excess(body);
  // What stands out whatever the size of the text is was meant to, or is no matter of size.
  if (most > 0 && most > 0.8 * first) {
    if (before) section.dataset.fit = before;
    else delete section.dataset.fit;
  }
  section.classList.remove("measuring");
  return most;
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

function attach(page, store) {
  const ready = fonts(page.root);

  function measured(section, at) {
    const most = page.bodies[at] ? fit(section, page.bodies[at]) : 0;
    if (most > 0) section.dataset.overflow = page.say("overflow", { percent: Math.max(1, Math.round(most * 100)) });
    else delete section.dataset.overflow;
    return most > 0;
  }

  /** The ids of the slides that overflow, at the smallest size that they may have. */
  function overflowing() {
    const isReading = page.root.classList.contains("reading");
    page.root.classList.add("measuring", "presenting");
    const found = page.ids.filter((_, at) => measured(page.sections[at], at));
    page.root.classList.remove("measuring");
    page.root.classList.toggle("presenting", !isReading);
    return found;
  }

  /** A slide is measured before it is seen, while its neighbour is. */
  const seen = new Set();
  function fitNear() {
    page.sections.forEach((section, at) => {
      const isNear = section.classList.contains("near") && page.root.classList.contains("presenting");
      if (!isNear || seen.has(at) || !page.bodies[at]) return;
      seen.add(at);
      fit(section, page.bodies[at]);
    });
  }
  ready.then(() => {
    fitNear();
    store.subscribe(fitNear);
  });

  if (page.token) {
    page.root.dataset.served = "";
    if (document.readyState === "complete") ready.then(overflowing);
    else addEventListener("load", () => ready.then(overflowing));
  }
  return overflowing;
}

module.exports = { attach };
