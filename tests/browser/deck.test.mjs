// Decks in a browser: presented, read as articles, printed; by keys, fingers and addresses; with scripts and without.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { after, afterEach, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { axeLevels, filesBelow, launch, lutrin, repository, serve, temporaryFolder } from "./support.mjs";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const addresses = { fr: "/talks/essai/deck/", en: "/en/talks/essai/deck/" };

const deck = (t) => `---
title: ${t("Deck d’essai", "Test deck")}
---

# ${t("Un talk tient en une idée", "A talk holds one idea")} {#opening .title}

---

## ${t("Le plan", "Outline")} {#plan}

- [${t("Le code", "The code")}](#code)
- [${t("Un site", "A site")}](https://example.org/)

---

## ${t("Pas à pas", "Step by step")} {#fragments}

::: incremental
- ${t("premier point", "first point")}
- ${t("deuxième point", "second point")}
- ${t("troisième point", "third point")}
:::

${t("Et la fin", "And the end")} {.fragment .fade-up}

---

## ${t("Du code", "Some code")} {#code}

\`\`\`rust {1|2-3|all}
fn main() {
    let idea = 1;
    println!("{idea}");
}
\`\`\`

---

## ${t("Côte à côte", "Side by side")} {#columns}

:::: columns
::: {.column width=60%}
${t("La colonne large.", "The wide column.")}
:::
::: {.column width=40%}
${t("L’étroite.", "The narrow one.")}
:::
::::

---

## ${t("Une couleur", "A colour")} {#colour background="#123456"}

${t("Le texte est clair.", "Text is light.")}

---

## ${t("Avec une note", "With a footnote")} {#noted}

${t("Une affirmation", "A claim")}[^1].

| ${t("Partie", "Part")} | ${t("Temps", "Time")} |
|:--|--:|
| ${t("Début", "Start")} | 5 min |

[^1]: ${t("Mesurée.", "Measured.")}

---

## ${t("Trop long", "Too long")} {#overflowing}

${Array.from({ length: 24 }, (_, line) => `${t("Ligne", "Line")} ${line + 1}.`).join("\n\n")}

---

# ${t("Merci", "Thank you")} {#end .end}
`;

/** A company's look, in ten lines. */
const company = `:root {
  --deck-paper: light-dark(#fff, #0b1220);
  --deck-sheet: light-dark(#eef2f7, #16203a);
  --deck-ink: light-dark(#10203a, #eef3ff);
  --deck-soft: light-dark(#3f4d63, #b4c0d6);
  --deck-accent: light-dark(#003f9e, #8ab8ff);
  --deck-light: #2f7cf6;
  --deck-face: "Liberation Sans", Arial, sans-serif;
}
`;

const dressed = (aspect) => `---
title: Dressed
aspect: "${aspect}"
css: company.css
---

# A deck in its own clothes {.title}

---

## Code {.dark}

\`\`\`rust
fn main() {}
\`\`\`

---

## A [link](https://example.org/)
`;

const ids = ["opening", "plan", "fragments", "code", "columns", "colour", "noted", "overflowing", "end"];

function makeSite() {
  const root = path.join(temporaryFolder(), "site");
  lutrin("init", root);
  const write = (name, text) => {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  };
  for (const [lang, t] of [["fr", (fr) => fr], ["en", (_, en) => en]]) {
    write(`content/talks/essai/index.${lang}.md`, `---\ntitle: ${t("Essai", "Test")}\nduration: 20m\nspeakers: [Camille Roy - Lutrin]\n---\n${t("Un résumé.", "An abstract.")}\n`);
    write(`content/talks/essai/deck.${lang}.md`, deck(t));
  }
  for (const [name, aspect] of [["wide", "16:10"], ["classic", "4:3"]]) {
    write(`content/talks/${name}/index.fr.md`, `---\ntitle: ${name}\nduration: 20m\nspeakers: [Camille Roy - Lutrin]\n---\nText.\n`);
    write(`content/talks/${name}/deck.fr.md`, dressed(aspect));
    write(`content/talks/${name}/company.css`, company);
  }
  return { root, write };
}

let site, folder, server, browser;

before(async () => {
  site = makeSite();
  folder = path.join(site.root, "public");
  lutrin("build", "--root", site.root, "--out", folder);
  server = await serve(folder);
  browser = await launch();
});

afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));

after(async () => {
  await browser?.close();
  await server?.close();
});

/** Opens a deck at a place of it, and collects all that a browser complains about. `change` edits the page before. */
async function open(place = "", { lang = "fr", address = addresses[lang], change, origin = server.origin, viewport = { width: 1280, height: 720 }, ...options } = {}) {
  const context = await browser.newContext({ viewport, ...options });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  page.complaints = [];
  page.on("pageerror", (error) => page.complaints.push(`exception: ${error}`));
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && page.complaints.push(message.text()));
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith("http") && url.origin !== origin) page.complaints.push(`request to ${url}`);
  });
  if (change) {
    await page.route(origin + address, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: change(await response.text()) });
    });
  }
  await page.goto(origin + address + place, { waitUntil: "load" });
  return page;
}

/** Where the deck is: the slide and step of its state, the slide that shows, and the address. */
const where = (page) =>
  page.evaluate(() => {
    const { state, deck } = window.lutrinDeck;
    const shown = [...document.querySelectorAll(".slide")].filter((slide) => slide.checkVisibility({ visibilityProperty: true }));
    return { place: `${deck.slides[state.slide]}/${state.step}`, shown: shown.map((slide) => slide.id), hash: decodeURI(location.hash) };
  });

async function assertAt(page, id, step = 0, message = "") {
  const hash = `#/${id}${step ? `/${step}` : ""}`;
  assert.deepEqual(await where(page), { place: `${id}/${step}`, shown: [id], hash }, message);
}

async function press(page, ...keys) {
  for (const key of keys) await page.keyboard.press(key);
}

/** What of a slide's fragments can be seen. */
const fragments = (page, id) =>
  page.locator(`#${id} .fragment`).evaluateAll((all) => all.map((element) => getComputedStyle(element).visibility === "visible"));

/** How many pages a PDF has, and their sizes in points. */
function shapes(pdf) {
  const boxes = [...pdf.matchAll(/\/MediaBox\s*\[([^\]]*)\]/g)].map(([, box]) => box.trim().split(/\s+/).map((side) => Math.round(side)).join(" "));
  return { pages: [...pdf.matchAll(/\/Type\s*\/Page\b/g)].length, boxes: [...new Set(boxes)] };
}

async function axeViolations(page) {
  await page.evaluate(axeSource);
  const found = await page.evaluate(async (levels) => (await window.axe.run(document, { runOnly: levels })).violations, axeLevels);
  return found.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.html).join(" ")}`);
}

describe("keys", () => {
  test("next and previous go through slides and steps, whatever the key", async () => {
    const page = await open();
    await assertAt(page, "opening");
    await press(page, "ArrowRight");
    await assertAt(page, "plan");
    for (const key of ["Space", "PageDown", "n", "ArrowDown", "Enter"]) await press(page, key);
    await assertAt(page, "fragments", 4);
    for (const key of ["Shift+Space", "PageUp", "p", "ArrowUp"]) await press(page, key);
    await assertAt(page, "fragments");
    await press(page, "ArrowLeft", "Backspace");
    await assertAt(page, "opening");
    await press(page, "Shift+ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight");
    await assertAt(page, "code");
    await press(page, "Shift+ArrowLeft");
    await assertAt(page, "fragments");
    await press(page, "End");
    await assertAt(page, "end");
    await press(page, "ArrowRight", "Home");
    await assertAt(page, "opening");
    assert.deepEqual(page.complaints, []);
  });

  test("steps show fragments one by one, and light lines of code", async () => {
    const page = await open("#/fragments", { reducedMotion: "reduce" });
    for (const step of [0, 1, 2, 3, 4]) {
      assert.deepEqual(await fragments(page, "fragments"), [1, 2, 3, 4].map((at) => at <= step));
      await press(page, "ArrowRight");
    }
    await assertAt(page, "code");
    const lit = () => page.locator("#code .line").evaluateAll((all) => all.flatMap((line, at) => (line.classList.contains("lit") ? [at + 1] : [])));
    assert.deepEqual(await lit(), [1]);
    await press(page, "ArrowRight");
    assert.deepEqual(await lit(), [2, 3]);
    await press(page, "ArrowRight");
    assert.deepEqual(await lit(), [], "all of them: none stands out");
    await press(page, "ArrowRight", "ArrowLeft");
    await assertAt(page, "code", 2, "back to a slide as it was left");
    await press(page, "ArrowLeft", "ArrowLeft", "ArrowLeft");
    await assertAt(page, "fragments", 4);
  });

  test("a black and a white screen", async () => {
    const page = await open("#/plan");
    for (const [key, colour] of [["b", "rgb(0, 0, 0)"], [".", "rgb(0, 0, 0)"], ["w", "rgb(255, 255, 255)"], [",", "rgb(255, 255, 255)"]]) {
      await press(page, key);
      const curtain = await page.evaluate(() => {
        const { position, backgroundColor, width } = getComputedStyle(document.body, "::after");
        return { position, backgroundColor, width };
      });
      assert.deepEqual(curtain, { position: "fixed", backgroundColor: colour, width: "1280px" });
      await press(page, "ArrowRight");
      assert.equal(await page.evaluate(() => window.lutrinDeck.state.curtain), null);
      await assertAt(page, "plan", 0, "the first key only raises it");
    }
  });

  test("digits and Enter; jump by a part of a title; Escape leaves all as it was", async () => {
    const page = await open();
    await press(page, "1", "4");
    assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement, "::before").content), '"14"', "what is typed is shown");
    await press(page, "Escape", "4", "Enter");
    await assertAt(page, "code");
    await press(page, "g");
    assert.equal(await page.evaluate(() => document.activeElement.localName), "input");
    await page.keyboard.type("cote a");
    await press(page, "Enter");
    await assertAt(page, "columns");
    assert.equal(await page.locator("dialog[open]").count(), 0);
    await press(page, "g");
    await page.keyboard.type("n");
    assert.ok((await page.locator("dialog[open] li").count()) > 1);
    await press(page, "Escape");
    await assertAt(page, "columns");
    await press(page, "g");
    await page.locator("dialog[open] li button", { hasText: "Merci" }).click();
    await assertAt(page, "end");
  });

  test("help says every key, in the page's language, and gives the focus back", async () => {
    for (const [lang, words] of [["fr", ["Espace", "Écran noir", "Vue d’ensemble"]], ["en", ["Space", "Black screen", "Overview"]]]) {
      const page = await open("#/plan", { lang });
      await press(page, "?");
      const dialog = page.locator("dialog[open]");
      const text = await dialog.innerText();
      for (const word of words) assert.ok(text.includes(word), `${word} in ${text}`);
      assert.ok(await page.evaluate(() => document.querySelector("dialog[open]").contains(document.activeElement)));
      assert.ok((await dialog.locator("kbd").count()) > 20);
      assert.ok((await dialog.locator("kbd").allTextContents()).every(Boolean), "no cap is empty");
      await press(page, "ArrowRight", "b");
      await assertAt(page, "plan", 0, "keys are the dialog's");
      await press(page, "Escape");
      assert.equal(await page.locator("dialog[open]").count(), 0);
      await press(page, "ArrowRight");
      await assertAt(page, "fragments");
      await page.context().close();
    }
  });

  test("full screen", async () => {
    const page = await open();
    await press(page, "f");
    await page.waitForFunction(() => document.fullscreenElement === document.documentElement);
    await press(page, "f");
    await page.waitForFunction(() => !document.fullscreenElement);
    assert.deepEqual(page.complaints, []);
  });

  test("what a link, a button or the browser wants is theirs", async () => {
    const page = await open("#/plan");
    await press(page, "Control+ArrowRight", "Alt+n", "Meta+b");
    await assertAt(page, "plan");
    await page.locator("#plan a[href='#code']").focus();
    await press(page, "Enter");
    await assertAt(page, "code", 0, "the link led there");
    await page.locator(".deck-controls button").last().focus();
    await press(page, "Space");
    assert.equal(await page.locator("dialog[open]").count(), 1, "the button was pressed");
  });

  test("reading as an article, and back to the slide in view", async () => {
    const page = await open("#/code/2");
    await press(page, "r");
    assert.equal(await page.evaluate(() => document.documentElement.className.includes("presenting")), false);
    assert.deepEqual(await fragments(page, "fragments"), [true, true, true, true]);
    assert.equal((await where(page)).shown.length, ids.length);
    assert.equal((await where(page)).hash, "#code");
    assert.ok((await page.locator("#code").evaluate((slide) => Math.abs(slide.getBoundingClientRect().top))) < 200);
    await press(page, "PageDown", "End");
    await page.waitForFunction(() => scrollY + innerHeight > document.documentElement.scrollHeight - 5);
    await page.reload();
    assert.equal((await where(page)).shown.length, ids.length, "still an article");
    await page.evaluate(() => document.getElementById("noted").scrollIntoView());
    await press(page, "r");
    await assertAt(page, "noted");
  });

  test("a phone held upright reads, a turned one presents, until somebody chooses", async () => {
    const upright = { width: 390, height: 844 };
    const page = await open("#/code", { viewport: upright, hasTouch: true, isMobile: true });
    const isReading = () => page.evaluate(() => window.lutrinDeck.state.mode === "reading");
    assert.equal(await isReading(), true);
    await page.setViewportSize({ width: 844, height: 390 });
    await page.waitForFunction(() => window.lutrinDeck.state.mode === "presenting");
    await page.setViewportSize(upright);
    await page.waitForFunction(() => window.lutrinDeck.state.mode === "reading");
    await press(page, "r");
    await page.reload();
    assert.equal(await isReading(), false, "somebody wanted slides");
    assert.deepEqual(page.complaints, []);
  });
});

describe("addresses", () => {
  test("lead to a slide and its step, and stay through a reload", async () => {
    const page = await open("#/fragments/2", { reducedMotion: "reduce" });
    await assertAt(page, "fragments", 2);
    assert.deepEqual(await fragments(page, "fragments"), [true, true, false, false]);
    await press(page, "ArrowRight");
    await page.reload();
    await assertAt(page, "fragments", 3);
  });

  test("plain anchors, numbers, steps that are not there, names that are not there", async () => {
    for (const [hash, id, step] of [["#plan", "plan", 0], ["#/4", "code", 0], ["#/code/99", "code", 2], ["#/nowhere", "opening", 0], ["#/%E0%A4%A", "opening", 0], ["#_h-noted", "noted", 0]]) {
      const page = await open(hash);
      await assertAt(page, id, step, hash);
      assert.deepEqual(page.complaints, []);
      await page.context().close();
    }
  });

  test("the way back undoes a jump, not a step", async () => {
    const page = await open("#/plan");
    await press(page, "ArrowRight", "ArrowRight");
    await press(page, "End", "Home");
    await page.goBack();
    await assertAt(page, "end");
    await page.goBack();
    await assertAt(page, "fragments", 1);
    await page.goForward();
    await assertAt(page, "end");
    await page.evaluate(() => { location.hash = "#/columns"; });
    await page.waitForFunction(() => window.lutrinDeck.state.slide === 4);
    await assertAt(page, "columns");
  });

  test("a footnote is on its slide", async () => {
    const page = await open("#/noted");
    await page.locator("#noted .footnote-ref a").click();
    await assertAt(page, "noted");
  });

  test("what authors put at the foot stands there wherever it is written", async () => {
    const page = await open("#/columns");
    const [heading, first, second, body] = await page.evaluate(() => {
      const body = document.querySelector("#columns .slide-body");
      body.insertAdjacentHTML("afterbegin", '<div class="footnote">a</div><div class="footnote">b</div>');
      const elements = [body.querySelector("h2"), ...body.querySelectorAll(".footnote"), body];
      return elements.map((element) => element.getBoundingClientRect().toJSON());
    });
    assert.ok(heading.top - body.top < body.height / 4, "the content stays at the top");
    assert.ok(first.top > heading.bottom && second.top >= first.bottom);
    assert.ok(second.top - first.bottom < first.height * 2, "both share one foot");
    assert.ok(body.bottom - second.bottom < body.height / 4, "the foot is at the bottom");
  });

  test("the language changes, the slide and the step do not", async () => {
    const page = await open("#/fragments/2");
    await press(page, "l");
    await page.waitForURL(`**${addresses.en}#/fragments/2`);
    await assertAt(page, "fragments", 2);
    assert.equal(await page.evaluate(() => document.documentElement.lang), "en");
    await press(page, "l");
    await page.waitForURL(`**${addresses.fr}#/fragments/2`);
  });

  test("several other languages are a choice", async () => {
    const german = `{"lang":"de","name":"Deutsch","url":"${addresses.en}","slides":["opening","plan"]},`;
    const change = (html) => html.replace('"languages":[', `"languages":[${german}`);
    const page = await open("#/plan", { change });
    await press(page, "l");
    const names = await page.locator("dialog[open] li button").allInnerTexts();
    assert.deepEqual(names, ["Deutsch", "English"]);
    assert.deepEqual(await axeViolations(page), []);
    await page.locator("dialog[open] li button", { hasText: "Deutsch" }).click();
    await page.waitForURL(`**${addresses.en}#/plan`);
  });

  test("the presenter's view opens at the same place, where there is one", async () => {
    const none = await open("#/plan");
    await press(none, "s");
    assert.equal(none.context().pages().length, 1);
    const page = await open("#/fragments/1", { change: (html) => html.replace(/"presenter":(null|"[^"]*")/, '"presenter":"presenter/"') });
    const [view] = await Promise.all([page.context().waitForEvent("page"), press(page, "s")]);
    await view.waitForURL(`**${addresses.fr}presenter/#/fragments/1`);
  });

  test("from a folder, without a server", async () => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
    const page = await context.newPage();
    const failed = [];
    // A request that leaving the page breaks off is no failure: the browser asks for the icon whenever it likes.
    page.on("requestfailed", (request) => {
      if (request.failure().errorText !== "net::ERR_ABORTED") failed.push(request.url());
    });
    page.on("pageerror", (error) => failed.push(String(error)));
    await page.goto(`${pathToFileURL(folder)}${addresses.fr}index.html#/fragments`, { waitUntil: "networkidle" });
    await page.waitForFunction(() => window.lutrinDeck);
    await press(page, "ArrowRight");
    assert.equal((await where(page)).hash, "#/fragments/1");
    await press(page, "l");
    await page.waitForURL(`**${addresses.en}index.html#/fragments/1`, { waitUntil: "networkidle" });
    assert.deepEqual(failed, []);
  });
});

describe("overview", () => {
  test("arrows go through a grid, Enter chooses, Escape does not", async () => {
    const page = await open("#/plan");
    await press(page, "o");
    assert.deepEqual((await where(page)).shown, ids);
    const chosen = () => page.evaluate(() => document.activeElement.closest(".slide").id);
    assert.equal(await chosen(), "plan");
    await press(page, "ArrowRight");
    assert.equal(await chosen(), "fragments");
    const columns = await page.evaluate(() => {
      const tops = [...document.querySelectorAll(".slide")].map((slide) => slide.offsetTop);
      return tops.filter((top) => top === tops[0]).length;
    });
    assert.ok(columns > 1);
    await press(page, "ArrowLeft", "ArrowDown");
    assert.equal(await chosen(), ids[1 + columns]);
    await press(page, "Escape");
    await assertAt(page, "plan");
    await press(page, "Escape", "End", "Enter");
    await assertAt(page, "end");
  });

  test("the pointer chooses, anywhere on a slide", async () => {
    const page = await open();
    await press(page, "o");
    await page.locator("#columns").click({ position: { x: 40, y: 40 } });
    await assertAt(page, "columns");
  });

  test("each slide is a link that says its title, and what is on it cannot be reached", async () => {
    const page = await open();
    await press(page, "o");
    assert.equal(await page.locator("#plan .slide-number a").getAttribute("aria-label"), "2. Le plan");
    assert.ok(await page.locator("#plan .slide-body").evaluate((body) => body.inert));
    await press(page, "Tab");
    assert.equal(await page.evaluate(() => window.lutrinDeck.state.overview), 1);
  });
});

describe("pointer and touch", () => {
  test("buttons have names and are large enough; they fade while the pointer rests", async () => {
    const page = await open("#/plan");
    const buttons = await page.locator(".deck-controls button:visible").evaluateAll((all) =>
      all.map((button) => ({ name: button.getAttribute("aria-label"), ...button.getBoundingClientRect().toJSON() })),
    );
    assert.ok(buttons.length >= 6);
    for (const { name, width, height } of buttons) assert.ok(name && width >= 24 && height >= 24, `${name} ${width} ${height}`);
    await page.getByRole("button", { name: "Suite" }).click();
    await assertAt(page, "fragments");
    await press(page, "Space");
    await assertAt(page, "fragments", 1, "the button that was clicked keeps no key");
    await page.mouse.move(300, 300);
    await page.waitForFunction(() => getComputedStyle(document.querySelector(".deck-controls")).opacity === "0");
    await page.mouse.move(320, 300);
    await page.waitForFunction(() => getComputedStyle(document.querySelector(".deck-controls")).opacity === "1");
  });

  test("they cover neither the number of a slide nor its text, on any wide screen", async () => {
    for (const [width, height] of [[1920, 1080], [1280, 720], [1024, 768], [844, 390], [667, 375]]) {
      for (const dir of ["ltr", "rtl"]) {
        const page = await open("#/plan", { viewport: { width, height } });
        const covered = await page.evaluate((dir) => {
          document.documentElement.dir = dir;
          const controls = document.querySelector(".deck-controls").getBoundingClientRect();
          return Array.from(document.querySelectorAll("#plan :is(.slide-number, .slide-body > *)"), (part) => {
            const box = part.getBoundingClientRect();
            const isApart = box.right <= controls.left || controls.right <= box.left || box.bottom <= controls.top;
            return isApart && getComputedStyle(part).visibility === "visible" ? "" : part.outerHTML;
          }).filter(Boolean);
        }, dir);
        assert.deepEqual(covered, [], `${width} × ${height}, ${dir}`);
        await page.context().close();
      }
    }
  });

  test("swipes and taps at the edges; a link stays a link", async () => {
    const page = await open("#/plan", { hasTouch: true, viewport: { width: 800, height: 450 } });
    const session = await page.context().newCDPSession(page);
    const finger = async (...points) => {
      const [first, ...rest] = points.map(([x, y]) => ({ x, y }));
      await session.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [first] });
      for (const point of rest) await session.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: [point] });
      await session.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
    };
    await finger([500, 300], [420, 300], [300, 305]);
    await assertAt(page, "fragments");
    await finger([300, 300], [400, 300], [500, 305]);
    await assertAt(page, "plan");
    await finger([780, 200]);
    await assertAt(page, "fragments");
    await finger([20, 200]);
    await assertAt(page, "plan");
    await finger([400, 300]);
    await assertAt(page, "plan", 0, "a tap in the middle");
    await page.locator("#plan a[href='#code']").tap();
    await assertAt(page, "code");
  });
});

describe("for everybody", () => {
  for (const colorScheme of ["light", "dark"]) {
    test(`every slide, the overview, dialogs and the article are accessible (${colorScheme})`, async () => {
      const page = await open("", { colorScheme, reducedMotion: "reduce" });
      for (const [at, id] of ids.entries()) {
        await page.evaluate((slide) => window.lutrinDeck.dispatch({ type: "arrive", slide, step: 1 }), at);
        assert.deepEqual(await axeViolations(page), [], id);
      }
      for (const key of ["o", "?", "g"]) {
        await press(page, key);
        assert.deepEqual(await axeViolations(page), [], key);
        await press(page, "Escape");
      }
      await page.evaluate(() => window.lutrinDeck.dispatch({ type: "read" }));
      assert.deepEqual(await axeViolations(page), [], "article");
      assert.deepEqual(page.complaints, []);
    });
  }

  test("hidden slides cannot be reached, and changes are told", async () => {
    const page = await open("#/plan");
    assert.equal(await page.locator(".slide:not([inert])").count(), 1);
    const status = () => page.locator("body > [role=status]").textContent();
    await press(page, "ArrowRight");
    assert.equal(await status(), "Diapositive 3 sur 9 : Pas à pas".replace(" :", "\u00a0:"));
    await press(page, "ArrowRight");
    assert.equal(await status(), "premier point");
    await press(page, "3", "Enter", "4", "Enter", "ArrowRight");
    assert.equal(await status(), "Lignes 2, 3");
  });

  test("a focus on a slide that goes is not lost at the top of the page", async () => {
    const page = await open("#/plan");
    await page.locator("#plan a").first().focus();
    await press(page, "ArrowRight");
    assert.equal(await page.evaluate(() => document.activeElement.id), "_main");
  });

  test("less motion where it is asked for", async () => {
    const duration = async (reducedMotion) => {
      const page = await open("#/fragments", { reducedMotion });
      return page.locator("#fragments .fade-up").evaluate((element) => [getComputedStyle(element).transitionDuration.split(",")[0], getComputedStyle(element).translate]);
    };
    assert.deepEqual(await duration("reduce"), ["0s", "none"]);
    assert.notDeepEqual(await duration("no-preference"), ["0s", "none"]);
  });

  test("type is large: at least 2.2 % of a slide's width, at any size", async () => {
    for (const width of [390, 1280, 1920]) {
      const page = await open("#/columns", { viewport: { width, height: Math.round((width * 9) / 16) } });
      const size = await page.locator("#columns p").first().evaluate((text) => parseFloat(getComputedStyle(text).fontSize) / text.closest(".slide").clientWidth);
      assert.ok(size >= 0.022, `${size} at ${width}`);
      const scrolls = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
      assert.ok(!scrolls);
      await page.context().close();
    }
  });

  test("columns are as wide as they say", async () => {
    const page = await open("#/columns");
    const widths = await page.locator("#columns .column").evaluateAll((all) => all.map((column) => column.clientWidth));
    assert.ok(Math.abs(widths[0] / widths[1] - 1.5) < 0.05, String(widths));
  });

  test("policy: nothing that `default-src 'self'` forbids", async () => {
    const page = await open();
    await page.evaluate(() => {
      window.violations = [];
      document.addEventListener("securitypolicyviolation", (event) => window.violations.push(event.violatedDirective));
    });
    await press(page, "ArrowRight", "ArrowRight", "ArrowRight", "o", "Enter", "g", "Escape", "?", "Escape", "b", "b", "r", "r");
    assert.deepEqual(await page.evaluate(() => window.violations), []);
    assert.deepEqual(page.complaints, []);
  });
});

describe("without a script, and on paper", () => {
  test("everything can be read, steps as well", async () => {
    const page = await open("", { javaScriptEnabled: false });
    const text = await page.locator("main").innerText();
    for (const words of ["Un talk tient en une idée", "troisième point", "Et la fin", "println!", "Mesurée.", "Ligne 24.", "Merci"]) assert.ok(text.includes(words), words);
    assert.ok(await page.locator("header.deck-head").isVisible());
    for (const width of [390, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      assert.equal(await page.locator(".slide").count(), ids.length);
      const { scroll, visible } = await page.locator("html").evaluate((root) => ({ scroll: root.scrollWidth, visible: root.clientWidth }));
      assert.ok(scroll <= visible, `${scroll} > ${visible}`);
    }
  });

  for (const [how, options, act] of [["presented", {}, async () => {}], ["read", {}, (page) => press(page, "r")], ["without a script", { javaScriptEnabled: false }, async () => {}]]) {
    test(`one slide a page, ${how}`, async () => {
      const page = await open("#/code/1", options);
      await act(page);
      const pdf = (await page.pdf({ preferCSSPageSize: true, printBackground: true })).toString("latin1");
      assert.deepEqual(shapes(pdf), { pages: ids.length, boxes: ["0 0 960 540"] });
    });
  }

  for (const [name, box] of [["wide", "0 0 864 540"], ["classic", "0 0 720 540"]]) {
    test(`pages have the shape of their deck: ${name}`, async () => {
      const page = await open("", { address: `/talks/${name}/deck/` });
      const pdf = (await page.pdf({ preferCSSPageSize: true, printBackground: true })).toString("latin1");
      assert.deepEqual(shapes(pdf), { pages: 3, boxes: [box] });
    });
  }

  test("on paper every step is there, and no button", async () => {
    const page = await open("#/fragments");
    await page.emulateMedia({ media: "print" });
    assert.deepEqual(await fragments(page, "fragments"), [true, true, true, true]);
    assert.equal(await page.locator(".deck-controls").isVisible(), false);
    assert.equal(await page.locator("header.deck-head").isVisible(), false);
  });
});

describe("a company's look", () => {
  for (const colorScheme of ["light", "dark"]) {
    test(`is a few properties, by day and on stage (${colorScheme})`, async () => {
      const page = await open("", { address: "/talks/classic/deck/", colorScheme, viewport: { width: 1024, height: 768 } });
      const look = () => page.locator(".slide.current").evaluate((slide) => {
        const { backgroundColor, color, fontFamily } = getComputedStyle(slide);
        return [backgroundColor, color, fontFamily.split(",")[0]];
      });
      const stage = ["rgb(11, 18, 32)", "rgb(238, 243, 255)", '"Liberation Sans"'];
      assert.deepEqual(await look(), colorScheme === "dark" ? stage : ["rgb(255, 255, 255)", "rgb(16, 32, 58)", '"Liberation Sans"']);
      await press(page, "ArrowRight");
      assert.deepEqual(await look(), stage, "a dark slide is on stage in any case");
      assert.deepEqual(await axeViolations(page), []);
      await press(page, "ArrowRight");
      assert.deepEqual(await axeViolations(page), []);
      assert.ok(company.trim().split("\n").length <= 10);
    });
  }
});

describe("for other scripts and writers", () => {
  test("one script of little weight, whose parts are not published", () => {
    const scripts = filesBelow(folder).filter((file) => /^assets\/js\/deck/.test(file));
    const names = scripts.map((file) => path.basename(file).split(".")[0]);
    assert.deepEqual(names.sort(), ["deck", "deck-motion", "deck-stand", "deck-tools"], "and those that are loaded when they are used");
    const size = gzipSync(readFileSync(path.join(folder, scripts.find((file) => file.includes("/deck.")))), { level: 9 }).length;
    assert.ok(size <= 11 * 1024, `${size} bytes`);
  });

  test("what overflows is known, and nothing else is said to", async () => {
    const page = await open("#/plan");
    assert.deepEqual(await page.evaluate(() => window.lutrinDeck.overflowing()), ["overflowing"]);
    await assertAt(page, "plan", 0, "measuring leaves the deck as it is");
    const mark = await page.locator("#overflowing").evaluate((slide) => [slide.dataset.overflow, getComputedStyle(slide, "::after").content]);
    assert.match(mark[0], /^Dépasse du cadre de \d+\u202f%$/);
    assert.equal(mark[1], "none", "only the dev server's pages show it");
  });

  test("state, dispatch and subscribe", async () => {
    const page = await open();
    const heard = await page.evaluate(() => {
      const heard = [];
      const end = window.lutrinDeck.subscribe((state, before) => heard.push([before.slide, state.slide]));
      window.lutrinDeck.dispatch({ type: "next" });
      window.lutrinDeck.dispatch({ type: "arrive", slide: 3, step: 1 });
      end();
      window.lutrinDeck.dispatch({ type: "next" });
      return heard;
    });
    assert.deepEqual(heard, [[0, 1], [1, 3]]);
    await assertAt(page, "code", 2);
  });

  test("the dev server marks what overflows, and a change keeps the place", async () => {
    const program = process.env.LUTRIN ?? path.join(repository, "target/debug/lutrin");
    const child = spawn(program, ["serve", "--root", site.root, "--port", String(20_000 + Math.floor(Math.random() * 20_000))], { stdio: ["ignore", "pipe", "ignore"] });
    try {
      const origin = await new Promise((resolve, reject) => {
        child.stdout.once("data", (data) => resolve(new URL(String(data).trim()).origin));
        child.once("exit", (code) => reject(new Error(`the server ended with ${code}`)));
      });
      const page = await open("#/overflowing", { origin });
      await page.waitForFunction(() => getComputedStyle(document.getElementById("overflowing"), "::after").content.includes("%"));
      await press(page, "Home", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight");
      await assertAt(page, "fragments", 2);
      await page.waitForFunction(() => document.documentElement.dataset.lutrinGeneration);
      site.write("content/talks/essai/deck.fr.md", deck((fr) => fr).replace("premier point", "tout premier point"));
      await page.waitForFunction(() => document.body.textContent.includes("tout premier point") && window.lutrinDeck);
      await assertAt(page, "fragments", 2);
    } finally {
      child.kill("SIGKILL");
    }
  });
});
