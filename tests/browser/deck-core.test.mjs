// The parts of a deck's script that need no page: the state, addresses, keys, touch, languages, and what titles mean.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { scriptParts } from "./parts.mjs";

const theme = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../../themes/lutrin");
const part = (name) => createRequire(import.meta.url)(path.join(theme, `js/deck/${name}.js`));
const { initial, reduce } = part("state");
const address = part("address");
const keys = part("keys");
const touch = part("touch");
const language = part("language");
const jump = part("jump");

const actions = [
  "next", "previous", "next-slide", "previous-slide", "first", "last", "go", "follow", "arrive", "overview", "select", "choose", "curtain", "panel", "close", "escape",
  "read", "digit", "enter",
];
const steps = [0, 3, 0, 12, 1, 0];
const start = initial(steps);
const run = (state, ...types) => types.reduce((state, action) => reduce(state, typeof action === "string" ? { type: action } : action), state);
const go = (slide, step = 0) => reduce(start, { type: "go", slide, step });
const at = ({ slide, step }) => [slide, step];
const everyPlace = steps.flatMap((last, slide) => Array.from({ length: last + 1 }, (_, step) => go(slide, step)));

/** The same numbers in every run. */
function random(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function someAction(pick) {
  const type = actions[pick(actions.length)];
  const panels = ["help", "jump", "languages"];
  return { type, slide: pick(9) - 1, step: pick(15) - 1, by: pick(9) - 4, curtain: ["black", "white"][pick(2)], panel: panels[pick(3)], digit: String(pick(10)) };
}

describe("state", () => {
  test("next and previous go through every step, and undo each other", () => {
    assert.deepEqual(everyPlace.map(at), everyPlace.map((_, count) => at(run(start, ...Array(count).fill("next")))));
    for (const [count, place] of everyPlace.entries()) {
      if (count + 1 < everyPlace.length) assert.deepEqual(at(run(place, "next", "previous")), at(place));
      if (count > 0) assert.deepEqual(at(run(place, "previous", "next")), at(place));
    }
  });

  test("at either end nothing moves, and nothing is told", () => {
    assert.equal(run(start, "previous"), start);
    const end = go(5);
    assert.equal(run(end, "next"), end);
    assert.equal(run(end, "next-slide"), end);
    assert.equal(run(start, "no-such-action"), start);
    assert.equal(run(start, "toString"), start);
  });

  test("whole slides leave steps out", () => {
    assert.deepEqual(at(run(go(1, 2), "next-slide")), [2, 0]);
    assert.deepEqual(at(run(go(2), "previous-slide")), [1, 0]);
    assert.deepEqual([at(run(go(3, 4), "first")), at(run(go(3, 4), "last"))], [[0, 0], [5, 0]]);
  });

  test("whatever happens, the place is one that the deck has, and states are never changed", () => {
    for (let seed = 1; seed <= 40; seed += 1) {
      const pick = random(seed);
      let state = start;
      for (let count = 0; count < 200; count += 1) {
        const frozen = Object.freeze(state);
        state = reduce(frozen, someAction(pick));
        assert.ok(state.slide >= 0 && state.slide < steps.length && state.step >= 0 && state.step <= steps[state.slide], JSON.stringify(state));
        assert.ok(state.overview === null || (state.overview >= 0 && state.overview < steps.length));
        assert.ok(state.mode === "presenting" || (state.overview === null && state.curtain === null));
        assert.match(state.typed, /^\d{0,4}$/);
      }
    }
  });

  test("a curtain rises before anything moves", () => {
    for (const curtain of ["black", "white"]) {
      const dark = reduce(go(1, 1), { type: "curtain", curtain });
      assert.equal(dark.curtain, curtain);
      for (const type of ["next", "previous", "first", "enter", "escape"]) {
        const lit = run(dark, type);
        assert.deepEqual([lit.curtain, ...at(lit)], [null, 1, 1], type);
      }
      assert.equal(reduce(dark, { type: "curtain", curtain }).curtain, null);
    }
  });

  test("the overview chooses, and Escape keeps the place", () => {
    const open = run(go(1, 2), "overview");
    assert.equal(open.overview, 1);
    const far = run(open, "next", "next");
    assert.deepEqual([far.overview, ...at(far)], [3, 1, 2]);
    assert.deepEqual([at(run(far, "escape")), at(run(far, "enter")), at(run(far, "choose"))], [[1, 2], [3, 0], [3, 0]]);
    assert.equal(reduce(open, { type: "select", by: -9 }).overview, 0);
    assert.equal(run(open, "last").overview, 5);
    assert.deepEqual(at(reduce(open, { type: "choose", slide: 4 })), [4, 0]);
  });

  test("digits and Enter go to a slide; too many are the last one", () => {
    const digits = (...all) => run(start, ...all.map((digit) => ({ type: "digit", digit })), "enter");
    assert.deepEqual([at(digits("4")), at(digits("9", "9")), at(digits("0"))], [[3, 0], [5, 0], [0, 0]]);
    assert.equal(run(start, { type: "digit", digit: "4" }, "escape").typed, "");
    assert.equal(run(start, { type: "digit", digit: "4" }, "next").typed, "");
  });

  test("jumps are counted, steps and arrivals are not", () => {
    const jumps = (...types) => run(start, ...types).jumps;
    assert.equal(jumps("next", "next", "next", "next", "previous", "next-slide"), 0);
    assert.equal(jumps({ type: "arrive", slide: 4, step: 1 }), 0);
    assert.equal(jumps({ type: "go", slide: 4 }, "first", "first", "last"), 3);
    assert.equal(jumps({ type: "go", slide: 0, step: 0 }), 0, "where it is already");
  });

  test("Escape takes away what lies on top, one at a time", () => {
    const help = { type: "panel", panel: "help" };
    assert.equal(run(start, help).panel, "help");
    assert.equal(run(start, help, help).panel, null);
    assert.deepEqual([run(start, "overview", help, "escape").panel, run(start, "overview", help, "escape").overview], [null, 0]);
    assert.equal(run(start, "escape").overview, 0);
    assert.equal(run(start, "escape", "escape").overview, null);
  });

  test("reading puts everything else away", () => {
    const reading = run(start, "overview", { type: "panel", panel: "jump" }, "read");
    assert.deepEqual([reading.mode, reading.overview, reading.panel], ["reading", null, null]);
    assert.equal(run(reading, "overview"), reading);
    assert.equal(run(reading, { type: "curtain", curtain: "black" }), reading);
    assert.equal(run(reading, "read").mode, "presenting");
  });

  test("a deck of one slide, and one of none", () => {
    assert.equal(run(initial([0]), "next", "previous", "last").slide, 0);
    assert.doesNotThrow(() => run(initial([]), "next", "last", "overview", "select", "enter"));
  });
});

describe("address", () => {
  const ids = ["opening", "plan", "été-2026", "3", "a/b c", "100%"];

  test("every place's address leads back to it", () => {
    for (const [slide, id] of ids.entries()) {
      for (const step of [0, 1, 12]) {
        const hash = address.format(id, step, false);
        assert.match(hash, /^#\/[^/]+(\/\d+)?$/);
        assert.deepEqual(address.find(ids, hash), { slide, step }, hash);
      }
      assert.deepEqual(address.find(ids, address.format(id, 7, true)), { slide, step: 0 });
    }
    assert.equal(address.format("plan", 0, false), "#/plan");
    assert.equal(address.format("plan", 2, false), "#/plan/2");
  });

  test("plain anchors, numbers, and what is nowhere", () => {
    assert.deepEqual(address.find(ids, "#plan"), { slide: 1, step: 0 });
    assert.deepEqual(address.find(ids, "#/2"), { slide: 1, step: 0 });
    assert.deepEqual(address.find(ids, "#/3"), { slide: 3, step: 0 }, "a name before a number");
    for (const hash of ["", "#", "#/", "#/nowhere", "#fn-1", "#/0", "#/99", "#_main"]) assert.equal(address.find(ids, hash), null, hash);
    for (const hash of ["#/plan/x", "#/plan/-1", "#/plan/", "#/plan/99999999"]) assert.deepEqual(address.find(ids, hash), { slide: 1, step: 0 }, hash);
    assert.equal(address.parse("#/%E0%A4%A").id, "%E0%A4%A", "what cannot be decoded stays");
  });
});

describe("keys", () => {
  const press = (key, { focus = "", state = start, ...event } = {}) =>
    keys.action({ key, code: "", shiftKey: false, ...event }, { state, focus, columns: 3, isMirrored: false });
  const type = (...all) => press(...all)?.type ?? null;

  test("every key of the table asks for its action", () => {
    for (const { keys: all, action } of keys.table) {
      for (const key of all) {
        const [, shift, name] = /^(Shift\+)?([^]+)$/.exec(key);
        assert.deepEqual(press(name, { shiftKey: Boolean(shift) }), action, key);
      }
    }
  });

  test("a remote, and what people expect of others", () => {
    for (const key of ["PageDown", "ArrowRight", "ArrowDown", " ", "n", "N"]) assert.equal(type(key), "next", key);
    for (const key of ["PageUp", "ArrowLeft", "ArrowUp", "p", "Backspace"]) assert.equal(type(key), "previous", key);
    assert.equal(type(" ", { shiftKey: true }), "previous");
    assert.equal(type("ArrowRight", { shiftKey: true }), "next-slide");
    assert.deepEqual([type("Enter"), type("Escape"), type("7")], ["enter", "escape", "digit"]);
    for (const key of ["F5", "Tab", "v", "Shift", "Dead"]) assert.equal(type(key), null, key);
  });

  test("nothing is taken from the browser, from fields, from dialogs", () => {
    for (const modifier of ["ctrlKey", "altKey", "metaKey", "isComposing"]) assert.equal(type("ArrowRight", { [modifier]: true }), null);
    for (const key of ["ArrowRight", " ", "b", "Escape", "Enter", "?"]) {
      assert.equal(type(key, { focus: "field" }), null);
      assert.equal(type(key, { state: reduce(start, { type: "panel", panel: "help" }) }), null);
    }
    assert.deepEqual([type("Enter", { focus: "control" }), type(" ", { focus: "control" }), type("ArrowRight", { focus: "control" })], [null, null, "next"]);
    assert.deepEqual([type("Enter", { focus: "link" }), type(" ", { focus: "link" })], [null, "next"]);
    assert.deepEqual([type("ArrowRight", { focus: "scroll" }), type("n", { focus: "scroll" })], [null, "next"]);
    const choice = ["PageDown", "PageUp", "ArrowRight", "ArrowDown", "Home", " ", "Enter", "Escape", "b"].map((key) => type(key, { focus: "choice" }));
    assert.deepEqual(choice, ["next", "previous", "next", null, null, null, null, null, null], "a choice has all keys but a remote's");
    assert.deepEqual([type("ArrowRight", { focus: "player" }), type("PageDown", { focus: "player" })], [null, "next"]);
  });

  test("other keyboards", () => {
    assert.equal(type("и", { code: "KeyB" }), "curtain", "Cyrillic");
    assert.deepEqual(press("é", { code: "Digit2" }), { type: "digit", digit: "2" }, "French, without Shift");
    assert.equal(type("?", { code: "KeyM", shiftKey: true }), "panel", "French");
    assert.equal(type(".", { code: "Comma", shiftKey: true }), "curtain", "French");
  });

  test("in the overview arrows go through the grid", () => {
    const state = run(start, "overview");
    assert.deepEqual(["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"].map((key) => press(key, { state }).by), [-1, 1, -3, 3]);
    assert.deepEqual([type(" ", { state }), type("Home", { state }), type("o", { state })], ["choose", "first", "overview"]);
  });

  test("an article keeps its keys, but for a few", () => {
    const state = run(start, "read");
    for (const key of ["ArrowRight", " ", "PageDown", "Home", "b", "o", "1", "Enter", "Escape"]) assert.equal(type(key, { state }), null, key);
    assert.deepEqual([type("r", { state }), type("?", { state }), type("l", { state })], ["read", "panel", "language"]);
  });

  test("where lines run from right to left, so do the arrows", () => {
    const mirrored = (key) => keys.action({ key, shiftKey: false }, { state: start, focus: "", columns: 1, isMirrored: true }).type;
    assert.deepEqual([mirrored("ArrowLeft"), mirrored("ArrowRight"), mirrored("ArrowDown")], ["next", "previous", "next"]);
  });
});

describe("touch", () => {
  const from = (x, y = 300) => ({ x, y, time: 0 });
  const action = (a, b, mirrored) => touch.action(a, b, 1000, mirrored)?.type ?? null;

  test("swipes, taps at the edges, and what is neither", () => {
    assert.deepEqual([action(from(500), from(400)), action(from(400), from(500))], ["next", "previous"]);
    assert.deepEqual([action(from(950), from(950)), action(from(50), from(52)), action(from(500), from(500))], ["next", "previous", null]);
    assert.equal(action(from(500, 100), from(440, 200)), null, "down");
    assert.equal(action(from(950), { ...from(950), time: 900 }), null, "held");
    assert.equal(action(from(500), from(470)), null, "hardly moved");
    assert.deepEqual([action(from(500), from(400), true), action(from(950), from(950), true)], ["previous", "previous"]);
  });
});

describe("languages", () => {
  const english = { lang: "en", url: "../../en/deck/", slides: ["opening", null, "outline", null] };
  const target = (state, protocol = "https:") => language.target(english, { mode: "presenting", ...state }, protocol, address.format);

  test("the same slide and step, or the nearest before it", () => {
    assert.equal(target({ slide: 2, step: 3 }), "../../en/deck/#/outline/3");
    assert.equal(target({ slide: 3, step: 2 }), "../../en/deck/#/outline");
    assert.equal(target({ slide: 1, step: 0 }), "../../en/deck/#/opening");
    assert.equal(target({ slide: 2, step: 3, mode: "reading" }), "../../en/deck/#outline");
    assert.equal(language.target({ url: "/en/", slides: [null] }, { slide: 0, step: 0 }, "https:", address.format), "/en/");
  });

  test("folders have a file where there is no server", () => {
    assert.equal(target({ slide: 0, step: 0 }, "file:"), "../../en/deck/index.html#/opening");
    assert.equal(language.file("file:///talks/deck/?x#y", "file:"), "file:///talks/deck/index.html?x#y");
    assert.equal(language.file("file:///talks/deck/a.html", "file:"), "file:///talks/deck/a.html");
  });
});

describe("titles", () => {
  const titles = ["Un talk tient en une idée", "Plan", "Le plan, en détail", "12 façons", "Été"];
  const found = (query) => jump.matches(titles, query);

  test("by number, by beginning, by word, by all words", () => {
    assert.deepEqual(found(""), [0, 1, 2, 3, 4]);
    assert.deepEqual(found("plan"), [1, 2]);
    assert.deepEqual(found("ETE"), [4]);
    assert.deepEqual(found("idee talk"), [0]);
    assert.deepEqual(found("2"), [1, 3], "a number before a title that has it");
    assert.deepEqual(found("zzz"), []);
  });
});

describe("the script as a whole", () => {
  const parts = scriptParts("js/deck/main.js").map((name) => readFileSync(path.join(theme, name), "utf8"));

  test("has every string that it says, in every language", () => {
    const said = new Set(parts.flatMap((text) => [...text.matchAll(/\bsay\("(\w*[a-z])"/g)].map(([, key]) => key)));
    for (const { name, show } of keys.table) {
      said.add(name);
      for (const piece of show.flatMap((key) => key.split(/[+ ]/))) if (/^[a-z_]+$/.test(piece)) said.add(`key_${piece}`);
    }
    for (const name of ["black", "white", "reading", "presenting", "present", "read"]) said.add(name);
    for (const lang of ["fr", "en"]) {
      const strings = readFileSync(path.join(theme, `i18n/${lang}.yaml`), "utf8");
      const known = new Set([...strings.matchAll(/^deck_ui_(\w+):/gm)].map(([, key]) => key));
      assert.deepEqual([...said].filter((key) => !known.has(key)), [], `missing in ${lang}`);
      assert.deepEqual([...known].filter((key) => !said.has(key)), [], `never said in ${lang}`);
    }
  });

  test("asks for nothing that a strict policy forbids", () => {
    for (const text of parts) assert.doesNotMatch(text, /\beval\(|new Function|innerHTML|\.cssText|setAttribute\("style"/);
  });
});
