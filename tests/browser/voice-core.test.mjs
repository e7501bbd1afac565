// The sound of runs, as far as no page is needed: what is to be recorded, what samples say, which takes are played when.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import path from "node:path";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";

const theme = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../../themes/lutrin");
const load = (name) => createRequire(import.meta.url)(path.join(theme, `js/${name}.js`));
const run = load("presenter/run");
const { wanted } = load("voice/wanted");
const { measure, pace } = load("voice/sound");
const { bySlide, byRun, together } = load("voice/takes");

const RATE = 8000;
/** Samples of pieces as `[seconds, loudness]`. */
const samples = (...pieces) => Float32Array.from(pieces.flatMap(([seconds, loudness]) => Array.from({ length: seconds * RATE }, (_, at) => loudness * Math.sin(at * 0.7))));
const near = (found, expected) => assert.ok(Math.abs(found - expected) < 0.06, `${found} is not about ${expected}`);

describe("what is recorded", () => {
  const start = run.reduce(run.initial(), { type: "start", time: 0, started: "2026-11-23T18:04:05+01:00", id: "1a2b3c4d", slide: "a" });
  const then = (state, seconds, type, more) => run.reduce(state, { type, time: seconds * 1000, ...more });

  test("each visit of a slide, while the talk goes on", () => {
    assert.deepEqual(wanted(run.initial(), "nothing"), { is: "ready" });
    assert.deepEqual(wanted(start, "saved"), { is: "on", run: "1a2b3c4d", now: 0, slide: "a", visit: 1 });
    const second = then(then(start, 4, "show", { slide: "b" }), 5, "show", { slide: "a" });
    assert.deepEqual(wanted(second, "saved"), { is: "on", run: "1a2b3c4d", now: 50, slide: "a", visit: 3 });
    assert.deepEqual(wanted(then(second, 9, "end"), "saved"), { is: "ended" });
  });

  test("nothing in pauses, while others ask, or where another window records", () => {
    for (const mode of ["pause", "questions"]) {
      const other = then(start, 3, mode);
      assert.equal(wanted(other, "saved").is, "paused");
      assert.equal(wanted(then(other, 4, mode), "saved").is, "on");
    }
    assert.deepEqual(wanted(start, "elsewhere"), { is: "elsewhere" });
    assert.equal(wanted(start, "unsaved").is, "on", "sound is kept while the run waits to be saved");
  });
});

describe("speech and silence", () => {
  test("are told apart by loudness", () => {
    const found = measure(samples([2, 0.3], [2, 0.001], [4, 0.2]), RATE);
    near(found.seconds, 8);
    near(found.speech, 6);
  });

  test("follow how loud somebody speaks, down to a floor", () => {
    near(measure(samples([1, 0.02], [3, 0.0005]), RATE).speech, 1);
    near(measure(samples([4, 0.001]), RATE).speech, 0);
    near(measure(samples([4, 0.5]), RATE).speech, 4);
  });

  test("a breath between two words is no silence, half a second is", () => {
    near(measure(samples([1, 0.3], [0.2, 0], [1, 0.3]), RATE).speech, 2.2);
    near(measure(samples([1, 0.3], [0.5, 0], [1, 0.3]), RATE).speech, 2);
  });

  test("of nothing, there is nothing", () => {
    assert.deepEqual(measure(new Float32Array(0), RATE), { seconds: 0, speech: 0, columns: [] });
  });

  test("the shape has the loudest at its full height, and knows what is speech", () => {
    const { columns } = measure(samples([1, 0.5], [1, 0], [1, 0.25]), RATE, 30);
    assert.equal(columns.length, 30);
    assert.equal(Math.max(...columns.map(({ height }) => height)), 1);
    assert.deepEqual([columns[5].isSpeech, columns[15].isSpeech, columns[25].isSpeech], [true, false, true]);
    near(columns[25].height, 0.5);
    assert.ok(columns[15].height < 0.01);
    assert.ok(measure(samples([0.1, 0.5]), RATE, 120).columns.length <= 5, "no more columns than there are windows");
  });

  test("an hour is measured as well", () => {
    const hour = new Float32Array(3600 * RATE).fill(0.2);
    near(measure(hour, RATE).speech, 3600);
  });

  test("words a minute are those of the notes over the speech, each time", () => {
    assert.equal(pace(130, 1, 60), 130);
    assert.equal(pace(130, 2, 120), 130);
    assert.equal(pace(0, 1, 60), null, "a slide without notes");
    assert.equal(pace(10, 1, 4), null, "too little speech to say anything");
  });
});

describe("takes", () => {
  const data = { runs: [{ id: "aaaaaaaa", when: "Monday" }, { id: "bbbbbbbb", when: "Tuesday" }], slides: [{ id: "one", title: "One", words: 9 }, { id: "two", title: "Two", words: 0 }, { id: "three", title: "Three", words: 1 }] };
  const take = (run, start, slide, bytes = 10) => ({ run, start, slide, bytes, url: `${run}/${start}` });
  const takes = [take("bbbbbbbb", 0, "one"), take("aaaaaaaa", 900, "one"), take("aaaaaaaa", 0, "one"), take("aaaaaaaa", 400, "two"), take("bbbbbbbb", 70, "gone"), take("cccccccc", 0, "one")];

  test("are played slide by slide, the oldest run first", () => {
    const found = bySlide(data, takes).map(({ title, takes: own }) => [title, own.map(({ when, url }) => `${when} ${url}`)]);
    assert.deepEqual(found, [
      ["One", ["Monday aaaaaaaa/0", "Monday aaaaaaaa/900", "Tuesday bbbbbbbb/0"]],
      ["Two", ["Monday aaaaaaaa/400"]],
      ["gone", ["Tuesday bbbbbbbb/70"]],
    ]);
  });

  test("are counted run by run", () => {
    assert.deepEqual(byRun(data, takes).map(({ id, count, bytes }) => [id, count, bytes]), [["bbbbbbbb", 2, 20], ["aaaaaaaa", 3, 30]]);
    assert.deepEqual(byRun(data, []), []);
  });

  test("are summed up as far as they could be measured", () => {
    const found = [{ run: "a", found: { seconds: 10, speech: 5 } }, { run: "a", found: { seconds: 2, speech: 1 } }, { run: "b", found: null }];
    assert.deepEqual(together(found), { seconds: 12, speech: 6, runs: 1 });
    assert.equal(together([{ run: "b", found: null }]), null);
  });
});
