// The whole screen, and one that does not go dark in the middle of a talk.

function attach(page, store) {
  let lock = null;

  function toggle() {
    const done = document.fullscreenElement ? document.exitFullscreen() : page.root.requestFullscreen?.();
    // A browser may refuse; the deck shows as well in its window.
    done?.catch(() => {});
  }

  function stayAwake() {
    lock?.release();
    lock = null;
    const isWanted = (document.fullscreenElement || page.isPresenter) && !document.hidden;
    if (isWanted) navigator.wakeLock?.request("screen").then(
      (held) => {
        lock = held;
      },
      () => {},
    );
  }

  store.effect("full-screen", toggle);
  document.addEventListener("fullscreenchange", stayAwake);
  document.addEventListener("visibilitychange", stayAwake);
  stayAwake();
}

module.exports = { attach };
