// At an address without a language: go to the reader's own, if the page offers it. Without scripts the list remains.
(function () {
  "use strict";
  const links = Array.prototype.slice.call(document.querySelectorAll("main a[hreflang]"));
  const wanted = (navigator.languages || [navigator.language || ""]).map((tag) => tag.toLowerCase());

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

  for (let i = 0; i < wanted.length; i += 1) {
    const link = linkTo(wanted[i]);
    if (link) {
      location.replace(link.href);
      return;
    }
  }
})();
