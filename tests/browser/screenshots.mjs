// Takes the README's pictures from what this very program builds: `npm --prefix tests/browser run screenshots`.
import { mkdirSync, statSync } from "node:fs";
import path from "node:path";
import { launch, lutrin, repository, serve, temporaryFolder } from "./support.mjs";

const largest = 150_000;
const folder = path.join(temporaryFolder(), "sample");
lutrin("build", "--out", folder);
const server = await serve(folder);
const browser = await launch();
const docs = path.join(repository, "docs");
mkdirSync(docs, { recursive: true });
for (const colorScheme of ["light", "dark"]) {
  const page = await browser.newPage({ colorScheme, viewport: { width: 1280, height: 860 }, locale: "fr-FR" });
  await page.goto(`${server.origin}/`, { waitUntil: "networkidle" });
  const file = path.join(docs, `home-${colorScheme}.png`);
  await page.screenshot({ path: file });
  const { size } = statSync(file);
  console.log(`${path.relative(repository, file)}: ${size} bytes`);
  if (size > largest) process.exitCode = 1;
}
await browser.close();
await server.close();
