// The parts of the movement between slides that need no page: where there is one, and which lines of code are the same.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import path from "node:path";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";

const theme = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../../themes/lutrin");
const load = (name) => createRequire(import.meta.url)(path.join(theme, `js/motion/${name}.js`));
const { common, lines } = load("lines");
const { seam } = load("seam");

describe("lines", () => {
  test("pair in their order, each once", () => {
    assert.deepEqual(lines(["a", "b", "c"], ["a", "x", "b", "c"]), [[0, 0], [1, 2], [2, 3]]);
    assert.deepEqual(lines(["a", "b"], ["b", "a"]).length, 1);
    assert.deepEqual(lines(["a", "a"], ["a"]).length, 1);
    assert.deepEqual(lines([], ["a"]), []);
  });

  test("are the same whatever white space they end with, and empty ones are nothing", () => {
    assert.deepEqual(lines(["a \n", "\n", "b"], ["a", "", "b\n"]), [[0, 0], [2, 2]]);
    assert.deepEqual(lines([" a"], ["a"]), [], "what stands further in is another line");
  });

  test("have a longest common sequence, whatever they are", () => {
    let seed = 7;
    const random = (below) => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) % below;
    const longest = (a, b) => (a.length && b.length ? (a[0] === b[0] ? 1 + longest(a.slice(1), b.slice(1)) : Math.max(longest(a.slice(1), b), longest(a, b.slice(1)))) : 0);
    for (let round = 0; round < 200; round += 1) {
      const [a, b] = [0, 1].map(() => Array.from({ length: random(8) }, () => "abc"[random(3)]));
      const found = common(a, b);
      assert.equal(found.length, longest(a, b), `${a} and ${b}`);
      found.forEach(([i, j], at) => {
        assert.equal(a[i], b[j]);
        if (at) assert.ok(found[at - 1][0] < i && found[at - 1][1] < j);
      });
    }
  });

  test("of files that are too long to compare at a step are left where they are", () => {
    const long = Array.from({ length: 201 }, (_, at) => String(at));
    assert.deepEqual(common(long, long), []);
  });
});

describe("a movement", () => {
  const kinds = [undefined, "fade", "none", "slide"];
  const at = (slide, more = {}) => ({ slide, step: 0, mode: "presenting", overview: null, curtain: null, ...more });

  test("is that of the later slide, whichever way somebody goes", () => {
    assert.deepEqual(seam(at(1), at(0), kinds), { kind: "fade", way: 1 });
    assert.deepEqual(seam(at(0), at(1), kinds), { kind: "fade", way: -1 });
    assert.deepEqual(seam(at(3), at(2), kinds), { kind: "slide", way: 1 });
    assert.equal(seam(at(2), at(1), kinds), null, "none");
  });

  test("is none within a slide, at a jump, in the overview, in reading and behind a curtain", () => {
    assert.equal(seam(at(1, { step: 1 }), at(1), kinds), null);
    assert.equal(seam(at(3), at(0), kinds), null);
    for (const more of [{ overview: 1 }, { mode: "reading" }, { curtain: "black" }]) {
      assert.equal(seam(at(1, more), at(0), kinds), null);
      assert.equal(seam(at(1), at(0, more), kinds), null);
    }
  });
});
