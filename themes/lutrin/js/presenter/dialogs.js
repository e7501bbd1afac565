// What is asked about a run: at its end, and when one is found that was never ended.

function button(page, name, action) {
  const element = exports.page.make("button", { type: "button", textContent: page.say(name) });
  element.addEventListener("click", action);
  return element;
}

function text(words) {
  return exports.page.make("p", { textContent: words });
}

/** The length of a run as its clock shows it, and beside it what that leaves out. */
function lengths(page, run) {
  const totals = exports.run.totals(run);
  const beside = ["paused", "asked"].filter((name) => totals[name] >= 10).map((name) => page.say("beside_" + name, { length: exports.time.length(totals[name] / 10) }));
  return { talk: exports.time.length(totals.talk / 10), beside: beside.length ? page.say("beside", { all: beside.join(" · ") }) : "" };
}

/** `act(type)` changes the run; `keeper` has it. */
function finish(act, keeper, runs) {
  return function (page, store) {
    const status = text("");
    const beside = text("");

    function closing(action) {
      return function () {
        store.dispatch({ type: "close" });
        action();
      };
    }

    const end = button(page, "finish_end", closing(act.bind(null, "end")));
    const again = button(page, "finish_again", closing(act.bind(null, "start")));
    const save = button(page, "finish_download", keeper.download);
    const drop = button(page, "finish_discard", closing(act.bind(null, "discard")));
    const choices = exports.page.make("div", { className: "p-choices" }, [end, again, save, drop]);
    const element = exports.panels.dialog(page, "finish", page.say("finish"), [status, beside, choices]);
    element.prepare = function () {
      const phase = runs.state.phase;
      const found = lengths(page, runs.state);
      status.textContent = page.say("finish_" + phase, { length: found.talk });
      beside.textContent = found.beside;
      beside.hidden = !found.beside;
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
    const when = new Date(kept.run.started);
    const found = lengths(page, Object.assign(exports.run.initial(), kept.run));
    const words = page.say("resume_found", {
      date: when.toLocaleDateString(page.data.lang, { dateStyle: "long" }),
      time: exports.time.onWall(when),
      length: found.talk,
    });
    let chosen = "go_on";

    function choice(name) {
      return button(page, "resume_" + name, () => {
        chosen = name;
        store.dispatch({ type: "close" });
      });
    }

    const choices = exports.page.make("div", { className: "p-choices" }, [choice("go_on"), choice("save"), choice("discard")]);
    const element = exports.panels.dialog(page, "resume", page.say("resume"), [text(words), text(found.beside), choices]);
    element.addEventListener("close", () => {
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

    const beside = button(page, "leave_beside", closing(() => {
      window.open(exports.language.file(address(), location.protocol), "_blank");
    }));
    const end = button(page, "leave_end", closing(() => {
      act("end");
      location.assign(exports.language.file(address(), location.protocol));
    }));
    const choices = exports.page.make("div", { className: "p-choices" }, [beside, end]);
    return exports.panels.dialog(page, "leave", page.say("leave"), [text(page.say("leave_why")), choices]);
  };
}

exports.dialogs = { leave, finish, resume };
