// What is asked about a run: at its end, and when one is found that was never ended.
"use strict";

function button(page, name, action) {
  var element = exports.page.make("button", { type: "button", textContent: page.say(name) });
  element.addEventListener("click", action);
  return element;
}

function text(words) {
  return exports.page.make("p", { textContent: words });
}

/** `act(type)` changes the run; `keeper` has it. */
function finish(act, keeper, runs) {
  return function (page, store) {
    var status = text("");

    function closing(action) {
      return function () {
        store.dispatch({ type: "close" });
        action();
      };
    }

    var end = button(page, "finish_end", closing(act.bind(null, "end")));
    var again = button(page, "finish_again", closing(act.bind(null, "start")));
    var save = button(page, "finish_download", keeper.download);
    var drop = button(page, "finish_discard", closing(act.bind(null, "discard")));
    var choices = exports.page.make("div", { className: "p-choices" }, [end, again, save, drop]);
    var element = exports.panels.dialog(page, "finish", page.say("finish"), [status, choices]);
    element.prepare = function () {
      var phase = runs.state.phase;
      var length = exports.time.length(runs.state.now / 10);
      status.textContent = page.say("finish_" + phase, { length: length });
      end.hidden = phase !== "running";
      again.hidden = phase === "running";
      save.hidden = drop.hidden = phase === "ready";
    };
    return element;
  };
}

/** A run that was found: go on, keep it as it is, or throw it away. Who does not choose goes on, so that nothing is lost. */
function resume(kept, choose) {
  return function (page, store) {
    var when = new Date(kept.run.started);
    var words = page.say("resume_found", {
      date: when.toLocaleDateString(page.data.lang, { dateStyle: "long" }),
      time: exports.time.onWall(when),
      length: exports.time.length(kept.run.now / 10),
    });

    var chosen = "go_on";

    function choice(name) {
      return button(page, "resume_" + name, function () {
        chosen = name;
        store.dispatch({ type: "close" });
      });
    }

    var choices = exports.page.make("div", { className: "p-choices" }, [choice("go_on"), choice("save"), choice("discard")]);
    var element = exports.panels.dialog(page, "resume", page.say("resume"), [text(words), choices]);
    element.addEventListener("close", function () {
      choose(chosen);
    }, { once: true });
    return element;
  };
}

/** In the middle of a run, before another variant: that has slides of its own. */
function leave(act, address) {
  return function (page, store) {
    function closing(action) {
      return function () {
        store.dispatch({ type: "close" });
        action();
      };
    }

    var beside = button(page, "leave_beside", closing(function () {
      window.open(exports.language.file(address(), location.protocol), "_blank");
    }));
    var end = button(page, "leave_end", closing(function () {
      act("end");
      location.assign(exports.language.file(address(), location.protocol));
    }));
    var choices = exports.page.make("div", { className: "p-choices" }, [beside, end]);
    return exports.panels.dialog(page, "leave", page.say("leave"), [text(page.say("leave_why")), choices]);
  };
}

exports.dialogs = { leave: leave, finish: finish, resume: resume };
