// The strokes on all slides. Pure.
//
// A stroke is a list of numbers, x and y in turn. It arrives in pieces that say where they belong, so one that arrives twice
// or late does no harm; and strokes have ids, so that two windows may draw at once. What was taken away stays away.

/** Strokes of a slide, numbers of a stroke and of a slide; strokes that are remembered as gone. */
const MOST = { strokes: 200, numbers: 1000, all: 12000, gone: 2000 };

function begin() {
  return { slides: new Map(), gone: new Set() };
}

/** The strokes of a slide, by id, in the order in which they came. */
function on(board, slide) {
  return board.slides.get(slide) || new Map();
}

/** Takes in a piece. Gives whether there was room for it. */
function add(board, slide, { id, at, points }) {
  if (board.gone.has(id)) return false;
  const strokes = on(board, slide);
  const stroke = strokes.get(id) || [];
  let all = 0;
  strokes.forEach((other) => { all += other.length; });
  const more = Math.max(at + points.length - stroke.length, 0);
  if ((!strokes.has(id) && strokes.size >= MOST.strokes) || stroke.length + more > MOST.numbers || all + more > MOST.all) return false;
  points.forEach((point, index) => { stroke[at + index] = point; });
  board.slides.set(slide, strokes.set(id, stroke));
  return true;
}

/** What can be drawn of a stroke: all before the first piece that is missing. */
function drawn(stroke) {
  const hole = stroke.findIndex((value) => value === undefined);
  return hole < 0 ? stroke : stroke.slice(0, hole);
}

function remove(board, ids) {
  ids.forEach((id) => {
    board.gone.add(id);
    board.slides.forEach((strokes) => strokes.delete(id));
  });
  const tooMany = board.gone.size - MOST.gone;
  if (tooMany > 0) Array.from(board.gone).slice(0, tooMany).forEach((id) => board.gone.delete(id));
}

/** How much there is of each stroke of a slide. */
function has(board, slide) {
  return Object.fromEntries(Array.from(on(board, slide), ([id, stroke]) => [id, drawn(stroke).length]));
}

/** Those strokes of another window that this one lacks, in whole or in part. */
function missing(board, slide, theirs) {
  const ours = has(board, slide);
  return Object.keys(theirs).filter((id) => !board.gone.has(id) && (ours[id] || 0) < theirs[id]);
}

/** Strokes in whole, for a window that lacks them. */
function pieces(board, slide, ids) {
  const strokes = on(board, slide);
  return ids.filter((id) => strokes.has(id)).map((id) => ({ id, at: 0, points: drawn(strokes.get(id)) })).filter(({ points }) => points.length);
}

module.exports = { begin, on, add, drawn, remove, has, missing, pieces, MOST };
