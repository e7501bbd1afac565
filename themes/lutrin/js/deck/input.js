// Keys and links, as actions.

const address = require("./address.js");
const keys = require("./keys.js");
const language = require("./language.js");
const overview = require("./overview.js");

const FIELD = "input, textarea, [contenteditable]:not([contenteditable=false]), iframe";

/** What has the focus, as far as keys are concerned. */
function focusOf(element) {
  if (!element || !element.closest) return "";
  if (element.closest(FIELD)) return "field";
  if (element.closest("select")) return "choice";
  if (element.closest("button, summary, [role=button]")) return "control";
  if (element.closest("video, audio")) return "player";
  if (element.closest("a[href]")) return "link";
  if (element.matches("[tabindex]") && isScrollable(element)) return "scroll";
  return "";
}

function isScrollable(element) {
  const isLarger = element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1;
  return isLarger && /^(auto|scroll)/.test(getComputedStyle(element).overflowX);
}

function isPlain(event) {
  return !(event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
}

function attach(page, store) {
  function onKey(event) {
    if (event.defaultPrevented || document.querySelector("dialog[open]")) return;
    const context = {
      state: store.state,
      focus: focusOf(event.target),
      columns: overview.columns(page),
      isMirrored: page.isMirrored,
    };
    const action = keys.action(event, context);
    if (!action || (event.repeat && !/^(next|previous|select)/.test(action.type))) return;
    event.preventDefault();
    store.dispatch(action);
  }

  /** A link to a slide is a jump; in the overview, the number of a slide chooses it. */
  function onClick(event) {
    const link = event.target.closest("a[href]");
    if (!link || event.defaultPrevented || !isPlain(event)) return;
    if (link.getAttribute("href")[0] !== "#") {
      if (location.protocol === "file:" && !link.download) link.href = language.file(link.href, "file:");
      return;
    }
    if (store.state.mode === "reading") return;
    const to = address.find(page.ids, link.hash);
    if (!to) return;
    event.preventDefault();
    store.dispatch({ type: "go", slide: to.slide, step: to.step });
  }

  document.addEventListener("keydown", onKey);
  document.addEventListener("click", onClick);
}

module.exports = { attach, FIELD };
