// Keeps the state, and tells those who asked when it changes.
"use strict";

function open(reduce, state) {
  var listeners = [];
  var effects = {};
  var waiting = [];
  var isTelling = false;

  /** What a listener asks for comes after what all were told, so that everybody sees the same changes in one order. */
  function drain() {
    if (isTelling) return;
    isTelling = true;
    while (waiting.length) apply(waiting.shift());
    isTelling = false;
  }

  function apply(action) {
    var before = state;
    state = reduce(state, action);
    try {
      if (Object.hasOwn(effects, action.type)) effects[action.type](state, action);
      if (state !== before) {
        listeners.slice().forEach(function (listener) {
          listener(state, before, action);
        });
      }
    } catch (error) {
      // One that fails must not keep the others from the next slide.
      setTimeout(function () {
        throw error;
      });
    }
  }

  return {
    get state() {
      return state;
    },
    dispatch: function (action) {
      waiting.push(action);
      drain();
    },
    /** Calls with the new state, the one before and the action. Gives what ends it. */
    subscribe: function (listener) {
      listeners.push(listener);
      return function () {
        listeners = listeners.filter(function (other) {
          return other !== listener;
        });
      };
    },
    /** What an action does outside the state. */
    effect: function (type, run) {
      effects[type] = run;
    },
  };
}

exports.store = { open: open };
