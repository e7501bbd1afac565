// A machine that has DejaVu and no other font: slides bring their own and fit, and what the presenter presses is whole.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { makeSite, present } from "./engines/site.mjs";
import { launch, temporaryFolder } from "./support.mjs";

/** What the general names mean, as a system's own configuration says. */
const aliases = [["sans-serif", "DejaVu Sans"], ["serif", "DejaVu Serif"], ["monospace", "DejaVu Sans Mono"]].map(([name, font]) => `<alias><family>${name}</family><prefer><family>${font}</family></prefer></alias>`);

let server, browser;

before(async () => {
  const folder = temporaryFolder();
  const file = path.join(folder, "fonts.conf");
  writeFileSync(file, `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>/usr/share/fonts/truetype/dejavu</dir><cachedir>${folder}</cachedir>${aliases.join("")}</fontconfig>
`);
  server = await present(makeSite());
  process.env.FONTCONFIG_FILE = file;
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

async function open(address, [width, height]) {
  const context = await browser.newContext({ viewport: { width, height } });
  const page = await context.newPage();
  await page.goto(server.origin + address);
  await page.waitForFunction(() => window.lutrinDeck || window.lutrinPresenter);
  await page.evaluate(() => document.fonts.ready);
  return page;
}

/** How wide letters are in a face that every machine is said to have. */
const width = (page, family) => page.evaluate((family) => {
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = `100px ${family}`;
  return pen.measureText("Lutrin").width;
}, family);

for (const home of ["", "/en"]) {
  test(`${home}/talks/sample/deck/ fits its frames`, async () => {
    for (const size of [[1920, 1080], [1280, 800], [1024, 768]]) {
      const page = await open(`${home}/talks/sample/deck/`, size);
      // Nothing else is there, whatever is asked for.
      assert.equal(await width(page, '"Liberation Sans", sans-serif'), await width(page, '"DejaVu Sans"'));
      assert.deepEqual(await page.evaluate(() => window.lutrinDeck.overflowing()), [], String(size));
      await page.context().close();
    }
  });

  test(`${home}/talks/sample/deck/presenter/ has whole buttons`, async () => {
    for (const size of [[1280, 800], [1920, 1080], [390, 844]]) {
      const page = await open(`${home}/talks/sample/deck/presenter/`, size);
      const [across, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      assert.ok(across <= window, `${size}: ${across}`);
      const buttons = page.locator(".p-view button:visible");
      assert.ok((await buttons.count()) > 3, `${size}`);
      const cut = await buttons.evaluateAll((all) => all.filter((button) => button.scrollWidth > button.clientWidth + 1 || button.getBoundingClientRect().height < 24).map((button) => button.textContent));
      assert.deepEqual(cut, [], String(size));
      await page.context().close();
    }
  });
}
