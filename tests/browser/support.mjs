// What the browser scripts share: Lutrin itself, a static server, and Debian's Chromium.
import { spawnSync } from "node:child_process";
import { createServer } from "node:http";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

/** What axe looks for: every level that the site promises. By default it leaves out what is new in WCAG 2.2. */
export const axeLevels = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

export const repository = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

/** Runs Lutrin (`LUTRIN` names another binary than this repository's). Throws with its messages when it fails. */
export function lutrin(...args) {
  const [program, first] = process.env.LUTRIN ? [process.env.LUTRIN, []] : ["cargo", ["run", "--locked", "--quiet", "--"]];
  const result = spawnSync(program, [...first, ...args], { cwd: repository, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  if (result.status !== 0) {
    throw new Error(`lutrin ${args.join(" ")}: ${result.error ?? result.stderr}`);
  }
  return result.stdout;
}

/** A folder that goes away with the process. */
export function temporaryFolder() {
  const folder = mkdtempSync(path.join(tmpdir(), "lutrin-browser-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Every file below a folder, relative to it, with forward slashes. */
export function filesBelow(folder) {
  return readdirSync(folder, { recursive: true })
    .map((name) => name.split(path.sep).join("/"))
    .filter((name) => statSync(path.join(folder, name)).isFile())
    .sort();
}

const types = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".webm": "video/webm",
  ".woff2": "font/woff2",
  ".vtt": "text/vtt; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".xml": "application/xml; charset=utf-8",
};

/** The nearest `404.html` around an address, as static hosts look for it. */
function notFoundPage(folder, address) {
  const segments = address.split("/").filter(Boolean);
  while (segments.length > 0) {
    segments.pop();
    const file = path.join(folder, ...segments, "404.html");
    if (existsSync(file)) return file;
  }
  return path.join(folder, "404.html");
}

function answer(folder, policy, request, response) {
  const address = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
  const target = path.join(folder, path.normalize(address));
  const isFolder = existsSync(target) && statSync(target).isDirectory();
  if (isFolder && !address.endsWith("/")) {
    response.writeHead(301, { location: `${address}/` }).end();
    return;
  }
  const file = isFolder ? path.join(target, "index.html") : target;
  const found = existsSync(file) && target.startsWith(folder);
  const shown = found ? file : notFoundPage(folder, address);
  response.writeHead(found ? 200 : 404, {
    "content-type": types[path.extname(shown)] ?? "application/octet-stream",
    "content-security-policy": policy,
  });
  response.end(readFileSync(shown));
}

/** Serves a built site from its root, under the strictest useful policy unless another one is given. */
export async function serve(folder, policy = "default-src 'self'") {
  const server = createServer((request, response) => answer(folder, policy, request, response));
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () =>
    new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
  return { origin: `http://127.0.0.1:${server.address().port}`, close };
}

/** Debian's Chromium, or whatever `CHROMIUM` names, with `more` on its command line. */
export async function launch(more = []) {
  const usual = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
  const executablePath = [process.env.CHROMIUM, ...usual].find((file) => file && existsSync(file));
  if (!executablePath) throw new Error(`no Chromium at ${usual.join(", ")}: name one with CHROMIUM=…`);
  const args = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--no-first-run", ...more];
  return chromium.launch({ executablePath, args });
}
