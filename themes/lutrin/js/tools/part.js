// The part of a slide that is shown large: `[x, y, width]`, fractions of the frame, whose form it has. Pure.

/** The smallest part, and by how much a key or a click enlarges. */
const LEAST = 0.1;
const BY = 1.5;
/** A drag that is shorter was a click. */
const CLICK = 0.02;
const WHOLE = [0, 0, 1];

function between(value, least, most) {
  return Math.min(Math.max(value, least), most);
}

/** A part that lies within the slide. */
function within([x, y, width]) {
  const real = between(width, LEAST, 1);
  return [between(x, 0, 1 - real), between(y, 0, 1 - real), real];
}

function isWhole(part) {
  return part[2] > 0.99;
}

/** Enlarged around a point, which stays where it is; by less than 1, made smaller. */
function enlarged([x, y, width], by, [toX, toY]) {
  const real = between(width / by, LEAST, 1);
  return within([toX - ((toX - x) * real) / width, toY - ((toY - y) * real) / width, real]);
}

/** Where the middle of a part is. */
function middle([x, y, width]) {
  return [x + width / 2, y + width / 2];
}

/** Moved by a share of itself. */
function moved([x, y, width], right, down) {
  return within([x + right * width, y + down * width, width]);
}

/** The corners between which somebody dragged: what lies there is in the middle, and fills the frame one way. */
function dragged(from, to, before) {
  const [across, down] = [Math.abs(to[0] - from[0]), Math.abs(to[1] - from[1])];
  if (Math.max(across, down) < CLICK) return enlarged(before, BY, to);
  const width = between(Math.max(across, down), LEAST, 1);
  return within([(from[0] + to[0] - width) / 2, (from[1] + to[1] - width) / 2, width]);
}

module.exports = { WHOLE, BY, within, isWhole, enlarged, middle, moved, dragged };
