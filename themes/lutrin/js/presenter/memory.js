// What this browser keeps for the presenter view: sizes that somebody chose, and a run that is not saved elsewhere.

/** A browser may keep nothing for a page; then it forgets. */
function get(key) {
  try {
    return JSON.parse(localStorage.getItem("lutrin:" + key));
  } catch (error) {
    return null;
  }
}

/** Whether it was kept. */
function set(key, value) {
  try {
    if (value === null) localStorage.removeItem("lutrin:" + key);
    else localStorage.setItem("lutrin:" + key, JSON.stringify(value));
    return true;
  } catch (error) {
    return false;
  }
}

exports.memory = { get, set };
