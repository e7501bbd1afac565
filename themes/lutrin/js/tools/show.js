// What lies over the slides: strokes, the spot, the frame of a part that somebody chooses; and the part that is shown large.
// Must not know who asked for it.

const { make } = require("../deck/page.js");
const boards = require("./board.js");
const line = require("./line.js");
const { WHOLE } = require("./part.js");

const SVG = "http://www.w3.org/2000/svg";
/** Milliseconds that a spot stays without news: the device that pointed may be gone. */
const STAY = 5000;

function percent(value) {
  return value * 100 + "%";
}

/** The drawing over a slide, which is made when it is first needed. */
function drawing(section) {
  const known = section.querySelector(":scope > .deck-ink");
  if (known) return known;
  const svg = document.createElementNS(SVG, "svg");
  const { offsetWidth, offsetHeight } = section;
  // Slides that are not laid out have the form of those that are.
  const height = Math.round((line.WIDTH * (offsetHeight || 9)) / (offsetWidth || 16));
  svg.setAttribute("class", "deck-ink");
  svg.setAttribute("viewBox", "0 0 " + line.WIDTH + " " + height);
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("stroke-width", line.THICK);
  section.append(svg);
  return svg;
}

function attachStrokes(page, board) {
  const paths = new Map();
  const waiting = new Map();

  function write(id, slide) {
    const stroke = boards.on(board, slide).get(id);
    const points = stroke ? boards.drawn(stroke) : [];
    if (!points.length) return;
    const svg = drawing(page.sections[slide]);
    const path = paths.get(id) || document.createElementNS(SVG, "path");
    paths.set(id, path);
    path.setAttribute("d", line.path(points, svg.viewBox.baseVal.height));
    if (path.parentNode !== svg) svg.append(path);
  }

  return {
    /** Draws what there is of a stroke, once in a frame. */
    stroke(slide, id) {
      if (!waiting.size) requestAnimationFrame(() => {
        waiting.forEach((at, one) => write(one, at));
        waiting.clear();
      });
      waiting.set(id, slide);
    },
    erase(ids) {
      ids.forEach((id) => {
        waiting.delete(id);
        if (paths.has(id)) paths.get(id).remove();
        paths.delete(id);
      });
    },
  };
}

/** One of a kind, which moves from slide to slide. */
function mark(className) {
  const element = make("div", { className, hidden: true });
  element.setAttribute("aria-hidden", "true");
  return (section, styles) => {
    element.hidden = !section;
    if (!section) return;
    if (element.parentNode !== section) section.append(element);
    Object.assign(element.style, styles);
  };
}

function attach(page, store, board) {
  const spot = mark("deck-spot");
  const frame = mark("deck-frame");
  let zoomed = null;
  let leaving = 0;
  const section = () => page.sections[store.state.slide];

  return {
    ...attachStrokes(page, board),
    /** The spot is at a place of the slide, or nowhere. */
    spot(at) {
      clearTimeout(leaving);
      spot(at && section(), at && { left: percent(at[0]), top: percent(at[1]) });
      if (at) leaving = setTimeout(spot, STAY);
    },
    frame(from, to) {
      frame(from && section(), from && {
        left: percent(Math.min(from[0], to[0])),
        top: percent(Math.min(from[1], to[1])),
        width: percent(Math.abs(from[0] - to[0])),
        height: percent(Math.abs(from[1] - to[1])),
      });
    },
    /** A part of the slide fills its frame, or all of it. */
    zoom(part) {
      const here = section();
      if (zoomed && zoomed !== here) zoomed.classList.remove("zooms", "zoomed");
      if (!part && zoomed !== here) return;
      zoomed = here;
      const [x, y, width] = part || WHOLE;
      zoomed.style.setProperty("--zoom", 1 / width);
      zoomed.style.setProperty("--zoom-x", percent(-x / width));
      zoomed.style.setProperty("--zoom-y", percent(-y / width));
      zoomed.style.setProperty("--zoom-clip", [y, 1 - x - width, 1 - y - width, x].map((edge) => percent(Math.max(edge, 0))).join(" "));
      zoomed.classList.add("zooms");
      zoomed.classList.toggle("zoomed", Boolean(part));
    },
  };
}

module.exports = { attach };
