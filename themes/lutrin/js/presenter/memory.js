// What this browser keeps for the presenter view: sizes that somebody chose, and runs that are not saved elsewhere.

/** What the browser does not want to keep is kept here, as long as this page is open. */
const kept = {};

function get(key) {
  try {
    return Object.hasOwn(kept, key) ? kept[key] : JSON.parse(localStorage.getItem("lutrin:" + key));
  } catch (error) {
    return null;
  }
}

/** Whether it was kept. */
function set(key, value) {
  try {
    delete kept[key];
    if (value === null) localStorage.removeItem("lutrin:" + key);
    else localStorage.setItem("lutrin:" + key, JSON.stringify(value));
    return true;
  } catch (error) {
    kept[key] = value;
    return false;
  }
}

module.exports = { get, set };
