// An installed Chromium, and what is read of slides in it: the same words in the same way, whoever wrote the page.
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

/** Debian's Chromium, or whatever `CHROMIUM` names. */
export async function launch() {
  const usual = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
  const executablePath = [process.env.CHROMIUM, ...usual].find((file) => file && existsSync(file));
  if (!executablePath) throw new Error(`no Chromium at ${usual.join(", ")}: name one with CHROMIUM=…`);
  const args = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--no-first-run"];
  return chromium.launch({ executablePath, args });
}

/** A page that asks nobody but this machine, and that can read words (`peers.words`). Close it when it is done. */
export async function openPage(browser) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  await page.route(
    (url) => url.protocol.startsWith("http") && !["127.0.0.1", "localhost"].includes(url.hostname),
    (route) => route.abort(),
  );
  await page.addInitScript(`globalThis.peers = { words: ${words} };`);
  return page;
}

/**
 * Runs in a page: the words that a reader sees in an element, white space as it comes. Formulas and drawings are left out (each
 * tool has its own program for them), pictures of characters are the characters, a line break is `⏎`.
 */
function words(root, leftOut = "") {
  const copy = root.cloneNode(true);
  for (const picture of copy.querySelectorAll("img.emoji, img[data-marp-twemoji]")) picture.replaceWith(picture.alt);
  const never = "script, style, template, noscript, svg, math, .katex, mjx-container, [hidden]";
  for (const element of copy.querySelectorAll(leftOut ? `${never}, ${leftOut}` : never)) element.remove();
  for (const lineBreak of copy.querySelectorAll("br")) lineBreak.replaceWith("⏎");
  for (const edge of copy.querySelectorAll("p, li, h1, h2, h3, h4, h5, h6, div, td, th, pre, dt, dd")) edge.after(" ");
  return copy.textContent;
}
