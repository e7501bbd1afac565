// Keeps the state, and calls its subscribers when it changes.

function open(reduce, state) {
  let listeners = [];
  const effects = {};
  const waiting = [];
  let isNotifying = false;

  /** What a listener asks for comes after what all were told, so that everybody sees the same changes in one order. */
  function drain() {
    if (isNotifying) return;
    isNotifying = true;
    while (waiting.length) apply(waiting.shift());
    isNotifying = false;
  }

  function apply(action) {
    const before = state;
    state = reduce(state, action);
    try {
      if (Object.hasOwn(effects, action.type)) effects[action.type](state, action);
      if (state !== before) {
        listeners.slice().forEach((listener) => listener(state, before, action));
      }
    } catch (error) {
      // One that fails must not keep the others from the next slide.
      setTimeout(() => {
        throw error;
      });
    }
  }

  return {
    get state() {
      return state;
    },
    dispatch(action) {
      waiting.push(action);
      drain();
    },
    /** Calls with the new state, the one before and the action. Gives what ends it. */
    subscribe(listener) {
      listeners.push(listener);
      return function () {
        listeners = listeners.filter((other) => other !== listener);
      };
    },
    /** What an action does outside the state. */
    effect(type, run) {
      effects[type] = run;
    },
  };
}

module.exports = { open };
