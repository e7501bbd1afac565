// What search fetches, each thing once for a page: the core, the index, the page of search.

/** What was fetched, by address: a second field of a page asks for nothing again. */
const fetched = {};

function once(address, get) {
  if (!fetched[address]) {
    fetched[address] = get(address);
    fetched[address].catch(() => {
      delete fetched[address];
    });
  }
  return fetched[address];
}

function json(address) {
  return fetch(address, { cache: "no-cache" }).then((response) => {
    if (!response.ok) throw new Error(address + ": " + response.status);
    return response.json();
  });
}

function script(address) {
  return new Promise((resolve, reject) => {
    const element = document.createElement("script");
    element.src = address;
    element.onload = function () {
      resolve(window.lutrinSearch);
    };
    element.onerror = reject;
    document.head.append(element);
  });
}

module.exports = { once, json, script };
