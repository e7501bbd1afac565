// The part of search that needs no page: folding as the index does it, finding forms, ranking, marking.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";

const repository = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const core = createRequire(import.meta.url)(path.join(repository, "themes/lutrin/js/search/core.js"));
const table = JSON.parse(readFileSync(path.join(repository, "tests/fixtures/search/words.json"), "utf8"));

/** Lines as `src/search/encode.rs` writes them, for pages below 32. */
const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
function line(words, pages) {
  let last = 0;
  const code = Object.entries(pages).map(([page, weight]) => {
    const distance = page - last;
    last = Number(page);
    return letters[distance] + letters[weight];
  });
  return `${words}|${code.join("")}`;
}

function open(lines, pages) {
  const listed = pages.map((title, at) => [title, `/${at}/`, `Résumé ${at}`, "", null]);
  return core.open({ id: "1", languages: [["fr", "Français"]], stop: "le la les de", pages: listed, words: lines });
}

const index = open(
  [
    line("evenement evenements", { 0: 4, 2: 27 }),
    line("evenementiel", { 3: 27 }),
    line("repetition repetitions", { 1: 4 }),
    line("optimise optimiser", { 1: 10, 3: 2 }),
    line("talk talks", { 0: 2, 1: 2, 2: 2, 3: 2 }),
    line("le", { 3: 27 }),
    line("c++", { 0: 2 }),
  ],
  ["Zéro", "Répétition d’un talk", "Évènement", "Le reste"],
);
const found = (query) => core.search(index, query).found.map(({ page }) => page);

describe("words", () => {
  for (const [text, indexed, asked] of table) {
    test(JSON.stringify(text), () => assert.deepEqual(core.words(text), asked ?? indexed));
  }

  test("each has a file by its first letter", () => {
    assert.deepEqual(["a", "zebra", "2026", "語", ".net"].map(core.shard), ["a", "z", "2", "6", "6"]);
  });
});

describe("finding", () => {
  test("accents and case do not matter, and a title counts most", () => {
    for (const query of ["evenement", "Évènement", "ÉVÉNEMENTS", "e\u0301ve\u0300nement "]) assert.deepEqual(found(`${query} `), [2, 0], query);
  });

  test("the last word may be unfinished", () => {
    assert.deepEqual(found("évén"), [2, 3, 0]);
    assert.deepEqual(found("évén "), [2, 3, 0], "where it is nothing else");
    assert.deepEqual(found("talk e"), found("talk"), "one letter says nothing yet");
  });

  test("a form that no page has leads to the others", () => {
    assert.deepEqual(found("optimisons"), [1, 3]);
    assert.deepEqual(found("répétitif"), [1]);
  });

  test("a letter may be wrong", () => {
    for (const query of ["repetiton", "rrepetition", "repetitoin", "repatition"]) assert.deepEqual(found(query), [1], query);
    assert.deepEqual(found("tolk"), [], "not in short words");
  });

  test("all words are wanted; where no page has them all, the nearest are given", () => {
    const both = core.search(index, "talk optimiser");
    assert.deepEqual([both.found.map(({ page }) => page), both.complete], [[1, 3], true]);
    const near = core.search(index, "répétition évènement inconnu");
    assert.deepEqual([near.found.length, near.complete], [3, false]);
    assert.deepEqual([core.search(index, "xyzzy").found, core.search(index, " ").empty], [[], true]);
  });

  test("words that say nothing are left out, unless there is no other", () => {
    assert.deepEqual(found("les talks de la répétition"), [1]);
    assert.deepEqual(found("le"), [3]);
  });

  test("names of one letter with a sign", () => assert.deepEqual(found("C++"), [0]));

  test("equals come newest first, and a phrase before single words", () => {
    assert.deepEqual(found("talks"), [0, 1, 2, 3]);
    assert.equal(found("répétition d'un talk")[0], 1);
  });

  test("words over 32 pages apart", () => {
    const far = open(["loin|ACgBFrhBH"], Array.from({ length: 1200 }, () => "x"));
    assert.deepEqual(core.search(far, "loin").found.map(({ page }) => page), [1099, 32, 0]);
  });
});

describe("scripts without spaces", () => {
  // What the index of two pages has: 機械学習の本 and 学習と機械, then ภาษาไทย.
  const index = open(
    [
      line("機械", { 0: 4, 1: 4 }),
      line("械学", { 0: 4 }),
      line("学習", { 0: 4, 1: 4 }),
      line("習の", { 0: 4 }),
      line("の本", { 0: 4 }),
      line("本", { 0: 4 }),
      line("習と", { 1: 4 }),
      line("と機", { 1: 4 }),
      line("械", { 1: 4 }),
      ...["ภาษ", "าษา", "ษาไ", "าไท", "ไทย", "ทย", "ย"].map((gram) => line(gram, { 2: 4 })),
    ],
    ["機械学習の本", "学習と機械", "ภาษาไทย"],
  );
  const found = (query) => core.search(index, query).found.map(({ page }) => page);

  test("a word within a run is found", () => {
    assert.deepEqual(found("機械学習"), [0]);
    assert.deepEqual(found("学習"), [1, 0].sort());
    assert.deepEqual(found("ไทย"), [2]);
    assert.deepEqual(found("ษาไ"), [2]);
  });

  test("what is shorter than what stands together begins it", () => {
    assert.deepEqual(found("本"), [0]);
    assert.deepEqual(found("械"), [0, 1]);
    assert.deepEqual(found("ทย "), [2]);
    assert.deepEqual(found("ภา"), [2]);
  });

  test("where no page has all of it, the nearest are given", () => {
    const near = core.search(index, "機械学校");
    assert.deepEqual([near.found.map(({ page }) => page), near.complete], [[0], false]);
  });

  test("what was asked for is marked, and no letter beside it", () => {
    const marked = (query, text) => core.marked(text, core.search(index, query).marks).filter(([, isFound]) => isFound).map(([piece]) => piece);
    assert.deepEqual(marked("機械学習", "これは機械学習の本、機械の本"), ["機械学習", "機械"]);
    assert.deepEqual(marked("本", "一本の本"), ["本", "本"]);
    assert.deepEqual(marked("ไทย", "ภาษาไทยง่าย"), ["ไทย"]);
  });
});

describe("names with points and signs", () => {
  const index = open(
    [line("node.js", { 0: 4 }), line("node nodes", { 0: 4, 1: 4 }), line("js", { 0: 4, 1: 4 }), line("1.2.3", { 2: 4 }), line(".net", { 3: 4 }), line("net", { 3: 4, 1: 4 }), line("asp.net", { 1: 4 }), line("asp", { 1: 4 })],
    ["Node.js", "node and js", "v1.2.3", ".NET"],
  );
  const found = (query) => core.search(index, query).found.map(({ page }) => page);

  test("are found as such", () => {
    assert.deepEqual(found("Node.js"), [0]);
    assert.deepEqual(found("v1.2.3"), [2]);
    assert.deepEqual(found("1.2"), [2], "the beginning of a version");
    assert.deepEqual(found(".NET"), [3]);
    assert.deepEqual(found("asp.net"), [1]);
  });

  test("by their parts where no page writes them so", () => assert.deepEqual(found("nodes.js"), [0, 1]));

  test("are marked whole", () => {
    const { marks } = core.search(index, ".net v1.2.3");
    assert.deepEqual(core.marked("The .NET of v1.2.3, not net", marks).filter(([, isFound]) => isFound).map(([piece]) => piece), [".NET", "v1.2.3"]);
  });
});

describe("files by letter", () => {
  const spread = () => core.open({ id: "1", languages: [], stop: "", pages: [["A", "/", "", "", null]] });

  test("those that a query needs are asked for once", () => {
    const index = spread();
    assert.deepEqual(core.missing(index, "Été autre eau"), ["e", "a"]);
    core.add(index, "e", { id: "1", words: ["ete|AC"] });
    assert.deepEqual(core.missing(index, "Été"), []);
    assert.deepEqual(core.search(index, "été").found.map(({ page }) => page), [0]);
  });

  test("one of another build is refused", () => {
    assert.throws(() => core.add(spread(), "e", { id: "2", words: [] }), /another index/);
  });
});

describe("marking", () => {
  test("what was found, whatever its form", () => {
    const { marks } = core.search(index, "événement ");
    assert.deepEqual(core.marked("L’évènement, des Événements !", marks), [
      ["L’", false],
      ["évènement", true],
      [", des ", false],
      ["Événements", true],
      [" !", false],
    ]);
  });
});
