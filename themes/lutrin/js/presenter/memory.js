// What this browser keeps for the presenter view: sizes that somebody chose, and runs that are not saved elsewhere.

/** What the browser did not want to keep: this page knows it as long as it is open. */
const own = {};

function get(key) {
  try {
    return Object.hasOwn(own, key) ? own[key] : JSON.parse(localStorage.getItem("lutrin:" + key));
  } catch (error) {
    return null;
  }
}

/** Whether it was kept. */
function set(key, value) {
  try {
    delete own[key];
    if (value === null) localStorage.removeItem("lutrin:" + key);
    else localStorage.setItem("lutrin:" + key, JSON.stringify(value));
    return true;
  } catch (error) {
    own[key] = value;
    return false;
  }
}

module.exports = { get, set };
