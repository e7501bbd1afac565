// A video of another site plays on the page once its reader asks for it. Where the site's policy forbids the player
// (no `frame-src` for it), the link is followed instead, as it is without scripts.
(function () {
  "use strict";
  let waiting = null;
  let forbidden = false;
  /** What each link said before it offered to play here. */
  const words = new Map();

  document.addEventListener("securitypolicyviolation", (event) => {
    if (!waiting || !/^(frame|child|default)-src/.test(event.effectiveDirective)) return;
    const link = waiting.link;
    waiting.frame.replaceWith(link);
    waiting = null;
    forbidden = true;
    words.forEach((text, label) => {
      label.textContent = text;
    });
    link.focus();
    location.assign(link.href);
  });

  function play(link) {
    const frame = document.createElement("iframe");
    frame.title = link.dataset.title;
    frame.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
    frame.allowFullscreen = true;
    // The player has to know which site shows it, and nothing more.
    frame.referrerPolicy = "strict-origin-when-cross-origin";
    frame.src = link.dataset.player;
    waiting = { link, frame };
    frame.addEventListener("load", () => {
      // A violation is told before or right after.
      setTimeout(() => {
        if (waiting && waiting.frame === frame) waiting = null;
      }, 2000);
    });
    link.replaceWith(frame);
    frame.focus();
  }

  Array.prototype.forEach.call(document.querySelectorAll("a[data-player]"), (link) => {
    const label = link.querySelector(".play");
    words.set(label, label.textContent);
    label.textContent = link.dataset.label;
    link.addEventListener("click", (event) => {
      // A reader who wants another tab or window gets it.
      if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      if (forbidden) return;
      event.preventDefault();
      play(link);
    });
  });
})();
