// Fingers, as actions. Those on speaker notes scroll them: the presenter view has none of this.

const input = require("./input.js");
const { action: actionOf } = require("./touch.js");

function attach(page, store) {
  let from = null;

  function point(event) {
    const touch = event.changedTouches[0];
    return { x: touch.clientX, y: touch.clientY, time: event.timeStamp };
  }

  /** A page that is zoomed in is moved by fingers, and what is interactive has its own use for them. */
  function isFree(event) {
    const zoom = window.visualViewport ? visualViewport.scale : 1;
    const isShowing = store.state.mode === "presenting" && store.state.overview === null;
    return isShowing && event.touches.length === 1 && zoom < 1.05 && !event.target.closest("a, button, dialog, video, audio, summary, select, " + input.FIELD);
  }

  page.root.addEventListener("touchstart", (event) => { from = isFree(event) ? point(event) : null; }, { passive: true });
  page.root.addEventListener("touchcancel", () => { from = null; });
  page.root.addEventListener("touchend", (event) => {
    const isText = from && !getSelection().isCollapsed;
    const action = from && !isText && actionOf(from, point(event), innerWidth, page.isMirrored);
    from = null;
    if (!action) return;
    // Or the same finger would click what lies there on the next slide.
    if (event.cancelable) event.preventDefault();
    store.dispatch(action);
  });
}

module.exports = { attach };
