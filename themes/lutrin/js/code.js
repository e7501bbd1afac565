// A button on each block of code that copies it. Its words come with the script's own tag, in the page's language.
(function () {
  "use strict";
  const words = document.currentScript.dataset;
  const figures = document.querySelectorAll("figure.code");
  const status = document.createElement("div");
  status.className = "hidden";
  status.setAttribute("role", "status");
  document.body.appendChild(status);

  function say(button, text) {
    button.textContent = text;
    // What is said twice in a row has to change in between to be heard again.
    status.textContent = "";
    setTimeout(() => {
      status.textContent = text;
    }, 50);
    clearTimeout(button.timer);
    button.timer = setTimeout(() => {
      button.textContent = words.copy;
    }, 4000);
  }

  /** For pages without a secure address, where there is no clipboard: the selection stays if even this fails. */
  function copySelection(code) {
    const selection = getSelection();
    selection.selectAllChildren(code);
    try {
      if (document.execCommand("copy")) {
        selection.removeAllRanges();
        return true;
      }
    } catch (error) {
      // The reader is told below.
    }
    return false;
  }

  function copy(button, code) {
    function fallBack() {
      say(button, copySelection(code) ? words.copied : words.failed);
    }
    if (!navigator.clipboard) {
      fallBack();
      return;
    }
    navigator.clipboard.writeText(code.textContent).then(() => {
      say(button, words.copied);
    }, fallBack);
  }

  Array.prototype.forEach.call(figures, (figure) => {
    const code = figure.querySelector("code");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = words.copy;
    button.addEventListener("click", () => {
      copy(button, code);
    });
    figure.insertBefore(button, figure.querySelector("pre"));
  });
})();
