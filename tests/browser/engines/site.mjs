// The site that all engines are shown, and its servers.
import { spawn } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { lutrin, repository, temporaryFolder } from "../support.mjs";
import { engines } from "./engines.mjs";

const program = process.env.LUTRIN ?? path.join(repository, "target/debug/lutrin");

export const languages = {
  fr: { root: "", words: (fr) => fr },
  en: { root: "/en", words: (_, en) => en },
};

const stage = (t) => `---
title: ${t("Deck d’essai", "Test deck")}
variants: {short: {duration: 5m}}
---

# ${t("Un talk", "A talk")} {#opening .title time=30s}

::: notes
${t("Bonsoir.", "Good evening.")}
:::

---

## ${t("Pas à pas", "Step by step")} {#steps time=2m}

::: incremental
- ${t("premier", "first")}
- ${t("deuxième", "second")}
:::

---

## ${t("Merci", "Thank you")} {#end time=2m transition=slide}
`;

/** A site with the sample's deck, a post and a talk of two variants for each engine, so that none leads another's windows. */
export function makeSite() {
  const root = path.join(temporaryFolder(), "site");
  lutrin("init", root);
  const write = (name, text) => {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  };
  cpSync(path.join(repository, "content/talks/first-talk"), path.join(root, "content/talks/sample"), { recursive: true });
  // One address in both languages.
  const sample = path.join(root, "content/talks/sample/index.fr.md");
  writeFileSync(sample, readFileSync(sample, "utf8").replace(/^slug:.*\n/m, ""));
  rmSync(path.join(root, "content/talks/sample/rehearsals"), { recursive: true, force: true });
  for (const [lang, { words: t }] of Object.entries(languages)) {
    const table = `| ${t("Partie", "Part")} | ${t("Temps", "Time")} |\n|:--|--:|\n| ${t("Début", "Start")} | 5 min |\n`;
    const code = "```rust\nfn main() { println!(\"a line of code that is longer than any telephone that is held upright is wide\"); }\n```\n";
    write(`content/blog/notes/index.${lang}.md`, `---\ntitle: ${t("Un évènement", "An event")}\ndate: 2026-01-02\ntags: [web]\n---\n${t("Le texte", "The text")}[^1].\n\n## ${t("Une partie", "A part")}\n\n${table}\n${code}\n$a^2 + b^2 = c^2$\n\n[^1]: ${t("Une note.", "A note.")}\n`);
    write(`content/talks/stand/index.${lang}.md`, `---\ntitle: ${t("Stand", "Stand")}\n---\n${t("Un résumé.", "An abstract.")}\n`);
    write(`content/talks/stand/deck.${lang}.md`, `---\ntitle: Stand\nautoslide: 2s\n---\n\n## ${t("Un", "One")}\n\n---\n\n## ${t("Deux", "Two")}\n`);
    for (const engine of Object.keys(engines)) {
      write(`content/talks/${engine}/index.${lang}.md`, `---\ntitle: ${t("Essai", "Test")} ${engine}\nduration: 6m\nspeakers: [Camille Roy - Lutrin]\n---\n${t("Un résumé.", "An abstract.")}\n`);
      write(`content/talks/${engine}/deck.${lang}.md`, stage(t));
    }
  }
  return root;
}

/** The dev server of a site. */
export async function present(root) {
  const port = 20_000 + Math.floor(Math.random() * 20_000);
  const child = spawn(program, ["serve", "--root", root, "--port", String(port)], { stdio: ["ignore", "pipe", "ignore"] });
  const origin = await new Promise((resolve, reject) => {
    child.stdout.once("data", (data) => resolve(/http:\/\/[^\s/]+/.exec(String(data))[0]));
    child.once("exit", (code) => reject(new Error(`the server ended with ${code}`)));
  });
  const close = () =>
    new Promise((resolve) => {
      child.once("exit", resolve);
      child.kill("SIGKILL");
    });
  return { origin, close };
}
