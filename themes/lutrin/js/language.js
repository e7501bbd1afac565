// At an address without a language: go to the reader's own, if the page offers it. Without scripts the list remains.
(function () {
  "use strict";
  var links = Array.prototype.slice.call(document.querySelectorAll("main a[hreflang]"));
  var wanted = (navigator.languages || [navigator.language || ""]).map(function (tag) {
    return tag.toLowerCase();
  });

  function primary(tag) {
    return tag.split("-")[0];
  }

  function linkTo(tag) {
    function exact(link) {
      return link.hreflang.toLowerCase() === tag;
    }
    function near(link) {
      return primary(link.hreflang.toLowerCase()) === primary(tag);
    }
    return links.filter(exact)[0] || links.filter(near)[0];
  }

  for (var i = 0; i < wanted.length; i += 1) {
    var link = linkTo(wanted[i]);
    if (link) {
      location.replace(link.href);
      return;
    }
  }
})();
