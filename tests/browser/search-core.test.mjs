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
  for (const [text, words] of table) {
    test(JSON.stringify(text), () => assert.deepEqual(core.words(text), words));
  }

  test("each has a file by its first letter", () => {
    assert.deepEqual(["a", "zebra", "2026", "語"].map(core.shard), ["a", "z", "2", "6"]);
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
