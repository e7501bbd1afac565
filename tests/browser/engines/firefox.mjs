// Firefox, by WebDriver BiDi.
import { spawn } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import path from "node:path";
import WebSocket from "ws";
import { temporaryFolder } from "../support.mjs";
import { Window, keyActions } from "./window.mjs";

/** It asks nobody for anything, and takes itself for a device with a touch screen: that is what phones are known by. */
const preferences = {
  "app.update.enabled": false,
  "browser.shell.checkDefaultBrowser": false,
  "datareporting.policy.dataSubmissionEnabled": false,
  "extensions.getAddons.cache.enabled": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "toolkit.telemetry.enabled": false,
  "ui.primaryPointerCapabilities": 1,
};

/** Speaks the protocol: `send(method, parameters)` gives the result. */
async function connect(address) {
  const socket = new WebSocket(address);
  await new Promise((resolve, reject) => {
    socket.once("open", resolve);
    socket.once("error", reject);
  });
  const waiting = new Map();
  let last = 0;
  socket.on("message", (data) => {
    const message = JSON.parse(data);
    const [resolve, reject] = waiting.get(message.id) ?? [];
    waiting.delete(message.id);
    if (message.type === "success") resolve?.(message.result);
    else reject?.(new Error(`${message.error}: ${message.message}`));
  });
  return (method, params) =>
    new Promise((resolve, reject) => {
      last += 1;
      waiting.set(last, [resolve, reject]);
      socket.send(JSON.stringify({ id: last, method, params }));
    });
}

class FirefoxWindow extends Window {
  constructor(send, context) {
    super();
    this.send = send;
    this.context = context;
  }

  go(url) {
    return this.send("browsingContext.navigate", { context: this.context, url, wait: "complete" });
  }

  async run(expression) {
    const { result, exceptionDetails } = await this.send("script.evaluate", { expression, target: { context: this.context }, awaitPromise: true });
    if (exceptionDetails) throw new Error(`${expression}: ${exceptionDetails.text}`);
    return result.value;
  }

  press(...keys) {
    return this.send("input.performActions", { context: this.context, actions: keyActions(keys) });
  }

  resize(width, height) {
    return this.send("browsingContext.setViewport", { context: this.context, viewport: { width, height } });
  }

  /** In centimetres, as the protocol has them, since it does not ask the page for its size. */
  async print({ width, height }) {
    const page = { width: width * 2.54, height: height * 2.54 };
    const margin = { top: 0, bottom: 0, left: 0, right: 0 };
    const { data } = await this.send("browsingContext.print", { context: this.context, page, margin, background: true, shrinkToFit: false });
    return Buffer.from(data, "base64");
  }

  close() {
    return this.send("browsingContext.close", { context: this.context });
  }
}

const programs = [process.env.FIREFOX, "/usr/bin/firefox-esr", "/usr/bin/firefox"];

/** `dark` is for a reader who prefers light text on a dark ground. */
export async function start({ dark = false } = {}) {
  const program = programs.find((file) => file && existsSync(file));
  if (!program) throw new Error("no Firefox: name one with FIREFOX=…");
  const home = temporaryFolder();
  const lines = Object.entries({ ...preferences, "layout.css.prefers-color-scheme.content-override": dark ? 0 : 1 }).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`);
  writeFileSync(path.join(home, "user.js"), lines.join(""));
  const options = ["--headless", "--no-remote", "--profile", home, "--remote-debugging-port", "0", "about:blank"];
  const child = spawn(program, options, { stdio: ["ignore", "ignore", "pipe"], env: { ...process.env, HOME: home } });
  const address = await new Promise((resolve, reject) => {
    let said = "";
    child.stderr.on("data", (data) => {
      said += data;
      const found = /listening on (ws:\S+)/.exec(said);
      if (found) resolve(found[1]);
    });
    child.once("exit", (code) => reject(new Error(`Firefox ended with ${code}: ${said}`)));
  });
  const send = await connect(`${address}/session`);
  const { capabilities } = await send("session.new", { capabilities: {} });
  return {
    version: capabilities.browserVersion,
    async open() {
      const { context } = await send("browsingContext.create", { type: "window" });
      return new FirefoxWindow(send, context);
    },
    close: () =>
      new Promise((resolve) => {
        child.once("exit", resolve);
        child.kill();
      }),
  };
}
