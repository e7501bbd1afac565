// Which slides hold more than their frame shows. Measured on demand: what hides slides and effects is lifted meanwhile.
"use strict";

/** Pixels that rounding may add. */
var SLACK = 1.5;
var INNER = "pre, .table, .math";

function excess(element) {
  if (!element.clientHeight || !element.clientWidth) return 0;
  var down = element.scrollHeight - element.clientHeight > SLACK ? element.scrollHeight / element.clientHeight - 1 : 0;
  var across = element.scrollWidth - element.clientWidth > SLACK ? element.scrollWidth / element.clientWidth - 1 : 0;
  return Math.max(down, across);
}

function attach(page) {
  function measured(section, at) {
    var body = page.bodies[at];
    var parts = body ? [body].concat(Array.from(body.querySelectorAll(INNER))) : [];
    var most = Math.max.apply(null, [0].concat(parts.map(excess)));
    if (most > 0) section.dataset.overflow = page.say("overflow", { percent: Math.max(1, Math.round(most * 100)) });
    else delete section.dataset.overflow;
    return most > 0;
  }

  /** The ids of the slides that overflow. */
  function overflowing() {
    var isReading = page.root.classList.contains("reading");
    page.root.classList.add("measuring", "presenting");
    var found = page.ids.filter(function (_, at) {
      return measured(page.sections[at], at);
    });
    page.root.classList.remove("measuring");
    page.root.classList.toggle("presenting", !isReading);
    return found;
  }

  if (page.isServed) {
    page.root.dataset.served = "";
    if (document.readyState === "complete") overflowing();
    else addEventListener("load", overflowing);
  }
  return overflowing;
}

exports.overflow = { attach: attach };
