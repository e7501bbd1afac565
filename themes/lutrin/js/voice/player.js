// Plays the takes of a slide one after the other.

/** `buttons` begin at their take; `audio` is the browser's own player. */
function attach(audio, buttons, takes) {
  let at = 0;

  function show(next) {
    at = next;
    audio.src = takes[at].url;
    buttons.forEach((button, other) => button.setAttribute("aria-pressed", String(other === at)));
  }

  function play(next) {
    show(next);
    audio.play().catch(() => {});
  }

  audio.addEventListener("ended", () => {
    if (at + 1 < takes.length) play(at + 1);
    // From the beginning, when somebody presses the button again.
    else show(0);
  });
  // Only one slide speaks at a time.
  audio.addEventListener("play", () => {
    document.querySelectorAll(".voice audio").forEach((other) => other !== audio && other.pause());
  });
  buttons.forEach((button, own) => button.addEventListener("click", () => play(own)));
  show(0);
}

module.exports = { attach };
