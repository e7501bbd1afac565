// Chromium, by Playwright.
import { launch } from "../support.mjs";
import { Window } from "./window.mjs";

class ChromiumWindow extends Window {
  constructor(page) {
    super();
    this.page = page;
  }

  go(url) {
    return this.page.goto(url);
  }

  run(expression) {
    return this.page.evaluate(expression);
  }

  async press(...keys) {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  async resize(width, height) {
    await this.page.setViewportSize({ width, height });
  }

  print() {
    return this.page.pdf({ preferCSSPageSize: true, printBackground: true });
  }

  close() {
    return this.page.close();
  }
}

/** `dark` is for a reader who prefers light text on a dark ground. */
export async function start({ dark = false } = {}) {
  const browser = await launch();
  const scheme = { colorScheme: dark ? "dark" : "light" };
  // One context is one person's browser: its windows hear each other.
  const context = await browser.newContext(scheme);
  return {
    version: browser.version(),
    /** A new window; `touch` is for one that has a touch screen. */
    async open({ touch = false } = {}) {
      const own = touch ? await browser.newContext({ ...scheme, hasTouch: true, isMobile: true }) : context;
      return new ChromiumWindow(await own.newPage());
    },
    close: () => browser.close(),
  };
}
