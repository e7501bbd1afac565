// What windows tell each other of pointer, strokes and zoom: as it may be used, and cut into messages. Pure.
//
// Places are fractions of the slide's frame, since windows have other sizes. What arrives is never trusted: a phone may lie
// about its size, and numbers of strokes and points are bounded, as the server bounds them.

const { within } = require("./part.js");

/** Of a message: ids of strokes, pieces of strokes, numbers of their points, letters of an id. */
const MOST = { ids: 200, pieces: 16, numbers: 400, id: 24 };
const NAME = new RegExp("^[a-z0-9-]{1," + MOST.id + "}$");

function whole(value, most) {
  return Number.isInteger(value) && value >= 0 && value <= most ? value : null;
}

function isName(value) {
  return typeof value === "string" && NAME.test(value);
}

/** So many numbers of a frame, as fractions; or nothing. */
function fractions(list, least, most) {
  if (!Array.isArray(list) || list.length < least || list.length > most || !list.every(Number.isFinite)) return null;
  return list.map((value) => Math.min(Math.max(value, 0), 1));
}

/** What was said last of something: which command it was, and of which window. */
function order(said) {
  const n = whole(said && said.n, Number.MAX_SAFE_INTEGER);
  return n !== null && typeof said.by === "string" && said.by.length <= 64 ? { n, by: said.by } : null;
}

/** Whether something was said after something else; of two that were said at once, all windows take the same. */
function isLater(a, b) {
  return a.n > b.n || (a.n === b.n && a.by > b.by);
}

/** How the parts of a message are read: each gives what may be used, or nothing. */
const readers = {
  pointer(said) {
    const n = whole(said && said.n, Number.MAX_SAFE_INTEGER);
    const at = said && said.at ? fractions(said.at, 2, 2) : null;
    return n === null || (said.at && !at) ? null : { n, at };
  },
  zoom(said) {
    const known = order(said);
    const part = said && said.part ? fractions(said.part, 3, 3) : null;
    return !known || (said.part && !part) ? null : { ...known, part: part && within(part) };
  },
  keeps(said) {
    const known = order(said);
    return known && { ...known, is: said.is === true };
  },
  strokes(list) {
    if (!Array.isArray(list) || list.length > MOST.pieces) return null;
    const pieces = list.map((piece) => {
      const points = fractions(piece && piece.points, 2, MOST.numbers);
      const at = whole(piece && piece.at, 1e5);
      return points && points.length % 2 === 0 && at !== null && at % 2 === 0 && isName(piece.id) ? { id: piece.id, at, points } : null;
    });
    return pieces.every(Boolean) ? pieces : null;
  },
  gone: names,
  want: names,
  /** How many numbers a window has of each stroke. */
  has(said) {
    if (!said || typeof said !== "object" || Array.isArray(said)) return null;
    const list = Object.entries(said);
    return list.length <= MOST.ids && list.every(([id, count]) => isName(id) && whole(count, 1e5) !== null) ? Object.fromEntries(list) : null;
  },
};

function names(list) {
  return Array.isArray(list) && list.length <= MOST.ids && list.every(isName) ? list.slice() : null;
}

/** A message as it may be used, or nothing. */
function checked(message) {
  const { v, from, tool } = message || {};
  if (v !== 1 || typeof from !== "string" || !from || !tool || typeof tool !== "object") return null;
  const at = whole(tool.at, 1e5);
  const step = whole(tool.step, 1e5);
  if (at === null || step === null || typeof tool.slide !== "string" || typeof tool.lang !== "string") return null;
  const said = { from, lang: tool.lang, slide: tool.slide, at, step };
  for (const name of Object.keys(readers)) {
    if (tool[name] === undefined) continue;
    said[name] = readers[name](tool[name]);
    if (!said[name]) return null;
  }
  return said;
}

/** A number as it is sent: a ten-thousandth of a frame is less than a pixel. */
function rounded(value) {
  return Math.round(value * 1e4) / 1e4;
}

/** Pieces of strokes, as many to a message as one may hold. */
function parcels(pieces) {
  const found = [];
  let room = 0;
  for (const { id, at, points } of pieces) {
    for (let from = 0; from < points.length;) {
      const last = found[found.length - 1];
      if (room < 2 || last.length >= MOST.pieces) {
        found.push([]);
        room = MOST.numbers;
      }
      const part = points.slice(from, from + room);
      found[found.length - 1].push({ id, at: at + from, points: part.map(rounded) });
      from += part.length;
      room -= part.length;
    }
  }
  return found;
}

module.exports = { checked, isLater, parcels, rounded, MOST };
