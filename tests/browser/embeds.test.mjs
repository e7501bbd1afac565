// Embeds in a browser: nothing of another site before a reader asks for it, videos that play on the page or elsewhere,
// code that is copied without its line numbers, formulas that are drawn.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { after, afterEach, before, describe, test } from "node:test";
import { axeLevels, launch, lutrin, repository, serve, temporaryFolder } from "./support.mjs";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const code = "/* one\n\ntwo */\nfn main() {\n    println!(\"é\");\n}\n";
const body = `
::: {.video url=https://www.youtube.com/watch?v=abc title="A talk" poster=poster.png duration=42m}
What it is about.
:::

::: {.video url=https://vimeo.com/123 title="Another talk, without a poster"}
:::

::: {.tweet author="Core team" handle="@core" date=2026-01-02 url=https://social.example.org/@core/1}
A quotation.
:::

::: {.video file=short.webm title="Beside the page" poster=poster.png captions=short.vtt}
:::

\`\`\`rust title="src/main.rs" linenos {2,5}
${code}\`\`\`

\`\`\`text
${"long ".repeat(60)}
\`\`\`

\`\`\`mermaid
graph LR
\`\`\`

In a line, $\\sqrt{x} < \\frac{1}{2}$, and apart:

$$
\\begin{aligned} \\sum_{i=1}^{n} i &= \\frac{n(n+1)}{2} \\\\ a \\! b &= \\color{red} c ${"+ d_{wide} ".repeat(30)} \\end{aligned}
$$
`;

let strict, open, browser;

before(async () => {
  const site = path.join(temporaryFolder(), "site");
  lutrin("init", site);
  const folder = path.join(site, "content/blog/embeds");
  mkdirSync(folder, { recursive: true });
  for (const [lang, title] of [["en", "Embeds"], ["fr", "Contenus"]]) {
    writeFileSync(path.join(folder, `index.${lang}.md`), `---\ntitle: ${title}\ndate: 2020-01-02\nmath: true\n---\n${body}`);
  }
  const sample = path.join(repository, "content/blog/whole-site-swap");
  writeFileSync(path.join(folder, "short.webm"), readFileSync(path.join(sample, "exchange.webm")));
  writeFileSync(path.join(folder, "short.vtt"), readFileSync(path.join(sample, "exchange.en.vtt")));
  writeFileSync(path.join(folder, "poster.png"), readFileSync(path.join(sample, "exchange-video.png")));
  lutrin("build", "--root", site);
  const output = path.join(site, "public");
  strict = await serve(output);
  open = await serve(output, "default-src 'self'; frame-src https://www.youtube-nocookie.com");
  browser = await launch();
});

afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));

after(async () => {
  await browser?.close();
  await strict?.close();
  await open?.close();
});

/** Opens the page; other sites answer with a page of ours, and are counted. */
async function visit(server, options = {}, address = "/en/blog/embeds/") {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  context.setDefaultTimeout(15_000);
  const foreign = [];
  await context.route((url) => url.origin !== server.origin, (route) => {
    foreign.push(route.request().url());
    return route.fulfill({ contentType: "text/html", body: "<!DOCTYPE html><title>elsewhere</title><p>elsewhere" });
  });
  const page = await context.newPage();
  const complaints = [];
  const fetched = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("request", (request) => fetched.push(new URL(request.url()).pathname));
  await page.goto(server.origin + address, { waitUntil: "load" });
  return { context, page, foreign, complaints, fetched };
}

describe("a page of embeds", () => {
  for (const colorScheme of ["light", "dark"]) {
    for (const [address, width] of [["/en/blog/embeds/", 390], ["/blog/embeds/", 1280]]) {
      test(`is sound at ${address}, ${colorScheme}, ${width}`, async () => {
        const { page, foreign, complaints, fetched } = await visit(strict, { colorScheme, viewport: { width, height: 900 } }, address);
        await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
        await page.evaluate(axeSource);
        const found = await page.evaluate(async (levels) => (await window.axe.run(document, { runOnly: levels })).violations, axeLevels);
        assert.deepEqual(found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`), []);
        const { scroll, shown } = await page.evaluate(() => ({
          scroll: document.documentElement.scrollWidth,
          shown: document.documentElement.clientWidth,
        }));
        assert.ok(scroll <= shown, `scrolls sideways: ${scroll} > ${shown}`);
        assert.deepEqual(foreign, []);
        assert.deepEqual(complaints, []);
        assert.ok(!fetched.some((file) => file.endsWith(".webm")), "the video waits for its reader");
      });
    }
  }

  test("without scripts, videos are links, and there is no button that does nothing", async () => {
    const { page } = await visit(strict, { javaScriptEnabled: false });
    const facade = page.locator("a.facade").first();
    assert.equal(await facade.getAttribute("href"), "https://www.youtube.com/watch?v=abc");
    assert.match(await facade.innerText(), /Watch on YouTube/);
    assert.equal(await page.locator("main button").count(), 0);
  });
});

describe("a video of another site", () => {
  test("plays on the page where the policy allows it, by keyboard too, and is told before", async () => {
    const { page, foreign, complaints } = await visit(open);
    const facade = page.locator("a.facade").first();
    assert.match(await facade.innerText(), /loads www\.youtube-nocookie\.com/);
    await facade.focus();
    await page.keyboard.press("Enter");
    const frame = page.locator("figure.video iframe");
    await frame.waitFor();
    assert.equal(await frame.getAttribute("title"), "A talk");
    assert.match(await frame.getAttribute("src"), /^https:\/\/www\.youtube-nocookie\.com\/embed\/abc\?autoplay=1/);
    assert.equal(await page.evaluate(() => document.activeElement.localName), "iframe");
    await page.waitForFunction(() => document.querySelector("iframe").clientWidth > 300);
    assert.deepEqual(foreign.map((url) => new URL(url).host), ["www.youtube-nocookie.com"]);
    assert.deepEqual(complaints, []);
    assert.equal(new URL(page.url()).pathname, "/en/blog/embeds/");
  });

  test("is shown where it is at home, where the policy does not", async () => {
    const { page } = await visit(strict);
    await page.locator("a.facade").nth(1).click();
    await page.waitForURL("https://vimeo.com/123");
  });

  test("opens in another tab for who asks for that", async () => {
    const { context, page } = await visit(open);
    const opened = context.waitForEvent("page");
    await page.locator("a.facade").first().click({ modifiers: ["ControlOrMeta"] });
    await opened;
    assert.equal(await page.locator("iframe").count(), 0);
  });
});

describe("code", () => {
  test("is copied as it was written, without its numbers, and the copy is announced", async () => {
    const { context, page } = await visit(strict);
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    const block = page.locator("figure.code", { hasText: "src/main.rs" });
    const button = block.getByRole("button", { name: "Copy" });
    await button.focus();
    assert.equal(await button.evaluate((element) => getComputedStyle(element).opacity), "1");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.querySelector("[role=status]").textContent === "Copied");
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), code);
  });

  test("is copied where there is no clipboard", async () => {
    const { context, page } = await visit(strict);
    await page.evaluate(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
    await page.locator("figure.code .copy").first().click();
    await page.waitForFunction(() => document.querySelector("[role=status]").textContent === "Copied");
    await context.close();
  });

  test("is selected line by line, without its numbers", async () => {
    const { page } = await visit(strict);
    const selected = await page.evaluate(() => {
      getSelection().selectAllChildren(document.querySelector("figure.code code"));
      return getSelection().toString();
    });
    assert.equal(selected.trimEnd(), code.trimEnd());
  });

  test("speaks the page's language", async () => {
    const { page } = await visit(strict, {}, "/blog/embeds/");
    assert.equal(await page.locator(".copy").first().innerText(), "Copier");
  });
});

test("formulas are drawn", async () => {
  const { page } = await visit(strict);
  const { inline, wide, scrolls } = await page.evaluate(() => {
    const root = document.querySelector("p math msqrt").getBoundingClientRect();
    const region = document.querySelector(".math");
    return { inline: root.width > 5 && root.height > 10, wide: region.scrollWidth > region.clientWidth, scrolls: getComputedStyle(region).overflowX };
  });
  assert.deepEqual({ inline, wide, scrolls }, { inline: true, wide: true, scrolls: "auto" });
});
