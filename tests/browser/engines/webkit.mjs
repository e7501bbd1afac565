// WebKit as GTK has it, by WebDriver, on a screen that nobody sees.
import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { temporaryFolder } from "../support.mjs";
import { Window, keyActions, sleep, until } from "./window.mjs";

/** The browser that comes with the driver's package, whatever the machine. */
function miniBrowser() {
  const libraries = "/usr/lib";
  const folders = readdirSync(libraries).flatMap((name) => ["webkit2gtk-4.1", "webkit2gtk-4.0", "webkitgtk-6.0"].map((version) => path.join(libraries, name, version)));
  return folders.map((folder) => path.join(folder, "MiniBrowser")).find((file) => existsSync(file));
}

/** A screen of its own: the server says which number was free. */
async function startScreen() {
  const child = spawn("Xvfb", ["-displayfd", "3", "-screen", "0", "2100x1300x24", "-nolisten", "tcp"], { stdio: ["ignore", "ignore", "ignore", "pipe"] });
  const number = await new Promise((resolve, reject) => {
    child.stdio[3].once("data", (data) => resolve(String(data).trim()));
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`Xvfb ended with ${code}`)));
  });
  return { child, name: `:${number}` };
}

/** Speaks the protocol with the driver: `call(method, path, body)`. */
const speaker = (origin) => async (method, address, body) => {
  const answer = await fetch(origin + address, { method, body: body && JSON.stringify(body) });
  const { value } = await answer.json();
  if (value?.error) throw new Error(`${value.error}: ${value.message}`);
  return value;
};

/** The protocol speaks with one window at a time, so every call says first with which. */
class WebKitWindow extends Window {
  constructor(session, handle) {
    super();
    this.session = session;
    this.handle = handle;
  }

  call(method, address, body) {
    return this.session.inWindow(this.handle, () => this.session.call(method, address, body));
  }

  go(url) {
    return this.call("POST", "/url", { url });
  }

  run(expression) {
    const script = `const done = arguments[arguments.length - 1]; (${expression}).then(done);`;
    return this.call("POST", "/execute/async", { script, args: [] });
  }

  press(...keys) {
    return this.call("POST", "/actions", { actions: keyActions(keys) });
  }

  /** The window has a frame; how large it is, the page knows. It is never narrower than 447 pixels. */
  async resize(width, height) {
    for (let [w, h] = [width, height], tries = 0; tries < 3; tries += 1) {
      await this.call("POST", "/window/rect", { x: 0, y: 0, width: w, height: h });
      await sleep(120);
      const [innerWidth, innerHeight] = await this.evaluate("[innerWidth, innerHeight]");
      if (innerWidth === width && innerHeight === height) return;
      [w, h] = [w + width - innerWidth, h + height - innerHeight];
    }
  }

  async print() {
    return Buffer.from(await this.call("POST", "/print", {}), "base64");
  }

  close() {
    return this.call("DELETE", "/window");
  }
}

function oneAtATime(call) {
  let last = Promise.resolve();
  let current = null;
  return (handle, what) => {
    const mine = last.then(async () => {
      if (current !== handle) await call("POST", "/window", { handle });
      current = handle;
      return what();
    });
    last = mine.catch(() => {});
    return mine;
  };
}

/** `dark` is for a reader who prefers light text on a dark ground: what the desktop's theme says. */
export async function start({ dark = false } = {}) {
  const binary = process.env.MINIBROWSER ?? miniBrowser();
  if (!binary) throw new Error("no MiniBrowser of WebKitGTK: name one with MINIBROWSER=…");
  const screen = await startScreen();
  const home = temporaryFolder();
  const port = 20_000 + Math.floor(Math.random() * 20_000);
  const surroundings = { ...process.env, DISPLAY: screen.name, GDK_BACKEND: "x11", LIBGL_ALWAYS_SOFTWARE: "1", GTK_THEME: dark ? "Adwaita:dark" : "Adwaita", HOME: home, XDG_CACHE_HOME: home, XDG_CONFIG_HOME: home, XDG_DATA_HOME: home };
  const driver = spawn("WebKitWebDriver", [`--port=${port}`], { stdio: "ignore", env: surroundings });
  const speak = speaker(`http://127.0.0.1:${port}`);
  await until(() => speak("GET", "/status").catch(() => null), "the driver of WebKit");
  const capabilities = { alwaysMatch: { "webkitgtk:browserOptions": { binary, args: ["--automation"] } } };
  const begun = await speak("POST", "/session", { capabilities });
  const call = (method, address, body) => speak(method, `/session/${begun.sessionId}${address}`, body);
  const session = { call, inWindow: oneAtATime(call) };
  const first = await call("GET", "/window");
  return {
    version: begun.capabilities.browserVersion,
    async open() {
      // Asked in a window that no test closes.
      const { handle } = await session.inWindow(first, () => call("POST", "/window/new", { type: "window" }));
      return new WebKitWindow(session, handle);
    },
    async close() {
      await call("DELETE", "").catch(() => {});
      driver.kill();
      screen.child.kill();
    },
  };
}
