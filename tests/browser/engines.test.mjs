// What works in which browser: every subject in every engine, in French and in English. The guide's table says the same.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { engines, reasons, subjects } from "./engines/engines.mjs";
import { languages, makeSite, present } from "./engines/site.mjs";
import { until } from "./engines/window.mjs";
import { lutrin, repository, serve, temporaryFolder } from "./support.mjs";

let root, folder, published, staged;
before(async () => {
  root = makeSite();
  folder = path.join(temporaryFolder(), "public");
  lutrin("build", "--root", root, "--out", folder);
  published = await serve(folder);
  staged = await present(root);
});
after(async () => {
  await published?.close();
  await staged?.close();
});

const isReady = () => Boolean(window.lutrinDeck || window.lutrinPresenter);
const where = () => {
  const { state, deck } = window.lutrinDeck ?? window.lutrinPresenter;
  return `${deck.slides[state.slide]}/${state.step}`;
};
const isAt = (page, place) => page.until(`(${where})() === ${JSON.stringify(place)}`);
const scrollsNoWay = () => document.documentElement.scrollWidth <= innerWidth;

async function openDeck(page, address) {
  await page.go(address);
  await page.until(isReady);
}

/** Whether every picture, font and style sheet came that a page asked for. */
const isDressed = () =>
  document.fonts.ready.then(() => {
    const sheets = [...document.styleSheets].every((sheet) => sheet.cssRules.length > 0);
    return sheets && [...document.images].filter((image) => image.complete).every((image) => image.naturalWidth > 0);
  });

/** Pages hold on every screen: nothing to scroll sideways to, and letters that can be read. */
async function pages(page, { origin, lang, home }) {
  for (const [width, height] of [[1920, 1080], [1280, 800], [450, 844]]) {
    await page.resize(width, height);
    for (const address of ["/", "/blog/", "/blog/notes/", "/talks/sample/", "/search/"]) {
      await page.go(origin + home + address);
      assert.equal(await page.evaluate("document.documentElement.lang"), lang);
      assert.ok(await page.until(isDressed), address);
      assert.ok(await page.evaluate(scrollsNoWay), `${address} at ${width}`);
      const size = await page.evaluate(() => parseFloat(getComputedStyle(document.querySelector("main p, main li")).fontSize));
      assert.ok(size >= 14, `${address}: ${size} pixels`);
    }
  }
}

async function search(page, { origin, home, words }) {
  await page.resize(1280, 800);
  await page.go(`${origin}${home}/search/`);
  await page.evaluate(() => document.getElementById("_search").focus());
  await page.type(words("evenement", "event"));
  await page.until((address) => [...document.querySelectorAll(".results a")].some((link) => link.getAttribute("href") === address), `${home}/blog/notes/`);
}

/** What is seen of a deck: ids, boxes, and steps of what is on the stage. */
const seen = () => {
  const isSeen = (element) => getComputedStyle(element).visibility === "visible" && element.getClientRects().length > 0;
  const box = (element) => ["x", "y", "width", "height"].map((side) => Math.round(element.getBoundingClientRect()[side]));
  return [...document.querySelectorAll("main > .slide")].filter(isSeen).map((slide) => ({
    id: slide.id,
    box: box(slide),
    steps: [...slide.querySelectorAll(".fragment")].filter(isSeen).length,
  }));
};

/** One slide at a time fills the window, step by step, and all of the sample's fit their frames. */
async function slides(page, { origin, home, engine }) {
  await page.resize(1280, 720);
  await openDeck(page, `${origin}${home}/talks/${engine}/deck/`);
  assert.deepEqual((await page.evaluate(seen)).map(({ id, box }) => [id, box]), [["opening", [0, 0, 1280, 720]]]);
  await page.press("ArrowRight", "ArrowRight");
  await isAt(page, "steps/1");
  const shown = await page.until(`(${seen})().filter((slide) => slide.steps === 1)[0]`);
  assert.equal(shown.id, "steps");
  await page.press("End");
  await isAt(page, "end/0");
  await page.evaluate(() => history.back());
  await openDeck(page, `${origin}${home}/talks/sample/deck/#/plan`);
  assert.deepEqual(await page.evaluate(() => document.fonts.ready.then(() => window.lutrinDeck.overflowing())), []);
}

/** A slide pushes the one before it away: the deck is on it at once, it is seen to move, and nothing of that is left. */
async function transitions(page, { origin, home, engine }) {
  await page.resize(1280, 720);
  await openDeck(page, `${origin}${home}/talks/${engine}/deck/#/steps/2`);
  await isAt(page, "steps/2");
  await page.evaluate(() => {
    const real = document.startViewTransition;
    document.startViewTransition = function (update) {
      const transition = real.call(document, update);
      transition.ready.then(() => { window.hasMoved = document.documentElement.dataset.motion; });
      return transition;
    };
    return true;
  });
  await page.press("ArrowRight");
  await isAt(page, "end/0");
  assert.equal(await page.until(() => window.hasMoved), "slide from-right");
  await page.until(() => !document.documentElement.hasAttribute("data-motion"));
  assert.deepEqual((await page.evaluate(seen)).map(({ id }) => id), ["end"]);
}

/** Once it is idle, a deck needs nothing any more: it goes on when the server is gone. */
async function cutNetwork(page, { home }) {
  const short = await serve(folder);
  await page.resize(1280, 720);
  await openDeck(page, `${short.origin}${home}/talks/sample/deck/`);
  const areThere = () => {
    const all = [...document.querySelectorAll("main img")];
    return all.every((image) => image.complete && image.naturalWidth > 0) && all.length;
  };
  assert.ok((await page.until(areThere)) >= 4);
  await page.evaluate("document.fonts.ready.then(() => 1)");
  await short.close();
  await page.press("End");
  await isAt(page, await page.evaluate("`${window.lutrinDeck.deck.slides.at(-1)}/0`"));
  assert.ok(await page.evaluate(isDressed));
}

/** Slides stand beside and below each other, in their shape, and can be chosen by keys. */
async function overview(page, { origin, home }) {
  await page.resize(1280, 720);
  await openDeck(page, `${origin}${home}/talks/sample/deck/`);
  await page.press("o");
  await page.until(() => document.documentElement.classList.contains("overview"));
  const all = await page.evaluate(seen);
  assert.equal(all.length, await page.evaluate("window.lutrinDeck.deck.slides.length"));
  const { width } = { width: all[0].box[2] };
  const columns = all.filter(({ box }) => box[1] === all[0].box[1]).length;
  assert.ok(columns >= 3, `${columns} in a row`);
  all.forEach(({ id, box }, at) => {
    const [x, y, w, h] = box;
    assert.ok(Math.abs(w - width) <= 1 && Math.abs(h - (w * 9) / 16) <= 2, `${id}: ${box}`);
    const above = all[at - columns]?.box;
    assert.ok(!above || (y >= above[1] + above[3] && Math.abs(x - above[0]) <= 1), `${id} lies on another: ${box}`);
  });
  await page.press("ArrowDown", "Enter");
  await isAt(page, `${all[columns].id}/0`);
}

const stageAt = ({ home, engine }) => `${staged.origin}${home}/talks/${engine}/deck/`;

async function twoWindows(page, cell) {
  const presenter = await cell.open();
  await openDeck(page, stageAt(cell));
  await openDeck(presenter, `${stageAt(cell)}presenter/`);
  await presenter.press("ArrowRight", "ArrowRight");
  await isAt(page, "steps/1");
  await page.press("ArrowRight");
  await isAt(presenter, "steps/2");
  await presenter.press("b");
  await page.until(() => window.lutrinDeck.state.curtain === "black");
  assert.equal(await page.evaluate(() => getComputedStyle(document.body, "::after").backgroundColor), "rgb(0, 0, 0)");
  await endRun(presenter);
  await presenter.close();
}

/** What is pointed at and shown larger in the presenter view, by keys, is so in the window of the audience. */
async function tools(page, cell) {
  const presenter = await cell.open();
  await page.resize(1280, 720);
  await openDeck(page, stageAt(cell));
  await openDeck(presenter, `${stageAt(cell)}presenter/`);
  await presenter.press("PageDown");
  await isAt(page, "steps/0");
  const take = async (key, tool) => {
    await presenter.press(key);
    await presenter.until((tool) => (document.documentElement.dataset.tool ?? "") === tool, tool);
  };
  await take("x", "pointer");
  await presenter.press("ArrowRight");
  await page.until(() => document.querySelector(".slide.current > .deck-spot:not([hidden])")?.getBoundingClientRect().width > 4);
  await take("x", "");
  await take("z", "zoom");
  await presenter.press("+");
  await page.until(() => document.querySelector(".slide.current").getBoundingClientRect().width > innerWidth * 1.1);
  await presenter.press("PageDown");
  await page.until(() => Math.round(document.querySelector(".slide.current").getBoundingClientRect().width) <= innerWidth);
  await take("Escape", "");
  await endRun(presenter);
  await presenter.close();
}

/** The clock of a room shows what is left of the run that somebody begins in another window. */
async function clock(page, cell) {
  const presenter = await cell.open();
  await page.resize(1280, 720);
  await page.go(`${stageAt(cell)}clock/`);
  await openDeck(presenter, `${stageAt(cell)}presenter/`);
  await presenter.press("ArrowRight");
  await page.until(() => /^5:5\d$/.test(document.getElementById("_c-digits").textContent));
  assert.ok(await page.evaluate(() => document.getElementById("_c-digits").getBoundingClientRect().height > innerHeight * 0.3));
  await endRun(presenter);
  await presenter.close();
}

/** Slides come by themselves, until somebody touches a key. */
async function stand(page, { origin, home }) {
  await page.resize(1280, 720);
  await openDeck(page, `${origin}${home}/talks/stand/deck/`);
  await page.until(() => window.lutrinDeck.state.slide === 1);
  await page.press("Home");
  await page.until(() => document.querySelector(".deck-auto")?.dataset.mode === "touched");
}

/** The stage, its notes, a variant of both and two pages, in two languages: whatever is asked for meanwhile is answered. */
async function sixWindows(page, cell) {
  const others = [];
  const [fr, en] = Object.values(languages).map(({ root: home }) => stageAt({ ...cell, home }));
  for (const address of [fr, `${en}presenter/`, `${fr}short/`, `${en}short/presenter/`, `${staged.origin}/blog/notes/`, `${staged.origin}/en/`]) {
    const other = await cell.open();
    await other.go(address);
    others.push(other);
  }
  const [audience, presenter] = others;
  await page.go(`${staged.origin}${cell.home}/search/`);
  const answers = await page.evaluate(() => Promise.all(Array.from({ length: 6 }, (_, at) => fetch(`/?${at}`, { signal: AbortSignal.timeout(8000) }).then((answer) => answer.status))));
  assert.deepEqual(answers, [200, 200, 200, 200, 200, 200]);
  // What another device says arrives in all windows of its deck, and after the one that came first is gone.
  const tell = (seq, at) => page.evaluate((address, seq, at) => {
    const message = { v: 1, from: "phone", seq, role: "presenter", lang: "xx", slide: "none", at, step: 0 };
    const token = document.querySelector("script[data-token]").dataset.token;
    return fetch(address, { method: "POST", headers: { "X-Lutrin-Token": token }, body: JSON.stringify(message) }).then((answer) => answer.status);
  }, `/_lutrin/present/${cell.engine}`, seq, at);
  assert.equal(await tell(1000, 2), 204);
  await isAt(audience, "end/0");
  await isAt(presenter, "end/0");
  await audience.close();
  assert.equal(await tell(1001, 0), 204);
  await isAt(presenter, "opening/0");
  for (const other of others.slice(1)) await other.close();
}

/** Ends the run that the first step began: the next view would ask what to do with it. The first key raises a curtain. */
async function endRun(presenter) {
  await presenter.press("ArrowLeft", "e");
  await presenter.until(() => {
    const button = document.querySelector("dialog[open] [name=end]");
    button?.click();
    return Boolean(button);
  });
  await presenter.until(() => window.lutrinPresenter.record.isEnded && window.lutrinPresenter.record.kind === "saved");
}

/** The deck as an article: nothing to scroll sideways to, and letters that can be read. */
async function reads(page) {
  await page.until(() => window.lutrinDeck.state.mode === "reading");
  assert.ok(await page.evaluate(scrollsNoWay));
  const letters = await page.evaluate(() => parseFloat(getComputedStyle(document.querySelector("main .slide-body :is(p, li)")).fontSize));
  assert.ok(letters >= 15, `${letters} pixels`);
  assert.ok((await page.evaluate(seen)).length > 5);
}

async function phone(page, { origin, home, open }) {
  const held = await open({ touch: true });
  await held.resize(390, 844);
  await openDeck(held, `${origin}${home}/talks/sample/deck/`);
  await reads(held);
  await held.go(`${origin}${home}/blog/notes/`);
  assert.ok(await held.evaluate(scrollsNoWay));
  await held.resize(844, 390);
  await openDeck(held, `${origin}${home}/talks/sample/deck/`);
  await held.until(() => window.lutrinDeck.state.mode === "presenting");
  await held.close();
}

async function noPhone(page, { origin, home }) {
  await page.resize(390, 844);
  await openDeck(page, `${origin}${home}/talks/sample/deck/`);
  assert.equal(await page.evaluate(() => matchMedia("(pointer: coarse)").matches), false, "now it can be tried as in the others");
  await page.press("r");
  await reads(page);
  await page.press("r");
}

async function recordedRun(page, cell) {
  const folder = path.join(root, `content/talks/${cell.engine}/rehearsals`);
  const runs = () => (existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".yaml")) : []);
  const before = runs();
  await page.resize(1280, 800);
  await openDeck(page, `${stageAt(cell)}presenter/`);
  await page.press("ArrowRight");
  await page.until(() => window.lutrinPresenter.run.phase === "running");
  await page.press("ArrowRight", "End");
  await endRun(page);
  const saved = await until(() => runs().find((name) => !before.includes(name) && /^state: ended$/m.test(readFileSync(path.join(folder, name), "utf8"))), "a run that was ended");
  const text = readFileSync(path.join(folder, saved), "utf8");
  ["steps", "end"].forEach((slide) => assert.ok(text.includes(`slide: "${slide}"`), text));
}

function poppler(program, bytes, ...options) {
  const file = path.join(mkdtempSync(path.join(folder, "..", "pdf-")), "a.pdf");
  writeFileSync(file, bytes);
  const result = spawnSync(program, [...options, file, ...(program === "pdftotext" ? ["-"] : [])], { encoding: "utf8" });
  assert.equal(result.status, 0, `${program}: ${result.error ?? result.stderr}`);
  return result.stdout;
}

/** A page for each slide, with its title. */
function hasAllSlides(pdf, titles) {
  const texts = poppler("pdftotext", pdf).split("\f").slice(0, -1);
  const bare = (text) => text.replace(/[\s\u00ad\u2010-]+/g, "");
  assert.equal(texts.length, titles.length);
  titles.forEach((title, at) => assert.ok(bare(texts[at]).includes(bare(title)), `page ${at + 1}: no “${title}” in ${texts[at]}`));
}

const titlesOf = () => [...document.querySelectorAll("main > .slide")].map((slide) => slide.querySelector("h1, h2")?.textContent.trim() ?? "");

async function print(page, { origin, home }) {
  await page.resize(1280, 720);
  await openDeck(page, `${origin}${home}/talks/sample/deck/#/plan`);
  const titles = await page.evaluate(titlesOf);
  hasAllSlides(await page.print({ width: 13.333, height: 7.5 }), titles);
  await isAt(page, "plan/0");
}

/** The style sheets as they are on paper, on the screen: each slide is whole, and below the one before. */
async function layOut(page, { origin, home }) {
  await openDeck(page, `${origin}${home}/talks/sample/deck/#/plan`);
  await assert.rejects(page.print(), /unknown command/i, "now it can be tried as in the others");
  await page.evaluate(() => {
    const swap = (rules) => [...rules].forEach((rule) => {
      if (rule.media) rule.media.mediaText = rule.media.mediaText.replace("screen", "never").replace("print", "all").replace("never", "not all");
      if (rule.cssRules) swap(rule.cssRules);
    });
    [...document.styleSheets].forEach((sheet) => swap(sheet.cssRules));
    dispatchEvent(new Event("beforeprint"));
  });
  const all = await page.evaluate(seen);
  assert.equal(all.length, await page.evaluate("window.lutrinDeck.deck.slides.length"));
  all.forEach(({ id, box }, at) => {
    assert.deepEqual(box.slice(2), [1280, 720], id);
    assert.ok(at === 0 || box[1] >= all[at - 1].box[1] + 720, `${id}: ${box}`);
  });
  assert.equal(await page.evaluate("document.querySelectorAll('main > .slide[inert]').length"), 0);
}

async function files(page, { home, lang }) {
  await page.resize(1280, 720);
  await openDeck(page, `${pathToFileURL(folder)}${home}/talks/sample/deck/index.html`);
  await page.press("ArrowRight");
  await isAt(page, "hours/0");
  await page.press("l");
  await page.until(`document.documentElement.lang !== "${lang}" && (${isReady})()`);
  await isAt(page, "hours/0");
  const file = path.join(folder, "..", `one.${lang}.html`);
  if (!existsSync(file)) lutrin("export", "sample", "--root", root, "--lang", lang, "--single-file", "--output", file);
  await openDeck(page, String(pathToFileURL(file)));
  await page.press("ArrowRight");
  await isAt(page, "hours/0");
  assert.ok(await page.evaluate(isDressed));
}

const exported = {};
async function exportPdf(page, { origin, home, lang }) {
  exported[lang] ??= path.join(folder, "..", `sample.${lang}.pdf`);
  lutrin("export", "sample", "--root", root, "--lang", lang, "--pdf", "--output", exported[lang]);
  await openDeck(page, `${origin}${home}/talks/sample/deck/`);
  hasAllSlides(readFileSync(exported[lang]), await page.evaluate(titlesOf));
}

/** What is driven is Chromium's own protocol: another browser is named as what does not work. */
async function noExport(page, { lang }) {
  const options = ["export", "sample", "--root", root, "--lang", lang, "--pdf", "--browser", "/bin/true", "--output", path.join(folder, "..", "none.pdf")];
  assert.throws(() => lutrin(...options), /does not work as a browser|the browser ended/);
}

/** One check has windows of both languages. */
const bilingual = "six windows at once";
const checks = {
  pages,
  search,
  slides,
  transitions,
  "a network that is cut": cutNetwork,
  overview,
  "slides that come by themselves": stand,
  "two windows in step": twoWindows,
  "pointer and zoom": tools,
  "the clock of a room": clock,
  [bilingual]: sixWindows,
  "a phone held upright": phone,
  "a recorded run": recordedRun,
  "the browser’s own print": print,
  "files without a server": files,
  "`lutrin export --pdf`": exportPdf,
};
const insteads = { "a phone held upright": noPhone, "the browser’s own print": layOut, "`lutrin export --pdf`": noExport };

test("the guide's table says the same", () => {
  const guide = readFileSync(path.join(repository, "content/guide/12-stage.en.md"), "utf8");
  const rows = guide.split("{#browsers}")[1].split("\n## ")[0].split("\n").filter((line) => line.startsWith("| ")).slice(1);
  const cells = rows.map((row) => row.split("|").slice(1, -1).map((cell) => cell.trim()));
  const wanted = subjects.map((subject) => [subject, ...Object.keys(engines).map((engine) => reasons[engine]?.[subject] ?? "yes")]);
  assert.deepEqual(cells, wanted);
});

describe("every browser", { concurrency: true }, () => {
  for (const [engine, { start }] of Object.entries(engines)) {
    describe(engine, { concurrency: 1 }, () => {
      let browser, page;
      before(async () => {
        browser = await start();
        page = await browser.open();
      });
      after(() => browser?.close());
      for (const subject of subjects) {
        const reason = reasons[engine]?.[subject];
        for (const [lang, { root: home, words }] of Object.entries(languages)) {
          if (subject === bilingual && home) continue;
          test(`${subject} (${lang})${reason ? `: ${reason}` : ""}`, { timeout: 60_000 }, () => {
            const check = reason ? insteads[subject] : checks[subject];
            return check(page, { origin: published.origin, open: browser.open, engine, lang, home, words });
          });
        }
      }
    });
  }
});
