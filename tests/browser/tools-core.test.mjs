// The parts of pointer, pen and zoom that need no page: messages, strokes, the part that is shown large, lines, and how often
// something is sent.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import path from "node:path";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";

const theme = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../../themes/lutrin");
const load = (name) => createRequire(import.meta.url)(path.join(theme, `js/tools/${name}.js`));
const wire = load("wire");
const boards = load("board");
const parts = load("part");
const line = load("line");
const outbox = load("outbox");

const message = (tool, more = {}) => ({ v: 1, from: "w1", role: "presenter", tool: { lang: "fr", slide: "plan", at: 7, step: 2, ...tool }, ...more });
const near = (found, wanted) => found.forEach((value, at) => assert.ok(Math.abs(value - wanted[at]) < 1e-9, `${found} for ${wanted}`));

/** The same numbers in every run. */
function random(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

describe("a message", () => {
  test("is taken as it was meant", () => {
    const whole = {
      pointer: { n: 4, at: [0.25, 1] },
      zoom: { n: 1, by: "w1", part: [0.1, 0.2, 0.5] },
      keeps: { n: 1, by: "w1", is: true },
      strokes: [{ id: "a-1", at: 2, points: [0.5, 0.25] }],
      gone: ["a-1"],
      want: ["a-2"],
      has: { "a-3": 12 },
    };
    assert.deepEqual(wire.checked(message(whole)), { from: "w1", lang: "fr", slide: "plan", at: 7, step: 2, ...whole });
    assert.deepEqual(wire.checked(message({ pointer: { n: 5, at: null } })).pointer, { n: 5, at: null });
    assert.equal(wire.checked(message({ pointer: { n: Math.round(1.8e12), at: [0, 0] } })).pointer.n, 1.8e12, "a time in milliseconds");
  });

  test("of a window that lies about its size means an edge", () => {
    const said = wire.checked(message({ pointer: { n: 1, at: [-3, 1e300] }, strokes: [{ id: "a", at: 0, points: [7, -0.5] }], zoom: { n: 1, by: "", part: [2, -1, 9] } }));
    near(wire.checked(message({ zoom: { n: 1, by: "", part: [-7, 99, 0] } })).zoom.part, [0, 0.9, 0.1]);
    assert.deepEqual([said.pointer.at, said.strokes[0].points, said.zoom.part], [[0, 1], [1, 0], [0, 0, 1]]);
  });

  test("that is none is not taken", () => {
    const points = (count) => Array(count).fill(0.5);
    for (const tool of [
      { pointer: { n: 1, at: [0.5] } }, { pointer: { n: 1, at: [0.5, NaN] } }, { pointer: { n: 1, at: ["0", 0] } }, { pointer: { n: -1, at: null } }, { pointer: null }, { pointer: 7 },
      { zoom: { n: 1, part: null } }, { zoom: { n: 1, by: "w", part: [0, 0] } }, { zoom: { n: 1, by: "x".repeat(65), part: null } }, { keeps: { n: 0.5, by: "w" } },
      { strokes: {} }, { strokes: [null] }, { strokes: Array(17).fill({ id: "a", at: 0, points: [0, 0] }) }, { strokes: [{ id: "a", at: 0, points: points(402) }] },
      { strokes: [{ id: "a", at: 0, points: points(3) }] }, { strokes: [{ id: "a", at: 1, points: points(2) }] }, { strokes: [{ id: "<a>", at: 0, points: points(2) }] },
      { gone: Array(201).fill("a") }, { gone: [7] }, { want: "a" }, { has: { A: 1 } }, { has: { a: "1" } }, { has: "a" }, { has: ["a"] },
      { at: 1e9 }, { step: "2" }, { slide: null }, { lang: 7 },
    ]) assert.equal(wire.checked(message(tool)), null, JSON.stringify(tool));
    for (const bad of [undefined, null, 7, "", {}, message({}, { v: 2 }), message({}, { from: "" }), { v: 1, from: "w", tool: 7 }]) assert.equal(wire.checked(bad), null);
  });

  test("of two that were said at once, every window takes the same", () => {
    const [a, b] = [{ n: 3, by: "w1" }, { n: 3, by: "w2" }];
    assert.deepEqual([wire.isLater(a, b), wire.isLater(b, a), wire.isLater(a, a), wire.isLater({ n: 4, by: "" }, b)], [false, true, false, true]);
  });

  test("holds as much as the server lets through, whatever was drawn", () => {
    const pick = random(3);
    for (let round = 0; round < 60; round += 1) {
      const pieces = Array.from({ length: 1 + pick(40) }, (_, at) => ({ id: `stroke-${at}`, at: 2 * pick(50), points: Array.from({ length: 2 * (1 + pick(500)) }, () => pick(1e6) / 1e6) }));
      const board = boards.begin();
      const parcels = wire.parcels(pieces);
      for (const strokes of parcels) {
        const sent = message({ strokes });
        assert.ok(JSON.stringify(sent).length < 4096, `${JSON.stringify(sent).length}`);
        assert.ok(wire.checked(sent));
      }
      const all = parcels.flat();
      for (const { id, at, points } of pieces) {
        const found = all.filter((piece) => piece.id === id);
        assert.deepEqual(found.flatMap((piece) => piece.points), points.map(wire.rounded));
        assert.deepEqual([found[0].at, found.at(-1).at + found.at(-1).points.length], [at, at + points.length]);
      }
      assert.equal(boards.on(board, 0).size, 0);
    }
    const has = Object.fromEntries(Array.from({ length: wire.MOST.ids }, (_, at) => [`abcdef-${at.toString(36)}`, 1000]));
    assert.ok(JSON.stringify(message({ has, zoom: { n: 1, by: "x".repeat(16), part: [0.1234, 0.1234, 0.1234] }, keeps: { n: 1, by: "x".repeat(16), is: true } })).length < 4096);
  });
});

describe("strokes", () => {
  test("are whole in whatever order their pieces arrive, and however often", () => {
    const pick = random(7);
    const points = Array.from({ length: 60 }, (_, at) => at / 60);
    for (let round = 0; round < 50; round += 1) {
      const board = boards.begin();
      const pieces = [];
      for (let at = 0; at < points.length;) {
        const length = 2 * (1 + pick(5));
        pieces.push({ id: "a", at, points: points.slice(at, at + length) });
        at += length;
      }
      for (let turn = 0; turn < 2; turn += 1) pieces.sort(() => pick(3) - 1).forEach((piece) => assert.ok(boards.add(board, 0, piece)));
      assert.deepEqual([...boards.on(board, 0).get("a")], points);
    }
  });

  test("are drawn as far as nothing is missing", () => {
    const board = boards.begin();
    boards.add(board, 0, { id: "a", at: 4, points: [0.5, 0.6] });
    assert.deepEqual(boards.drawn(boards.on(board, 0).get("a")), []);
    boards.add(board, 0, { id: "a", at: 0, points: [0.1, 0.2] });
    assert.deepEqual(boards.drawn(boards.on(board, 0).get("a")), [0.1, 0.2]);
    assert.deepEqual(boards.has(board, 0), { a: 2 });
    assert.deepEqual(boards.missing(board, 0, { a: 6, b: 2 }), ["a", "b"], "a hole is asked for again");
  });

  test("of two windows both stay, and what was taken away does not come back", () => {
    const board = boards.begin();
    for (const id of ["a-1", "b-1"]) boards.add(board, 0, { id, at: 0, points: [0, 0] });
    boards.remove(board, ["a-1"]);
    assert.equal(boards.add(board, 0, { id: "a-1", at: 2, points: [1, 1] }), false, "a piece that was on its way");
    assert.deepEqual([...boards.on(board, 0).keys()], ["b-1"]);
    assert.deepEqual(boards.missing(board, 0, { "a-1": 4 }), []);
    assert.deepEqual(boards.pieces(board, 0, ["a-1", "b-1"]), [{ id: "b-1", at: 0, points: [0, 0] }]);
  });

  test("are bounded: in number, in length, and together", () => {
    const board = boards.begin();
    const { strokes, numbers, all, gone } = boards.MOST;
    assert.equal(boards.add(board, 0, { id: "long", at: 0, points: Array(numbers + 2).fill(0) }), false);
    assert.equal(boards.add(board, 0, { id: "far", at: numbers, points: [0, 0] }), false);
    for (let at = 0; at < 1000; at += 1) boards.add(board, 0, { id: `s${at}`, at: 0, points: [0, 0] });
    assert.equal(boards.on(board, 0).size, strokes);
    for (let at = 0; at < 1000; at += 1) boards.add(board, 1, { id: `t${at}`, at: 0, points: Array(numbers).fill(0) });
    assert.equal(boards.on(board, 1).size, all / numbers);
    boards.remove(board, Array.from({ length: 2 * gone }, (_, at) => `x${at}`));
    assert.equal(board.gone.size, gone);
  });
});

describe("the part that is shown large", () => {
  test("is what was dragged over, in the middle, in the form of the slide", () => {
    near(parts.dragged([0.2, 0.2], [0.6, 0.4], parts.WHOLE), [0.2, 0.1, 0.4]);
    near(parts.dragged([0.6, 0.4], [0.2, 0.2], parts.WHOLE), [0.2, 0.1, 0.4], "from whichever corner");
    near(parts.dragged([0.9, 0.9], [1, 1], parts.WHOLE), [0.9, 0.9, 0.1]);
    near(parts.dragged([0.5, 0.5], [0.5, 0.5], parts.WHOLE), [1 / 6, 1 / 6, 2 / 3], "a click enlarges around its point");
  });

  test("never leaves the slide", () => {
    const pick = random(11);
    let part = parts.WHOLE;
    for (let round = 0; round < 2000; round += 1) {
      const point = [pick(100) / 100, pick(100) / 100];
      part = [
        () => parts.enlarged(part, [parts.BY, 1 / parts.BY][pick(2)], point),
        () => parts.moved(part, pick(5) - 2, pick(5) - 2),
        () => parts.dragged(point, [pick(100) / 100, pick(100) / 100], part),
      ][pick(3)]();
      const [x, y, width] = part;
      assert.ok(x >= 0 && y >= 0 && width >= 0.1 && x + width <= 1 + 1e-9 && y + width <= 1 + 1e-9, `${part}`);
    }
  });

  test("keeps the point around which it is enlarged", () => {
    const point = [0.3, 0.6];
    const [x, y, width] = parts.enlarged([0.1, 0.4, 0.5], 2, point);
    near([(point[0] - x) / width, (point[1] - y) / width], [(0.3 - 0.1) / 0.5, (0.6 - 0.4) / 0.5]);
    assert.ok(parts.isWhole(parts.enlarged([0.1, 0.4, 0.5], 0.1, point)));
  });
});

describe("a line", () => {
  test("is soft, and a single point is a dot", () => {
    assert.equal(line.path([0.5, 0.5], 900), "M800,450l0,0");
    assert.equal(line.path([0, 0, 1, 1], 900), "M0,0L1600,900");
    assert.equal(line.path([0, 0, 0.5, 0, 1, 1], 900), "M0,0Q800,0 1200,450L1600,900");
  });

  test("is in a file with its slide's number and title, and nothing in them is a tag", () => {
    const file = line.file([{ name: "1. <b> & \"Plan\"", strokes: [[0, 0, 1, 1]] }, { name: "2. Fin", strokes: [[0.5, 0.5]] }], 900, "#b3261e", "fr");
    assert.match(file, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 1680 2040" xml:lang="fr">/);
    assert.match(file, /1\. &#60;b&#62; &#38; &#34;Plan&#34;<\/text>/);
    assert.equal(file.match(/<path d="M/g).length, 2);
    assert.doesNotMatch(file, /NaN|undefined|<b>/);
  });
});

describe("what changes all the time", () => {
  /** An outbox whose frames and answers come when the test says so. */
  function box() {
    const sent = [];
    const frames = [];
    const answers = [];
    const open = outbox.open(
      (more) => { sent.push(more); return new Promise((done) => answers.push(done)); },
      () => new Promise((done) => frames.push(done)),
      () => new Promise(() => {}),
    );
    const settle = () => new Promise((done) => setImmediate(done));
    const next = async () => {
      frames.splice(0).concat(answers.splice(0)).forEach((done) => done());
      await settle();
    };
    return { ...open, sent, frames, answers, next, settle };
  }

  test("is sent at once, then once in a frame: the last place alone", async () => {
    const { point, sent, next } = box();
    for (let n = 1; n <= 5; n += 1) point({ n, at: [n / 10, 0] });
    assert.deepEqual(sent.map(({ pointer }) => pointer.n), [1]);
    await next();
    assert.deepEqual(sent.map(({ pointer }) => pointer.n), [1, 5]);
    await next();
    await next();
    assert.equal(sent.length, 2, "and nothing where nothing changed");
  });

  test("waits for the answer of a server as well", async () => {
    const { point, sent, frames, answers, settle } = box();
    point({ n: 1, at: null });
    point({ n: 2, at: null });
    frames.splice(0).forEach((done) => done());
    await settle();
    assert.equal(sent.length, 1);
    answers.splice(0).forEach((done) => done());
    await settle();
    assert.equal(sent.length, 2);
  });

  test("loses no piece of a stroke", async () => {
    const { draw, sent, next } = box();
    const wanted = [];
    for (let at = 0; at < 900; at += 2) {
      draw({ id: at < 500 ? "a" : "b", at: at < 500 ? at : at - 500, points: [at / 1000, 0] });
      wanted.push(at / 1000, 0);
      if (at % 60 === 0) await next();
    }
    for (let turn = 0; turn < 9; turn += 1) await next();
    const all = sent.flatMap(({ strokes }) => strokes);
    assert.deepEqual(["a", "b"].flatMap((id) => all.filter((piece) => piece.id === id).flatMap(({ points }) => points)), wanted);
  });
});
