// Sends what changes all the time: at most once per frame, and no faster than it arrives. Of places of the pointer, only the
// last one counts; of strokes, every piece goes. Pure.

const { parcels } = require("./wire.js");

/** Milliseconds: a server that hangs must not hold up the windows of this browser. */
const PATIENCE = 100;

/** `tell(more)` sends and gives a promise; `frame()` is one for the next frame, and `pause(milliseconds)` for a time. */
function open(tell, frame, pause) {
  let pointer = null;
  let pieces = [];
  let isBusy = false;

  function next() {
    if (pointer) {
      const said = { pointer };
      pointer = null;
      return said;
    }
    const [first, ...rest] = parcels(pieces);
    pieces = rest.flat();
    return first && { strokes: first };
  }

  function flush() {
    if (isBusy) return;
    const said = next();
    if (!said) return;
    isBusy = true;
    Promise.all([frame(), Promise.race([tell(said), pause(PATIENCE)])]).then(() => {
      isBusy = false;
      flush();
    });
  }

  return {
    point(said) {
      pointer = said;
      flush();
    },
    draw(piece) {
      const last = pieces[pieces.length - 1];
      if (last && last.id === piece.id && last.at + last.points.length === piece.at) last.points = last.points.concat(piece.points);
      else pieces.push(piece);
      flush();
    },
  };
}

module.exports = { open };
