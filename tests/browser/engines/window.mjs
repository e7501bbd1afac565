// A window of any engine, as tests drive it: what does not depend on how the engine is spoken to.

/** What keys are called in pages, and in WebDriver's code. */
export const keyCodes = {
  Enter: "\uE007",
  Escape: "\uE00C",
  PageUp: "\uE00E",
  PageDown: "\uE00F",
  End: "\uE010",
  Home: "\uE011",
  ArrowLeft: "\uE012",
  ArrowUp: "\uE013",
  ArrowRight: "\uE014",
  ArrowDown: "\uE015",
};

/** Milliseconds until something that never comes is given up. */
const PATIENCE = 15_000;

export const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Waits until a function gives something, and gives that. */
export async function until(what, words) {
  for (const end = Date.now() + PATIENCE; Date.now() < end; await sleep(40)) {
    const found = await what();
    if (found) return found;
  }
  throw new Error(`never came: ${words ?? what}`);
}

/** The WebDriver actions of a press of each of some keys. */
export function keyActions(keys) {
  const values = keys.map((key) => keyCodes[key] ?? key);
  return [{ type: "key", id: "keyboard", actions: values.flatMap((value) => [{ type: "keyDown", value }, { type: "keyUp", value }]) }];
}

/** Each engine has its own `go`, `run` (of an expression, which gives a string), `press`, `resize`, `print` and `close`. */
export class Window {
  /** What a function gives in the page, as JSON; a promise is waited for. */
  async evaluate(what, ...values) {
    const call = typeof what === "string" ? what : `(${what})(${values.map((value) => JSON.stringify(value)).join(", ")})`;
    const answer = JSON.parse(await this.run(`Promise.resolve().then(() => (${call})).then((found) => JSON.stringify({ found }), (error) => JSON.stringify({ error: String(error) }))`));
    if (answer.error) throw new Error(`${call}: ${answer.error}`);
    return answer.found;
  }

  /** Waits until a function gives something in the page, and gives that. The page may go meanwhile. */
  until(what, ...values) {
    return until(() => this.evaluate(what, ...values).catch(() => null), String(what));
  }

  /** Writes into what has the focus. */
  type(text) {
    return this.press(...text);
  }
}
