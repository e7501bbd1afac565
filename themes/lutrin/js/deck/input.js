// Keys, fingers and links, as actions.

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
  return element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1
    ? getComputedStyle(element).overflowX.search(/auto|scroll/) === 0
    : false;
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
      columns: exports.overview.columns(page),
      isMirrored: page.isMirrored,
    };
    const action = exports.keys.action(event, context);
    if (!action || (event.repeat && !/^(next|previous|select)/.test(action.type))) return;
    event.preventDefault();
    store.dispatch(action);
  }

  /** A link to a slide is a jump; in the overview, the number of a slide chooses it. */
  function onClick(event) {
    const link = event.target.closest("a[href]");
    if (!link || event.defaultPrevented || !isPlain(event)) return;
    if (link.getAttribute("href")[0] !== "#") {
      if (location.protocol === "file:" && !link.download) link.href = exports.language.file(link.href, "file:");
      return;
    }
    if (store.state.mode === "reading") return;
    const to = exports.address.find(page.ids, link.hash);
    if (!to) return;
    event.preventDefault();
    store.dispatch({ type: "go", slide: to.slide, step: to.step });
  }

  document.addEventListener("keydown", onKey);
  document.addEventListener("click", onClick);
  // Fingers on speaker notes scroll them.
  if (!page.isPresenter) attachTouch(page, store);
}

function attachTouch(page, store) {
  let from = null;

  function point(event) {
    const touch = event.changedTouches[0];
    return { x: touch.clientX, y: touch.clientY, time: event.timeStamp };
  }

  /** A page that is zoomed in is moved by fingers, and what is interactive has its own use for them. */
  function isFree(event) {
    const zoom = window.visualViewport ? visualViewport.scale : 1;
    const isShowing = store.state.mode === "presenting" && store.state.overview === null;
    return isShowing && event.touches.length === 1 && zoom < 1.05 && !event.target.closest("a, button, dialog, video, audio, summary, select, " + FIELD);
  }

  page.root.addEventListener("touchstart", (event) => { from = isFree(event) ? point(event) : null; }, { passive: true });
  page.root.addEventListener("touchcancel", () => { from = null; });
  page.root.addEventListener("touchend", (event) => {
    const isText = from && !getSelection().isCollapsed;
    const action = from && !isText && exports.touch.action(from, point(event), innerWidth, page.isMirrored);
    from = null;
    if (!action) return;
    // Or the same finger would click what lies there on the next slide.
    if (event.cancelable) event.preventDefault();
    store.dispatch(action);
  });
}

exports.input = { attach };
