// The rules of `known.yaml`, and that the comparison fails where one is broken.
import assert from "node:assert/strict";
import { test } from "node:test";
import { differences } from "./difference.mjs";
import { Known, badRows, guide, knownDifferences } from "./known.mjs";
import { table } from "./report.mjs";

const row = { tool: "marp", deck: "01-a", field: "text", slides: [2, 3], construct: "`a`", why: "because" };
const deck = { tool: "marp", name: "01-a" };
const compared = new Set(["marp/01-a"]);
const present = () => false;

test("a row wants one field of some slides of one deck", () => {
  const known = new Known([row]);
  assert.ok(known.has(deck, { field: "text", slide: 2 }));
  assert.ok(!known.has(deck, { field: "text", slide: 1 }));
  assert.ok(!known.has(deck, { field: "notes", slide: 2 }));
  assert.ok(!known.has({ tool: "marp", name: "02-b" }, { field: "text", slide: 2 }));
  assert.ok(!known.has({ tool: "remark", name: "01-a" }, { field: "text", slide: 2 }));
});

test("a slide of a row without its difference is a fault", () => {
  const known = new Known([row]);
  known.has(deck, { field: "text", slide: 2 });
  assert.deepEqual(known.faults(compared, present), ["marp/01-a has no difference in text of slide 3 any more"]);
  known.has(deck, { field: "text", slide: 3 });
  assert.deepEqual(known.faults(compared, present), []);
});

test("rows of decks that were not compared are no fault, and rows of no deck are one", () => {
  const known = new Known([row]);
  assert.deepEqual(known.faults(new Set(["marp/02-b"]), present), []);
  assert.deepEqual(known.faults(compared, () => true), ["marp/01-a is no deck"]);
});

test("a row about the number of slides has no slides", () => {
  const known = new Known([{ ...row, field: "slides", slides: undefined }]);
  assert.equal(known.faults(compared, present).length, 1);
  assert.ok(known.has(deck, { field: "slides", slide: 0 }));
  assert.deepEqual(known.faults(compared, present), []);
});

test("every row says all, and the guide has its construct", () => {
  assert.deepEqual(badRows(knownDifferences(), guide()), []);
  assert.equal(badRows([{ ...row, why: undefined }], "| `a` | b |").length, 1);
  assert.equal(badRows([{ ...row, slides: undefined }], "| `a` | b |").length, 1);
  assert.equal(badRows([row], "| `b` | `a` b |").length, 1);
  assert.deepEqual(badRows([{ ...row, construct: "`a\\|b`" }], "| `a\\|b` | b |"), []);
});

test("texts differ in their words, notes in their letters, and steps in their number", () => {
  const slide = { text: "One  “two”", notes: "**Say** it", steps: 1 };
  assert.deepEqual(differences([slide], [{ text: 'One "two"', notes: "Say it", steps: 1 }]), []);
  const other = differences([slide], [{ text: "One", notes: "Say", steps: 0 }]);
  assert.deepEqual(other.map(({ field, slide }) => `${field} ${slide}`), ["text 1", "notes 1", "steps 1"]);
  assert.deepEqual(differences([slide], [slide, slide]).map(({ field }) => field), ["slides"]);
});

test("numbers, backgrounds and links are compared where the tool's were read", () => {
  const slide = { text: "", notes: "", steps: 0 };
  const ours = { ...slide, number: "1/2", grounds: "2 vertical", links: "one→2" };
  assert.deepEqual(differences([slide], [ours]), []);
  assert.deepEqual(differences([{ ...ours, links: "one → 2" }], [ours]), []);
  const other = differences([{ ...slide, number: "", grounds: "1", links: "one→3" }], [ours]);
  assert.deepEqual(other.map(({ field }) => field), ["number", "grounds", "links"]);
});

test("the table counts decks and differences, and has the faults below it", () => {
  const result = { deck, slides: 4, wanted: 1, unknown: [] };
  const lines = table([result, { ...result, unknown: [{}, {}] }], ["a fault"]).split("\n");
  assert.match(lines.at(-2), /^\| all +\| 1 of 2 +\| 8 +\| 2 +\| 2 +\|$/);
  assert.equal(lines.at(-1), "✗ known.yaml: a fault");
});
