// The engines that pages are tried in, and what one of them cannot show here.
import * as chromium from "./chromium.mjs";
import * as firefox from "./firefox.mjs";
import * as webkit from "./webkit.mjs";

export const engines = { chromium, firefox, webkit };

/** What is tried in each engine, in French and in English, as the guide's table calls it. */
export const subjects = ["pages", "search", "slides", "transitions", "a network that is cut", "overview", "slides that come by themselves", "two windows in step", "pointer and zoom", "the clock of a room", "six windows at once", "a phone held upright", "a recorded run", "the browser’s own print", "files without a server", "`lutrin export --pdf`"];

/**
 * The cells that an engine cannot fill, with the reason. A test looks whether it still holds: who can do more one day must
 * say so here.
 */
export const reasons = {
  firefox: {
    "`lutrin export --pdf`": "only Chromium is driven",
  },
  webkit: {
    "a phone held upright": "tested without fingers: its test window has no touch screen",
    "the browser’s own print": "tested as a layout: its driver cannot print",
    "`lutrin export --pdf`": "only Chromium is driven",
  },
};
