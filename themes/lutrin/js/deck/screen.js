// The whole screen, and one that does not go dark in the middle of a talk.
"use strict";

function attach(page, store) {
  var lock = null;

  function toggle() {
    var isFull = Boolean(document.fullscreenElement);
    var done = isFull ? document.exitFullscreen() : page.root.requestFullscreen && page.root.requestFullscreen();
    // A browser may refuse; the deck shows as well in its window.
    if (done) done.catch(function () {});
  }

  function stayAwake() {
    var isWanted = (document.fullscreenElement || page.isPresenter) && document.visibilityState === "visible" && navigator.wakeLock;
    if (!isWanted) {
      if (lock) lock.release();
      lock = null;
      return;
    }
    navigator.wakeLock.request("screen").then(
      function (held) {
        lock = held;
      },
      function () {},
    );
  }

  store.effect("full-screen", toggle);
  document.addEventListener("fullscreenchange", stayAwake);
  document.addEventListener("visibilitychange", stayAwake);
  stayAwake();
}

exports.screen = { attach: attach };
