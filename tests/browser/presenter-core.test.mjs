// The parts of the presenter view that need no page: runs, pace, agenda, cuts, files, clocks, and who follows whom.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { scriptParts } from "./parts.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const theme = path.resolve(here, "../../themes/lutrin");
const load = (name) => createRequire(import.meta.url)(path.join(theme, `js/${name}.js`));
const run = load("presenter/run");
const document = load("presenter/document");
const shared = load("presenter/shared");
const moment = load("presenter/moment");
const cuts = load("presenter/cuts");
const pace = load("presenter/pace");
const time = load("presenter/time");
const follow = load("deck/follow");
const aloud = load("presenter/aloud");
const agenda = load("presenter/agenda");

/** The same numbers in every run. */
function random(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const start = (slide = "a", at = 0) => run.reduce(run.initial(), { type: "start", time: at, started: "2026-11-23T18:04:05+01:00", id: "1a2b3c4d", slide });
/** Actions as `[seconds, type, more]`. */
const after = (state, ...actions) => actions.reduce((state, [at, type, more]) => run.reduce(state, { type, time: at * 1000, ...more }), state);
const show = (at, slide, isAdvance = false) => [at, "show", { slide, isAdvance }];
const lengths = (state, ids = ["a", "b", "c"]) => run.times(state, ids).map((tenths) => tenths / 10);

describe("a run", () => {
  test("starts when it is told to, and knows every visit", () => {
    assert.equal(after(run.initial(), show(1, "a"), [2, "pause"], [3, "end"], [4, "tick"]).phase, "ready");
    const state = after(start(), show(30.55, "b"), show(70, "a"), [75, "tick"]);
    assert.deepEqual(state.visits, [{ slide: "a", enter: 0, leave: 305 }, { slide: "b", enter: 305, leave: 700 }, { slide: "a", enter: 700, leave: 750 }]);
    assert.deepEqual(lengths(state), [35.5, 39.5, 0], "coming back adds up, c was skipped");
    assert.deepEqual([state.now, state.phase, state.started], [750, "running", "2026-11-23T18:04:05+01:00"]);
    assert.equal(after(state, show(80, "a")).visits.length, 3, "the same slide, whatever lay over it, is one visit");
  });

  test("pauses and questions are counted apart, and never both at once", () => {
    const state = after(start(), [10, "pause"], [20, "pause"], [30, "questions"], [50, "pause"], [55, "questions"], [60, "questions"], show(70, "b"));
    assert.deepEqual(state.pauses, [{ from: 100, to: 200 }, { from: 500, to: 550 }]);
    assert.deepEqual(state.questions, [{ from: 300, to: 500 }, { from: 550, to: 600 }]);
    assert.deepEqual(run.totals(state), { talk: 300, paused: 150, asked: 250 });
    assert.deepEqual(lengths(state), [30, 0, 0]);
  });

  test("the next step ends a pause; looking for a slide ends nothing", () => {
    const paused = after(start(), [10, "pause"]);
    assert.equal(after(paused, show(15, "c")).mode, "pause");
    assert.equal(after(paused, show(15, "b", true)).mode, "talk");
    assert.deepEqual(lengths(after(paused, show(15, "b", true), [25, "tick"])), [10, 10, 0]);
    const asked = after(start(), [10, "questions"]);
    assert.equal(after(asked, show(15, "b", true)).mode, "questions");
  });

  test("ends, begins anew, and is discarded", () => {
    const ended = after(start(), show(5, "b"), [8, "end"]);
    assert.deepEqual([ended.phase, ended.now], ["ended", 80]);
    assert.equal(after(ended, show(20, "c"), [30, "tick"], [31, "pause"]), ended, "nothing changes it");
    const gone = run.reduce(ended, { type: "discard" });
    assert.deepEqual({ ...gone, commands: 0, gone: null }, run.initial());
    assert.equal(gone.gone, "1a2b3c4d", "others have to know which one it was");
    assert.deepEqual(run.reduce(ended, { type: "start", time: 9e6, started: "s", id: "2", slide: "c" }).visits, [{ slide: "c", enter: 0, leave: 0 }]);
  });

  test("only a step or slide forward is an advance", () => {
    const steps = (a, b, c, d) => run.isAdvance({ slide: a, step: b }, { slide: c, step: d });
    assert.ok(steps(0, 0, 1, 0) && steps(3, 2, 4, 0) && steps(3, 1, 3, 2));
    for (const way of [[1, 0, 0, 3], [0, 0, 2, 0], [3, 2, 3, 1], [3, 0, 3, 2], [0, 0, 1, 1]]) assert.ok(!steps(...way), String(way));
  });

  test("clocks that jump back, and nonsense for a time, take nothing away", () => {
    const state = after(start(), show(30, "b"));
    for (const time of [-5000, 1000, NaN, Infinity]) {
      const next = run.reduce(state, { type: "tick", time });
      assert.ok(next.now >= state.now && next.now <= 864000, String(time));
    }
    assert.deepEqual(after(state, [10, "tick"], show(12, "c")).visits.at(-1), { slide: "c", enter: 300, leave: 300 });
    assert.equal(after(start(), [24 * 3600 + 5, "tick"]).phase, "ended", "a day is the longest");
  });

  test("a nap is part of the talk, a night is a pause", () => {
    const nap = run.reduce(after(start(), [60, "tick"]), { type: "tick", time: 180e3, slept: 120e3 });
    assert.deepEqual([nap.now, nap.pauses], [1800, []]);
    const night = run.reduce(after(start(), [50, "questions"], [60, "tick"]), { type: "tick", time: 3660e3, slept: 3600e3 });
    assert.deepEqual([night.pauses, night.questions, night.mode], [[{ from: 600, to: 36600 }], [{ from: 500, to: 600 }], "talk"]);
    assert.equal(run.totals(night).talk, 500);
  });

  test("a run that was kept goes on where it was", () => {
    const kept = JSON.parse(JSON.stringify(after(start(), show(30, "b"), [40, "tick"])));
    const resume = (gap) => run.reduce(run.initial(), { type: "resume", run: kept, time: 7000, gap });
    assert.deepEqual([resume(5000).now, resume(5000).pauses], [450, []], "a page that was loaded again");
    assert.deepEqual(lengths(resume(5000)), [30, 15, 0]);
    assert.deepEqual([resume(300e3).now, resume(300e3).pauses, resume(300e3).mode], [3400, [{ from: 400, to: 3400 }], "talk"]);
    assert.deepEqual([resume(1e9).now, resume(1e9).pauses], [400, []], "the next day nothing is added");
    assert.equal(run.reduce(resume(5000), { type: "tick", time: 8000 }).now, 460, "and then time passes as ever");
    const asked = (gap, counts) => run.reduce(run.initial(), { type: "resume", run: kept, time: 7000, gap, counts });
    assert.deepEqual([asked(13e3, true).now, asked(13e3, true).pauses], [530, []], "its speaker said that it was part of the talk");
    assert.deepEqual([asked(13e3, false).now, asked(13e3, false).pauses], [530, [{ from: 400, to: 530 }]], "and that it was not");
    assert.deepEqual([asked(300e3, true).now, asked(300e3, true).pauses], [3400, []]);
    const paused = JSON.parse(JSON.stringify(after(start(), show(30, "b"), [40, "pause"])));
    const counted = run.reduce(run.initial(), { type: "resume", run: paused, time: 7000, gap: 13e3, counts: true });
    assert.deepEqual([counted.now, counted.mode, run.totals(counted).paused, run.totals(counted).talk], [530, "talk", 0, 530], "a pause before it ended");
  });

  test("whatever happens, times add up to the length, and nothing overlaps", () => {
    const ids = ["a", "b", "c", "d"];
    for (let seed = 1; seed <= 60; seed += 1) {
      const pick = random(seed);
      let now = 0;
      let state = start("a");
      for (let count = 0; count < 300; count += 1) {
        now += pick(5000) - 500;
        const type = ["show", "show", "show", "pause", "questions", "tick"][pick(6)];
        state = run.reduce(Object.freeze(state), { type, time: now, slide: ids[pick(4)], isAdvance: pick(2) === 0, slept: pick(40) === 0 ? 700e3 : 0 });
      }
      const totals = run.totals(state);
      const sum = run.times(state, ids).reduce((all, one) => all + one, 0);
      assert.equal(sum, totals.talk, `seed ${seed}`);
      assert.equal(totals.talk + totals.paused + totals.asked, state.now);
      const stretches = [...state.pauses, ...state.questions].sort((a, b) => a.from - b.from || a.to - b.to);
      for (const [at, one] of stretches.entries()) assert.ok(one.from <= one.to && (at === 0 || stretches[at - 1].to <= one.from), `seed ${seed}`);
      for (const [at, one] of state.visits.entries()) assert.equal(one.enter, at ? state.visits[at - 1].leave : 0);
      assert.equal(state.visits.at(-1).leave, state.now);
    }
  });

  test("100,000 events stay within bounds", () => {
    let state = start("a");
    for (let count = 1; count <= 100_000; count += 1) state = run.reduce(state, { type: "show", time: count * 100, slide: count % 2 ? "b" : "a" });
    assert.equal(state.visits.length, 5000);
    assert.equal(state.visits.at(-1).leave, state.now);
  });
});

describe("time", () => {
  test("only goes on, and knows a sleep from a clock that was set", () => {
    let now = moment.begin(1000, 5e12);
    const look = (page, wall) => (now = moment.look(now, page, wall));
    assert.deepEqual([look(1250, 5e12 + 250).time, now.slept], [250, 0]);
    assert.equal(look(1500, 5e12 - 3600e3).time, 500, "the clock on the wall was set back");
    assert.equal(look(1400, 5e12 - 3600e3).time, 500, "its own went back");
    assert.deepEqual([look(1500, 5e12 - 3600e3 + 60e3).time, now.slept], [60500, 59900], "a phone slept");
    assert.equal(look(1600, 5e12 + 1e15).slept, 0, "somebody set the year");
    assert.equal(look(NaN, NaN).time, now.time);
  });

  test("as people read it", () => {
    assert.deepEqual([0, 5.9, 65, 3599.9, 3600, 7384].map(time.length), ["0:00", "0:05", "1:05", "59:59", "1:00:00", "2:03:04"]);
    assert.deepEqual([12, -12, 0.4, -0.4].map(time.signed), ["+0:12", "−0:12", "0:00", "0:00"]);
    assert.match(time.iso(new Date(2026, 10, 3, 8, 4, 5)), /^2026-11-03T08:04:05[+-]\d\d:\d\d$/);
    assert.equal(time.fileName({ started: "2026-11-23T18:04:05+01:00", id: "1a2b3c4d", facts: { language: "fr" } }), "2026-11-23T180405-1a2b3c4d.fr");
  });
});

describe("pace", () => {
  const plans = [30, 60, 60, 120];
  const at = (times, current, slot = 270) => pace.ofTalk(plans, times, current, times.reduce((all, one) => all + one), slot);

  test("behind, ahead, and a band in which nobody should hurry", () => {
    assert.deepEqual([pace.band(60), pace.band(1500), pace.band(null)], [10, 75, 10]);
    assert.deepEqual(at([30, 20, 0, 0], 1), { word: "on_time", difference: 0 });
    assert.deepEqual(at([43, 20, 0, 0], 1), { word: "on_time", difference: 13 }, "within 5 % of the slot");
    assert.deepEqual(at([50, 20, 0, 0], 1), { word: "behind", difference: 20 });
    assert.deepEqual(at([10, 0, 0, 0], 1), { word: "ahead", difference: -20 });
    assert.deepEqual(at([30, 100, 0, 0], 1), { word: "behind", difference: 40 }, "a slide that takes too long costs as it runs");
    assert.equal(pace.ofTalk([30, null, 60], [30, 5, 0], 1, 35, 90), null, "no plan, no pace");
  });

  test("a look back is no loss, a glance at the end no gain", () => {
    assert.equal(at([30, 60, 20, 0], 0).difference, 0);
    assert.equal(at([30, 60, 20, 1], 2).difference, 1, "the glance itself is lost");
    assert.deepEqual(at([30, 0, 0, 10], 3), { word: "ahead", difference: -120 }, "skipped slides are won");
  });

  test("inside a slide", () => {
    assert.deepEqual([20, 52, 65, 75].map((spent) => pace.ofSlide(60, spent).word), ["room", "move_on", "move_on", "over"]);
    assert.equal(pace.ofSlide(60, 75).left, -15);
    assert.deepEqual([0, 4, 5, 15, 16].map((spent) => pace.ofSlide(10, spent).word), ["room", "room", "move_on", "move_on", "over"], "a short slide has room, too");
    assert.deepEqual([pace.ofSlide(null, 5), pace.ofSlide(0, 5)], [null, null]);
  });

  test("the agenda has planned and taken, by part", () => {
    const parts = [{ title: "A", plan: 30, slides: [0] }, { title: "B", plan: 60, slides: [1, 2] }, { title: "C", plan: null, slides: [3] }];
    const rows = agenda.rows(parts, [45, 20, 50, 0], 2, 2);
    assert.deepEqual(rows.map(({ state, actual, word, difference }) => [state, actual, word, difference]), [
      ["done", 45, "behind", 15],
      ["now", 70, "on_time", 10],
      ["ahead", 0, null, null],
    ]);
    assert.deepEqual(agenda.rows(parts, [20, 5, 0, 0], 1, 1).map(({ word }) => word), ["on_time", null, null]);
    assert.deepEqual(agenda.rows(parts, [0, 0, 0, 0], 0, -1).map(({ state }) => state), ["now", "ahead", "ahead"]);
  });

  test("cuts win the lateness back with few slides, and the last of them just so", () => {
    const slides = [30, 60, 120, 60, 45, null].map((plan, slide) => ({ plan, optional: slide > 0 }));
    const advised = (reached, lost) => {
      const list = cuts.list(slides, reached, lost);
      return [list.slides.filter((cut) => cut.isAdvised).map((cut) => cut.slide), list.won, list.isEnough];
    };
    assert.deepEqual(advised(0, 0), [[], 0, true]);
    assert.deepEqual(advised(0, 40), [[4], 45, true]);
    assert.deepEqual(advised(0, 100), [[2], 120, true]);
    assert.deepEqual(advised(0, 130), [[2, 4], 165, true]);
    assert.deepEqual(advised(2, 300), [[3, 4], 105, false], "those behind cannot be left out any more");
    assert.deepEqual(advised(5, 300), [[], 0, false]);
  });
});

describe("the document of a run", () => {
  const facts = {
    language: "fr", variant: "short", slot: 1500, hash: "b9099367af4b",
    slides: [
      { id: "opening", hash: "0a1b2c3d", title: "Bonjour \"toi\" \\ \u0007\u2028\u00a0é😀", part: 0, plan: 60, optional: false, words: 12 },
      { id: "12", hash: "11112222", title: null, part: 0, plan: null, optional: false, words: 0 },
      { id: "more", hash: "deadbeef", title: "#: - [x]", part: 1, plan: 90, optional: true, words: 3 },
    ],
  };
  const begun = () => ({ ...start("opening"), facts, speaker: "ada", revision: 17 });
  const state = after(begun(), show(30.55, "12"), [40, "pause"], [45, "pause"], show(61, "more"), [70, "questions"], [90, "questions"], show(95, "gone"), [99, "end"]);
  // tests/rehearsals.rs reads this one, and writes the file that it becomes.
  const fixture = path.join(here, "../fixtures/rehearsals/from-a-browser.json");
  const download = load("presenter/download");

  test("is what Rust reads, letter for letter", () => {
    const text = download.text(state);
    if (process.env.UPDATE) writeFileSync(fixture, text);
    assert.equal(text, readFileSync(fixture, "utf8"));
  });

  test("is read as it was written", () => {
    const data = JSON.parse(JSON.stringify(document.write(state)));
    const read = document.read(data);
    assert.deepEqual(document.write(read), data);
    const { id, revision, started, speaker, phase, now, pauses, questions } = state;
    const slides = facts.slides.map(({ words, ...slide }) => slide);
    assert.deepEqual(read, { id, revision, started, speaker, phase, now, pauses, questions, facts: { ...facts, slides }, visits: document.visits(state) });
    // The server does not say what is not so.
    for (const key of ["variant", "speaker", "slot"]) delete data[key];
    assert.deepEqual([document.read(data).facts.variant, document.read(data).speaker, document.read(data).facts.slot], [null, null, null]);
  });

  test("is complete at any moment, and knows only slides of its deck", () => {
    const data = document.write(after(begun(), show(30, "12"), [31, "pause"], [40, "tick"]));
    assert.deepEqual([data.state, data.end, data.pauses, data.visits.at(-1)], ["running", 40, [{ from: 31, to: 40 }], { slide: "12", enter: 30, leave: 40 }]);
    assert.deepEqual(document.write(state).visits.map((visit) => visit.slide), ["opening", "12", "more"]);
    assert.deepEqual(Object.keys(data), ["version", "id", "revision", "started", "language", "variant", "speaker", "slot", "deck", "slides", "visits", "pauses", "questions", "state", "end"]);
    assert.deepEqual(Object.keys(data.slides[0]), ["id", "hash", "title", "part", "plan", "optional"]);
  });

  test("is none, where something is missing or wrong", () => {
    for (const bad of [null, undefined, 7, "x", [], {}, "version: 2\n"]) assert.equal(document.read(bad), null, String(bad));
    const sound = document.write(state);
    assert.ok(document.read(sound));
    for (const [key, value] of [["version", 1], ["version", 3], ["id", "x"], ["id", "1A2B3C4D"], ["revision", 0.5], ["revision", -1], ["started", "now"], ["language", 7], ["deck", 1], ["speaker", 7], ["slides", {}], ["slides", [null]], ["slides", [{ id: 7 }]], ["visits", null], ["visits", [{ slide: "12", enter: -1, leave: 1 }]], ["visits", [{ slide: "12", enter: 0 }]], ["pauses", [{ from: 0 }]], ["questions", [[0, "x"]]], ["state", "discarded"], ["end", "x"], ["end", null]]) {
      assert.equal(document.read({ ...sound, [key]: value }), null, `${key}: ${JSON.stringify(value)}`);
    }
    for (const key of Object.keys(sound).filter((key) => !["variant", "speaker", "slot"].includes(key))) assert.equal(document.read({ ...sound, [key]: undefined }), null, key);
  });
});

describe("following", () => {
  const window_ = (from, role = "presenter", lang = "fr") => follow.begin({ from, role, lang });
  const place = (at, step = 0, curtain = null) => ({ slide: `s${at}`, at, step, curtain });

  test("what arrives is checked, whatever it is", () => {
    for (const message of [null, 5, "x", {}, { v: 2, from: "a" }, { v: 1, from: "" }, { v: 1, from: "a", seq: 1, slide: "x", at: -1, step: 0 }, { v: 1, from: "a", seq: "1", slide: "x", at: 0, step: 0 }]) {
      assert.equal(follow.checked(message), null, JSON.stringify(message));
    }
    const odd = follow.checked({ v: 1, from: "a", seq: 3.7, role: "king", slide: "x", at: 1, step: 2, curtain: "red", lang: 5, notes: "secret" });
    assert.deepEqual(odd, { v: 1, from: "a", seq: 3, role: "audience", lang: "5", slide: "x", at: 1, step: 2, curtain: null });
  });

  test("one moves, the other goes there, and nothing comes back", () => {
    const said = follow.moved(window_("a"), place(3, 1));
    assert.deepEqual(said.send, { v: 1, from: "a", role: "presenter", seq: 1, lang: "fr", slide: "s3", at: 3, step: 1, curtain: null });
    const heard = follow.heard(window_("b", "audience"), said.send, place(0), 0);
    assert.deepEqual([heard.go.slide, heard.go.step, heard.isFirst, heard.send], ["s3", 1, true, undefined]);
    assert.equal(follow.heard(heard.link, said.send, place(3), 0).go, undefined, "heard twice");
    assert.equal(follow.heard(said.link, said.send, place(3), 0).go, undefined, "its own echo");
    const answer = follow.moved(heard.link, place(4));
    const back = follow.heard(said.link, answer.send, place(3, 1), 0);
    assert.deepEqual([back.go.slide, back.isFirst], ["s4", false]);
  });

  test("who comes is told where the others are", () => {
    const old = follow.moved(window_("a"), place(3)).link;
    const answer = follow.heard(old, follow.hello(window_("b")), place(3), 0).send;
    assert.equal(answer.slide, "s3");
    assert.deepEqual(follow.heard(window_("b"), answer, place(0), 0).go.at, 3);
    assert.equal(follow.heard(window_("c"), follow.hello(window_("b")), place(5), 0).send.slide, "s5", "even if nobody has moved yet");
  });

  test("what was said before somebody came leads nowhere, and nobody stays behind it", () => {
    const old = follow.moved({ ...window_("gone"), seq: 56 }, place(9)).send;
    const late = follow.missed(window_("a"), old);
    assert.deepEqual([late.seq, late.last], [57, null]);
    assert.equal(follow.heard(late, { ...old, from: "b" }, place(0), 0).isFirst, true, "but for one who is there and says the same");
    assert.equal(follow.moved(late, place(1)).send.seq, 58);
    assert.equal(follow.missed(late, { ...old, seq: 3 }).seq, 57);
    assert.equal(follow.missed(late, null), late);
  });

  test("one that was just opened leads nobody to where it was opened", () => {
    const led = follow.moved({ ...window_("p"), seq: 56 }, place(9));
    const late = follow.missed(window_("a", "audience"), led.send);
    const asked = follow.heard(late, follow.hello(window_("p")), place(0), 0);
    assert.equal(follow.heard(led.link, asked.send, place(9), 0).go, undefined);
    const found = follow.heard(asked.link, led.send, place(0), 0);
    assert.deepEqual([found.go.slide, found.isFirst], ["s9", true]);
    assert.equal(follow.moved(asked.link, place(1)).send.seq, 58, "whoever moves in it counts");
  });

  test("an audience follows a presenter, and no other reader before it knows one", () => {
    const reader = follow.moved(window_("a", "audience"), place(3)).send;
    const other = follow.heard(window_("b", "audience"), reader, place(0), 0);
    assert.equal(other.go, undefined);
    const led = follow.heard(other.link, follow.moved(window_("p"), place(1)).send, place(0), 0).link;
    assert.equal(follow.heard(led, { ...reader, seq: 9 }, place(1), 0).go.slide, "s3", "now all of them are one show");
  });

  test("who is there, and who has gone", () => {
    let link = window_("a");
    for (const [from, role] of [["b", "audience"], ["c", "presenter"]]) link = follow.heard(link, follow.hello(window_(from, role)), place(0), 1000).link;
    assert.deepEqual(follow.present(link, 2000), { audience: 1, presenters: ["c"] });
    assert.deepEqual(follow.present(link, 13000), { audience: 0, presenters: [] });
  });

  test("another language's slide, one that has no answer, and a deck that was edited", () => {
    const ids = ["opening", "plan", "end"];
    const languages = [{ lang: "en", slides: ["opening", null, "the-end"] }];
    const target = (message) => follow.target({ step: 2, ...message }, "fr", ids, languages);
    assert.deepEqual(target({ lang: "fr", slide: "plan", at: 1 }), { slide: 1, step: 2 });
    assert.deepEqual(target({ lang: "en", slide: "the-end", at: 4 }), { slide: 2, step: 2 });
    assert.deepEqual(target({ lang: "en", slide: "outline", at: 1 }), { slide: 1, step: 0 });
    assert.deepEqual(target({ lang: "fr", slide: "gone", at: 9 }), { slide: 2, step: 0 });
  });

  test("whatever arrives in whatever order, all end at the same place", () => {
    for (let seed = 1; seed <= 200; seed += 1) {
      const pick = random(seed);
      const windows = ["a", "b", "c"].map((from) => ({ link: window_(from), at: place(0), inbox: [] }));
      const send = (self, message) => windows.forEach((other) => other !== self && other.inbox.push(message));
      const deliver = (self) => {
        // Out of order, and some twice.
        const [message] = pick(5) ? self.inbox.splice(pick(self.inbox.length), 1) : [self.inbox[pick(self.inbox.length)]];
        const heard = follow.heard(self.link, message, self.at, 0);
        self.link = heard.link;
        if (heard.go) self.at = { slide: heard.go.slide, at: heard.go.at, step: heard.go.step, curtain: heard.go.curtain };
        if (heard.send) send(self, heard.send);
      };
      for (let count = 0; count < 60; count += 1) {
        const self = windows[pick(3)];
        const what = pick(6);
        if (what < 2) {
          self.at = place(pick(9), pick(3), [null, "black"][pick(2)]);
          const said = follow.moved(self.link, self.at);
          self.link = said.link;
          send(self, said.send);
        } else if (what === 2) send(self, follow.hello(self.link));
        else if (self.inbox.length) deliver(self);
      }
      for (let guard = 0; windows.some((one) => one.inbox.length) && guard < 20_000; guard += 1) {
        const self = windows[pick(3)];
        if (self.inbox.length) deliver(self);
      }
      assert.deepEqual(windows.map((one) => one.inbox.length), [0, 0, 0]);
      assert.deepEqual(windows[1].at, windows[0].at, `seed ${seed}`);
      assert.deepEqual(windows[2].at, windows[0].at, `seed ${seed}`);
    }
  });
});

describe("a run that windows share", () => {
  const facts = { language: "en", variant: null, slot: 600, hash: "h", slides: ["a", "b", "c"].map((id) => ({ id, hash: id, title: id, part: 0, plan: 60, optional: false })) };
  const begun = (at = 0, by = "a") => run.reduce(run.initial(), { type: "start", time: at, started: "2026-11-23T18:04:05+01:00", id: "1a2b3c4d", slide: "a", facts, by });
  const by = (from) => ({ by: from });
  const said = (state, records = true) => shared.checked(JSON.parse(JSON.stringify(shared.message(state, records))));
  const hear = (state, sent, at, isRecorder = false) => shared.reduce(state, { type: "heard", sent, time: at * 1000, isRecorder });
  /** This window has the lease, with what is on the disk; the server says `over` of a run whose end it saved. */
  const grant = (state, term, saved, at, over = Boolean(saved) && saved.phase === "ended") =>
    shared.reduce(state, { type: "granted", term, saved: saved && document.read(document.write(saved)), over, time: at * 1000 });
  const at = (state, seconds) => run.reduce(state, { type: "tick", time: seconds * 1000 });

  test("is the same for one that comes later, to the tenth", () => {
    const theirRun = after(begun(), show(10.3, "b"), [20, "pause", by("a")], [26, "pause", by("a")], [30, "questions", by("a")], [34.2, "tick"]);
    const late = hear(run.initial(), said(theirRun), 500);
    const what = ({ id, started, phase, mode, now, visits, pauses, questions, facts: { slides, ...facts }, speaker }) => ({ id, started, phase, mode, now, visits, pauses, questions, facts, speaker });
    assert.deepEqual(what(late), what(theirRun));
    assert.deepEqual(run.totals(at(late, 501)), run.totals(at(theirRun, 35.2)), "and time goes on in both");
    assert.deepEqual(document.write(late), document.write(theirRun), "and would be the same file");
  });

  test("pauses, asks and ends for all, whoever says so, heard twice and crosswise as well", () => {
    let one = after(begun(), [5, "tick"]);
    let other = hear(run.initial(), said(one), 5);
    other = after(other, [8, "pause", by("b")]);
    for (let times = 0; times < 2; times += 1) one = hear(one, said(other, false), 8, true);
    assert.equal(one.mode, "pause");
    other = hear(other, said(one), 8.05);
    assert.deepEqual([other.mode, other.pauses.length], ["pause", 1]);
    const stale = said(one);
    other = after(other, [12, "pause", by("b")]);
    one = after(one, [12, "questions", by("a")]);
    const [fromOne, fromOther] = [said(one), said(other, false)];
    one = hear(one, fromOther, 12, true);
    other = hear(hear(other, fromOne, 12), stale, 12.1);
    assert.deepEqual([one.mode, other.mode], ["questions", "questions"], "of two at once, the first window's");
    other = after(other, [20, "end", by("b")]);
    one = hear(one, said(other, false), 20.1, true);
    assert.equal(one.phase, "ended");
    other = hear(other, said(one), 20.2);
    assert.deepEqual([other.now, other.questions], [one.now, one.questions]);
    one = run.reduce(one, { type: "discard", by: "a" });
    other = hear(other, said(one, false), 21);
    assert.deepEqual([other.phase, other.gone], ["ready", "1a2b3c4d"]);
  });

  test("is written by another window as the first one would have, and by the first one again", () => {
    let one = after(begun(), show(10.31, "b"));
    let other = hear(run.initial(), said(one), 10.4);
    other = hear(after(other, show(20.2, "c")), said(after(one, show(20.1, "c"))), 20.3);
    one = after(one, show(20.1, "c"), [22, "tick"]);
    assert.deepEqual(at(other, 22).visits.map(({ slide, enter }) => [slide, enter]), one.visits.map(({ slide, enter }) => [slide, enter]));
    // The first window is away; the other one takes over, and goes on.
    other = after(grant(other, 1, one, 25), show(40, "a"), [45, "tick"]);
    one = hear(after(one, show(41, "b"), [50, "tick"]), said(other), 50, true);
    assert.deepEqual(one.visits.map(({ slide }) => slide), ["a", "b", "c", "a"]);
    assert.deepEqual([one.term, one.visits[3].enter], [1, other.visits[3].enter]);
    const again = grant(one, 2, one, 50);
    assert.equal(hear(other, said(again), 51, true).term, 2);
    assert.equal(hear(again, said(other), 51, true).term, 2, "an older word of the other one changes nothing");
  });

  test("that was ended while its first window was away ends there as it was recorded", () => {
    let one = after(begun(), show(10, "b"));
    let other = grant(hear(run.initial(), said(one), 10), 1, one, 22);
    other = after(other, show(30, "c"), [40, "end", by("b")]);
    one = hear(after(one, show(31, "a"), [50, "tick"]), said(other), 50, false);
    assert.deepEqual([one.phase, one.now, one.visits], ["ended", other.now, other.visits]);
  });

  test("is known whole, however long it is, in whatever language the window is", () => {
    let one = begun();
    for (let count = 1; count <= 1000; count += 1) one = after(one, show(count, "abc"[count % 3]));
    one = after(one, [1200, "pause", by("a")], [1210, "pause", by("a")], [1220, "tick"]);
    assert.deepEqual(document.write(hear(run.initial(), said(one), 1220)), document.write(one));
  });

  test("has a speaker, whichever window says who", () => {
    const one = after(begun(), [5, "tick"]);
    const other = after(hear(run.initial(), said(one), 5), [6, "speak", { speaker: "ada", by: "b" }]);
    assert.equal(hear(one, said(other, false), 6, true).speaker, "ada");
    const ready = after(run.initial(), [0, "speak", { speaker: "ada" }]);
    assert.deepEqual([ready.commands, run.reduce(ready, { type: "start", time: 0, id: "1a2b3c4d", slide: "a", facts }).speaker], [0, "ada"]);
  });

  test("has a clock that is never ahead of what it was told", () => {
    const mirror = hear(run.initial(), said(after(begun(), [10, "tick"])), 10);
    const ahead = hear(at(mirror, 12), said(after(begun(), show(12.5, "b"), [12.8, "tick"])), 12);
    const next = after(ahead, show(12, "c"));
    assert.deepEqual(next.visits.map(({ enter, leave }) => [enter, leave]), [[0, 125], [125, 128], [128, 128]]);
  });

  test("two that began at once become one, and a new one replaces one that is over", () => {
    const [one, other] = [begun(0, "a"), { ...begun(0, "b"), id: "ffffffff" }];
    assert.equal(hear(one, said(other), 0.1, true).id, "1a2b3c4d");
    assert.equal(hear(other, said(one), 0.1, true).id, "1a2b3c4d");
    const over = after(one, [9, "end", by("a")]);
    const next = run.reduce(over, { type: "start", time: 20e3, started: "2026-11-23T18:09:05+01:00", id: "00000001", slide: "a", facts, by: "b" });
    assert.equal(hear(over, said(next), 20).id, "00000001");
    assert.equal(hear(next, said(over), 20).id, "00000001", "whatever comes late");
  });

  test("goes on from what is on the disk, wherever another window recorded it", () => {
    const one = { ...after(begun(), show(10, "b"), [20, "tick"]), revision: 4 };
    const mine = { ...after(one, show(30, "c"), [40, "tick"]), revision: 4 };
    const kept = grant(mine, 1, one, 40);
    assert.deepEqual([kept.visits.length, kept.now, kept.term, kept.revision], [3, 400, 1, 4], "an earlier state of its own changes nothing");
    assert.equal(grant(mine, 1, null, 40).now, 400, "nor does one that is not there");
    const theirs = { ...after(one, show(25, "a"), [38, "tick"]), revision: 9 };
    const next = grant(mine, 2, theirs, 40);
    assert.deepEqual([next.visits.map(({ slide }) => slide), next.now, next.revision], [["a", "b", "a"], 380, 9], "what the other one recorded counts");
    const asking = grant(after(mine, [41, "pause"]), 2, theirs, 42);
    assert.equal(asking.mode, "pause");
    assert.deepEqual(run.totals(at(asking, 52)).paused, 100, "a pause goes on");
    const over = grant(mine, 2, after(one, [22, "end"]), 40);
    assert.deepEqual([over.phase, over.now, over.visits.length], ["ended", 220, 2], "an end that this window did not hear of");
    const gone = grant(mine, 2, null, 40, true);
    assert.deepEqual([gone.phase, gone.visits.length], ["ended", mine.visits.length], "an end whose file was taken away");
    assert.equal(grant(after(mine, [41, "end"]), 2, one, 42).phase, "ended", "its own end stays");
    assert.equal(grant(mine, 3, { ...theirs, id: "ffffffff" }, 40).now, 400, "another run is another");
  });

  test("gets a higher number with each state that is saved, whoever says so", () => {
    const one = shared.reduce(begun(), { type: "revised", revision: 7 });
    assert.equal(shared.reduce(one, { type: "revised", revision: 3 }).revision, 7);
    assert.equal(hear(hear(run.initial(), said(begun()), 0), said({ ...one, term: 1 }), 0).revision, 7);
  });

  test("what is no message changes nothing", () => {
    const sound = JSON.parse(JSON.stringify(shared.message(begun(), true)));
    assert.ok(shared.checked(sound));
    for (const [key, value] of [["commands", -1], ["commands", 0.5], ["by", 7], ["mode", "nap"], ["term", -1], ["discarded", "x"], ["discarded", null], ["document", null], ["document", "x"], ["document", {}], ["document", { ...sound.document, state: "gone" }]]) assert.equal(shared.checked({ ...sound, [key]: value }), null, `${key}: ${value}`);
    for (const bad of [null, 7, "x", [], {}]) assert.equal(shared.checked(bad), null);
  });
});

describe("what the server is asked", () => {
  const page = { data: { talk: "t" }, self: "w1", say: (name) => name };
  const { send } = load("presenter/requests");

  test("has an answer in any case, also where a server stops in the middle of its own", async () => {
    const ask = (answer) => {
      load("deck/server").ask = async () => answer;
      return send(page, { id: "1a2b3c4d" }, "POST");
    };
    assert.deepEqual(await ask({ ok: true, json: async () => ({ term: 1 }) }), { term: 1 });
    assert.deepEqual(await ask({ ok: false, status: 409, text: async () => " no \n" }), { status: 409, why: "no" });
    for (const stops of [{ ok: true, json: () => Promise.reject(new TypeError()) }, { ok: false, text: () => Promise.reject(new TypeError()) }]) {
      assert.deepEqual(await ask(stops), { status: 599, why: "no_server" });
    }
  });
});

describe("the lease to record", () => {
  const runs = { state: { id: "1a2b3c4d", term: 2 }, subscribe() {}, dispatch: (action) => runs.actions.push(action), actions: [] };
  const asked = async (reply, isTaken) => {
    load("presenter/requests").send = async () => reply;
    const one = load("presenter/lease").attach({ token: "t" }, runs, () => 7);
    const why = await one.ask(isTaken);
    return [["mine", "elsewhere", "over", ""].find(one.is), why || null];
  };

  test("is what the server says, and a server that cannot say has a reason", async () => {
    const { facts, visits, pauses, questions } = { ...start(), facts: { language: "en", slides: [], hash: "" } };
    const saved = (phase) => document.write({ id: "1a2b3c4d", revision: 3, started: "2026-11-23T18:04:05+01:00", phase, now: 9, facts, visits, pauses, questions });
    assert.deepEqual(await asked({ seconds: 8 }), ["elsewhere", null]);
    assert.deepEqual(await asked({ term: 3, document: null }), ["mine", null]);
    assert.deepEqual(await asked({ term: 3, document: saved("running") }, true), ["mine", null]);
    assert.deepEqual(await asked({ term: 3, document: saved("ended"), over: true }), ["over", null], "nobody has anything to record any more");
    assert.deepEqual(await asked({ term: 3, document: null, over: true }), ["over", null], "nor where its file was taken away");
    assert.deepEqual(runs.actions.map(({ type, term, time }) => [type, term, time]), Array(4).fill(["granted", 3, 7]));
    assert.deepEqual(await asked({ status: 599, why: "away" }), ["", "away"]);
  });
});

describe("the keys of the view", () => {
  const require = createRequire(import.meta.url);
  const file = (name) => require.resolve(`${theme}/js/${name}.js`);
  // Other copies than the deck's own, whose table stays as it is, over a page that has nothing but words.
  for (const name of ["deck/keys", "presenter/words"]) delete require.cache[file(name)];
  load("deck/page");
  const page = require.cache[file("deck/page")];
  const { exports } = page;
  page.exports = { ...exports, read: () => ({ data: { strings: {}, title: "" }, say: (key) => key }) };
  load("presenter/words").read({});
  page.exports = exports;
  const keys = load("deck/keys");
  const state = { mode: "presenting", overview: null, curtain: null, panel: null };
  const press = (key, { focus = "", ...event } = {}) => keys.action({ key, code: "", shiftKey: false, ...event }, { state, focus, columns: 3, isMirrored: false });

  test("a key does what it says, and is a digit only where it says nothing", () => {
    assert.deepEqual(press("-", { code: "Digit6" }), { type: "smaller" }, "French");
    assert.deepEqual(press("+", { code: "Digit1" }), { type: "larger" }, "Czech");
    assert.deepEqual([press("è", { code: "Digit7" }), press("_", { code: "Digit8" })], ["7", "8"].map((digit) => ({ type: "digit", digit })), "French, without Shift");
    assert.deepEqual(press("6", { code: "Digit6", shiftKey: true }), { type: "digit", digit: "6" }, "French, with Shift");
    for (const [key, type] of [["_", "smaller"], ["+", "larger"]]) assert.equal(press(key, { shiftKey: true }).type, type, "English, with Shift");
  });

  test("notes that have the focus keep no key of a remote", () => {
    assert.deepEqual([" ", "ArrowRight", "PageDown", "PageUp", "ArrowDown", "ArrowUp"].map((key) => press(key, { focus: "scroll" })?.type ?? null), ["next", "next", "next", "previous", null, null]);
  });
});

describe("what is said aloud", () => {
  /** What is said after each of these: `[phase, mode, saved]`. */
  const said = (...states) => {
    let known = null;
    return states.map(([phase, mode, saved]) => {
      const found = aloud.news(known, { phase, mode, saved });
      known = found.known;
      return found.said.join(" ");
    });
  };

  test("is how the run is, once", () => {
    const run = [["ready", "talk"], ["running", "talk"], ["running", "talk"], ["running", "pause"], ["running", "talk"], ["running", "questions"], ["running", "talk"], ["running", "pause"], ["ended", "talk"], ["ready", "talk"]];
    assert.deepEqual(said(...run.map((state) => [...state, "nothing"])), ["", "goes", "", "pause", "goes", "questions", "goes", "pause", "ended", "save_nothing"]);
  });

  test("is what becomes of the record, and not every try", () => {
    const kinds = ["nothing", "saving", "saved", "unsaved", "saving", "unsaved", "saving", "saved", "saved", "local", "saved_end", "elsewhere"];
    assert.deepEqual(said(...kinds.map((kind) => ["running", "talk", kind])), ["", "", "", "save_unsaved", "", "", "", "saved_again", "", "save_local", "save_saved_end", ""]);
  });
});

describe("the scripts as a whole", () => {
  const text = (name) => readFileSync(path.join(theme, name), "utf8");
  const parts = [...new Set([...scriptParts("js/presenter/main.js"), ...scriptParts("js/presenter/choices-main.js")])];
  const presenterParts = parts.filter((name) => name.includes("/presenter/"));

  test("have every string that they say, in every language", () => {
    const said = new Set(presenterParts.flatMap((name) => [...text(name).matchAll(/\bsay\(([^,)]*)/g)].flatMap(([, all]) => [...all.matchAll(/"(\w*[a-z])"/g)].map(([, key]) => key))));
    const made = ["shut", "audience_there", "audience_none", "start", "start_again", "pause", "go_on", "ahead", "on_time", "behind", "room", "move_on", "over", "curtain_black", "curtain_white", "presenter", "touch", "time", "questions", "finish", "larger", "smaller", "notes_down", "notes_up", "goes", "saved_again", "resume", "leave", "voice"];
    const voice = ["what", "where", "whose", "yes", "no", "start", "stop", "ready", "on", "paused", "stopped", "ended", "elsewhere", "insecure", "unable", "refused", "absent", "failed", "gone", "unsaved", "lost", "full", "goes_on"];
    const ends = { voice_: voice, part_: ["ahead", "on_time", "behind"], save_: ["nothing", "saving", "saved", "saved_end", "unsaved", "local", "elsewhere", "aside", "undeleted", "undeletable"], finish_: ["ready", "running", "ended", "end", "again", "download", "discard"], resume_: ["go_on", "count", "save", "discard"], leave_: ["beside", "end"], beside_: ["paused", "asked"] };
    for (const key of made.concat(Object.entries(ends).flatMap(([start, all]) => all.map((end) => start + end)))) said.add(key);
    for (const lang of ["fr", "en"]) {
      const known = new Set([...text(`i18n/${lang}.yaml`).matchAll(/^presenter_ui_(\w+):/gm)].map(([, key]) => key));
      const deck = new Set([...text(`i18n/${lang}.yaml`).matchAll(/^deck_ui_(\w+):/gm)].map(([, key]) => key));
      assert.deepEqual([...said].filter((key) => !known.has(key) && !deck.has(key) && !/_$/.test(key)), [], `missing in ${lang}`);
      assert.deepEqual([...known].filter((key) => !said.has(key)), [], `never said in ${lang}`);
      const used = new Set([...text("templates/deck-presenter.html").matchAll(/key="(presenter\w*)"/g)].map(([, key]) => key));
      const there = new Set([...text(`i18n/${lang}.yaml`).matchAll(/^(presenter(?!_ui_)\w*):/gm)].map(([, key]) => key));
      assert.deepEqual([...there].sort(), [...used].sort(), `of the page in ${lang}`);
    }
  });

  test("say of a voice what its scripts say", () => {
    const scripts = scriptParts("js/voice/main.js").map(text).join("");
    const known = [...text("i18n/en.yaml").matchAll(/^presenter_ui_voice_(\w+):/gm)].map(([, key]) => key);
    assert.deepEqual(known.filter((key) => !new RegExp(`"(voice_)?${key}"`).test(scripts)), []);
  });

  test("write only where the page has a place for it", () => {
    const page = new Set([...text("templates/deck-presenter.html").matchAll(/id="_p-([\w-]+)"/g)].map(([, id]) => id));
    const found = presenterParts.flatMap((name) => [...text(name).matchAll(/(?<!memory\.)\b(?:find|press|write|writePace|writeList)\("([\w-]+)"/g)].map(([, id]) => id));
    assert.deepEqual([...new Set(found)].filter((id) => !page.has(id)), []);
  });

  test("ask for nothing that a strict policy forbids", () => {
    for (const name of parts) assert.doesNotMatch(text(name), /\beval\(|new Function|innerHTML|\.cssText|setAttribute\("style"/);
  });
});
