// reveal-md: its own server serves the deck, and reveal.js shows it.
import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { createRequire } from "node:module";
import path from "node:path";

const manifest = createRequire(import.meta.url).resolve("reveal-md/package.json");
const program = path.join(path.dirname(manifest), "bin/reveal-md.js");

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

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
  return page.evaluate(() => Reveal.getSlides().map((slide) => {
    const fragments = [...slide.querySelectorAll(".fragment")].map((each) => Number(each.dataset.fragmentIndex));
    const notes = [slide.dataset.notes, ...[...slide.querySelectorAll("aside.notes")].map((each) => peers.words(each))];
    return {
      // A code block that is shown in steps is there once for each of them.
      text: peers.words(slide, "aside.notes, pre > code.fragment").replace(/\$\$?[^$]+\$\$?/g, ""),
      notes: notes.filter(Boolean).join(" "),
      steps: new Set(fragments).size,
    };
  }));
}
