// reveal-md: its own server serves the deck, and reveal.js shows it.
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";
import { freePort } from "../port.mjs";

const manifest = createRequire(import.meta.url).resolve("reveal-md/package.json");
const program = path.join(path.dirname(manifest), "bin/reveal-md.js");

/** Serves a folder of decks. Rejects if the server ends before it says that it has started. */
export async function start(folder) {
  const port = await freePort();
  const child = spawn(process.execPath, [program, folder, "--port", String(port), "--disable-auto-open"], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  await new Promise((resolve, reject) => {
    child.stdout.on("data", (text) => String(text).includes("started") && resolve());
    child.on("exit", (code) => reject(new Error(`reveal-md ended with ${code}`)));
  });
  return { read: (page, deck) => read(page, deck, `http://localhost:${port}`), stop: async () => child.kill() };
}

async function read(page, deck, origin) {
  await page.goto(`${origin}/${path.basename(deck.path)}`, { waitUntil: "domcontentloaded" });
  await page.waitForFunction(() => globalThis.Reveal?.isReady?.());
  return page.evaluate(() => [...document.querySelectorAll(".slides section:not(.stack)")].map((slide) => {
    Reveal.syncFragments(slide);
    const fragments = [...slide.querySelectorAll(".fragment")].map((each) => Number(each.dataset.fragmentIndex));
    const notes = [slide.dataset.notes, ...[...slide.querySelectorAll("aside.notes")].map((each) => peers.words(each))];
    const copy = slide.cloneNode(true);
    // Formulas stay as they are written, since the program for them comes from another site. It leaves code blocks alone.
    // A code block that is shown in steps is there once for each of them.
    for (const again of copy.querySelectorAll("pre > code.fragment")) again.remove();
    for (const block of copy.querySelectorAll("pre")) block.textContent = block.textContent.replaceAll("$", "＄");
    return {
      text: peers.words(copy, "aside.notes").replace(/\$\$?[^$]+\$\$?/g, ""),
      notes: notes.filter(Boolean).join(" "),
      steps: new Set(fragments).size,
    };
  }));
}
