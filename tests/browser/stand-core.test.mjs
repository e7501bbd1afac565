// Slides that come by themselves, and the clock of a room: what needs no page.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { scriptParts } from "./parts.mjs";

const theme = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../../themes/lutrin");
const load = (name) => createRequire(import.meta.url)(path.join(theme, `js/${name}.js`));
const { turn, AGAIN } = load("stand/turn");
const { after, still, moved, released } = load("stand/mode");
const { face } = load("clock/face");
const { heard } = load("clock/heard");
const { initial, reduce } = load("deck/state");
const run = load("presenter/run");
const shared = load("presenter/shared");

describe("what comes by itself", () => {
  const at = (patch) => ({ ...initial([0, 3, 0]), ...patch });
  const stand = { times: [20, 20, 4], loop: true };

  test("comes after the slide's time, of which steps have equal parts", () => {
    assert.deepEqual(turn(at({}), stand), { wait: 20000, action: { type: "next" } });
    assert.deepEqual(turn(at({ slide: 1, step: 2 }), stand), { wait: 5000, action: { type: "next" } });
    assert.equal(turn(at({ slide: 1 }), { ...stand, times: [20, 4, 4] }).wait, 2000, "a step is there long enough to be read");
    assert.equal(turn(at({}), { ...stand, times: [1, 0, 0] }).wait, 1000, "a slide is as short as its author says");
  });

  test("goes round where the deck says so, without a jump to come back from", () => {
    assert.deepEqual(turn(at({ slide: 2 }), stand), { wait: 4000, action: AGAIN });
    assert.equal(turn(at({ slide: 2 }), { ...stand, loop: false }), null);
    const again = reduce(at({ slide: 2 }), AGAIN);
    assert.deepEqual([again.slide, again.step, again.jumps], [0, 0, 0]);
  });

  test("waits where a slide waits, and while anything else than a slide is shown", () => {
    assert.equal(turn(at({}), { ...stand, times: [0, 20, 20] }), null);
    for (const patch of [{ mode: "reading" }, { overview: 1 }, { curtain: "black" }, { panel: "help" }, { typed: "1" }]) assert.equal(turn(at(patch), stand), null, JSON.stringify(patch));
  });

  test("visits every slide of any deck, in its time", () => {
    for (let count = 1; count < 6; count += 1) {
      let state = initial(Array.from({ length: count }, (_, place) => place % 3));
      const times = state.steps.map(() => 30);
      let spent = 0;
      for (let next = turn(state, { times, loop: false }); next; next = turn(state, { times, loop: false })) {
        spent += next.wait;
        state = reduce(state, next.action);
      }
      const left = 30000 / (state.steps[count - 1] + 1);
      assert.deepEqual([state.slide, state.step, spent], [count - 1, state.steps[count - 1], count * 30000 - left]);
    }
  });
});

describe("who stops it", () => {
  test("a pause that was asked for stays, and one by a touch ends on a stand", () => {
    assert.equal(after("going", "toggle"), "paused");
    assert.equal(after("paused", "toggle"), "going");
    assert.equal(after("going", "touch"), "touched");
    assert.equal(after("paused", "touch"), "paused");
    assert.equal(after("touched", "toggle"), "going");
    assert.deepEqual(["touched", "paused", "led", "going"].map((mode) => after(mode, "quiet", true)), ["going", "paused", "led", "going"]);
    assert.equal(after("touched", "quiet", false), "touched");
  });

  test("another window that leads takes over, until somebody here wants it back", () => {
    assert.deepEqual(["going", "touched", "paused", "led"].map((mode) => after(mode, "lead", true)), ["led", "led", "paused", "led"]);
    assert.equal(after("led", "toggle"), "going");
    assert.equal(after("led", "touch"), "led");
  });

  test("a pointer that moves is somebody; one that shakes, and one that leaves the button, is nobody", () => {
    let pointer = moved(still(), { x: 100, y: 100, time: 0 });
    assert.equal(pointer.isFar, false);
    pointer = moved(pointer, { x: 103, y: 100, time: 10 });
    assert.equal(pointer.isFar, false);
    pointer = moved(pointer, { x: 110, y: 100, time: 20 });
    assert.equal(pointer.isFar, true, "small movements add up");
    pointer = moved(released(pointer), { x: 400, y: 100, time: 30 });
    assert.equal(pointer.isFar, false);
    pointer = moved(pointer, { x: 400, y: 100, time: 3000 });
    pointer = moved(pointer, { x: 450, y: 100, time: 3010 });
    assert.equal(pointer.isFar, true, "after a rest it counts again");
  });
});

describe("the clock of a room", () => {
  const slides = [{ id: "a", hash: "x", title: "A", part: null, plan: 60, optional: false }];
  const facts = { language: "en", variant: null, slot: 600, hash: "h", slides };
  const begun = run.reduce(run.initial(), { type: "start", id: "1a2b3c4d", started: "2026-12-01T10:00:00+00:00", slide: "a", time: 0, facts, by: "w1" });
  const said = (state, records = true) => ({ v: 1, from: "w1", role: "presenter", run: shared.message(state, records) });
  const known = (state, time) => heard(null, said(state), { slot: null, time });
  const shown = (state, now, more) => face(known(state, 0), { now, waited: now, isAway: false, ...more });

  test("shows the time that is left, and goes on from what it heard", () => {
    const later = run.settled(begun, 60000);
    assert.deepEqual(shown(later, 0), { digits: "9:00", level: "calm", word: "left", note: null });
    assert.equal(shown(later, 5000).digits, "8:55");
    assert.deepEqual(shown(later, 20000).note, { name: "silent", values: { length: "0:20" } });
    assert.equal(shown(later, 20000).digits, "8:40");
    assert.equal(shown(later, 1000, { isAway: true }).note.name, "away");
  });

  test("has words and a level for each limit", () => {
    for (const [at, digits, level, word] of [
      [299, "5:01", "calm", "left"],
      [300, "5:00", "soon", "soon"],
      [539, "1:01", "soon", "soon"],
      [540, "1:00", "last", "last"],
      [600, "0:00", "over", "over"],
      [612, "+0:12", "over", "over"],
    ]) {
      assert.deepEqual(shown(run.settled(begun, at * 1000), 0), { digits, level, word, note: null }, String(at));
    }
  });

  test("stands still while the talk does, and says why", () => {
    const paused = run.reduce(begun, { type: "pause", time: 60000, by: "w1" });
    assert.deepEqual([shown(paused, 5000).digits, shown(paused, 5000).word], ["9:00", "paused"]);
    const asked = run.reduce(begun, { type: "questions", time: 60000, by: "w1" });
    assert.deepEqual([shown(asked, 5000).digits, shown(asked, 5000).word], ["9:00", "questions"]);
    const ended = run.reduce(begun, { type: "end", time: 60000, by: "w1" });
    assert.deepEqual([shown(ended, 60000).digits, shown(ended, 60000).word, shown(ended, 60000).note], ["9:00", "ended", null]);
  });

  test("counts up where there is no slot, and says when there is no run", () => {
    const free = { ...begun, facts: { ...facts, slot: null } };
    assert.deepEqual(shown(run.settled(free, 61000), 1000), { digits: "1:02", level: "calm", word: "elapsed", note: null });
    assert.equal(heard(null, said(free), { slot: 300, time: 0 }).slot, 300, "the deck's own");
    assert.equal(face(null, { now: 0, waited: 0, isAway: false }).word, "waiting");
    assert.equal(face(null, { now: 0, waited: 7000, isAway: false }).word, "none");
    assert.equal(face(null, { now: 0, waited: 7000, isAway: true }).word, "away_none");
  });

  test("follows the window that records, the later command and the newer run; trusts nobody", () => {
    const first = known(run.settled(begun, 60000), 0);
    const other = run.settled(begun, 90000);
    assert.equal(heard(first, said(other, false), { slot: null, time: 0 }).talk, 60, "a window that does not record");
    assert.equal(heard(first, said(other, true), { slot: null, time: 0 }).talk, 90);
    const paused = run.reduce(begun, { type: "pause", time: 60000, by: "w1" });
    assert.equal(heard(first, said(paused, false), { slot: null, time: 0 }).mode, "pause");
    assert.equal(heard(known(paused, 0), said(other), { slot: null, time: 0 }).mode, "pause", "an old word");
    const gone = run.reduce(begun, { type: "discard", time: 60000, by: "w1" });
    assert.equal(heard(first, said(gone), { slot: null, time: 0 }), null);
    for (const bad of [null, 7, {}, { v: 1, role: "presenter", run: {} }, { ...said(begun), role: "audience" }, { v: 1, from: "w", hello: true }, { ...said(begun), v: 2 }]) assert.equal(heard(first, bad, { slot: null, time: 0 }), first);
  });
});

test("every string is there, in every language, and said", () => {
  const text = (name) => readFileSync(path.join(theme, name), "utf8");
  const parts = (entry, folder) => scriptParts(entry).filter((name) => name.includes(folder)).map(text).join("\n");
  const [stand, clock] = [parts("js/stand/main.js", "/stand/"), parts("js/clock/main.js", "/clock/")];
  for (const lang of ["fr", "en"]) {
    const keys = (start) => [...text(`i18n/${lang}.yaml`).matchAll(new RegExp(`^${start}_ui_(\\w+):`, "gm"))].map(([, key]) => key);
    assert.deepEqual(keys("stand").sort(), ["auto", "go_on", "going", "led", "pause", "paused"]);
    for (const key of keys("stand")) assert.ok(stand.includes(`"${key}"`) || stand.includes(`strings.${key}`), key);
    const said = ["waiting", "none", "left", "elapsed", "soon", "last", "over", "paused", "questions", "ended", "silent", "away", "away_none"];
    assert.deepEqual(keys("clock").sort(), said.sort());
    for (const key of said) assert.ok(clock.includes(`"${key}"`), key);
  }
  assert.doesNotMatch(stand + clock, /\beval\(|new Function|innerHTML|\.cssText|setAttribute\("style"/);
});
