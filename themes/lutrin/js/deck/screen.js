// The whole screen, and one that does not go dark in the middle of a talk.

function attach(page, store) {
  let lock = null;

  function toggle() {
    const isFull = Boolean(document.fullscreenElement);
    const done = isFull ? document.exitFullscreen() : page.root.requestFullscreen && page.root.requestFullscreen();
    // A browser may refuse; the deck shows as well in its window.
    if (done) done.catch(() => {});
  }

  function stayAwake() {
    const isWanted = (document.fullscreenElement || page.isPresenter) && document.visibilityState === "visible" && navigator.wakeLock;
    if (!isWanted) {
      if (lock) lock.release();
      lock = null;
      return;
    }
    navigator.wakeLock.request("screen").then(
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
