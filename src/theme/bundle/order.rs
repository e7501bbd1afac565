//! The order of the parts of a joined script: each stands behind those that it requires.
//!
//! Parts are followed from the one that begins, depth first, in the order of their lines, so that
//! the order depends on nothing else.

use std::collections::BTreeMap;

use super::part::{Part, Require};
use crate::diagnostic::{Diagnostic, Place, codes};
use crate::nearest;
use crate::theme::{FileMap, text};

/// The parts of one script.
#[derive(Default)]
pub(super) struct PartOrder {
    /// Each behind those that it requires.
    pub(super) parts: Vec<Part>,
    /// What is wrong with them.
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// A part whose requirements are being followed.
struct Open {
    part: Part,
    /// The requirement that is followed next.
    next: usize,
}

/// How far a part has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum VisitState {
    Open,
    Done,
}

impl PartOrder {
    /// Follows what the part `entry` requires. `is_ours` says of a part whether the author of this
    /// theme can change it: a circle is reported there.
    pub(super) fn from(entry: &str, files: &FileMap, is_ours: impl Fn(&str) -> bool) -> Self {
        let mut order = Self::default();
        let mut progress = BTreeMap::new();
        let mut open: Vec<Open> = order.read(entry, files).into_iter().collect();
        progress.insert(entry.to_owned(), VisitState::Open);
        while let Some(last) = open.last_mut() {
            let Some(require) = last.part.requires.get(last.next) else {
                progress.insert(last.part.name.clone(), VisitState::Done);
                order.parts.extend(open.pop().map(|open| open.part));
                continue;
            };
            last.next += 1;
            let target = require.target.clone();
            let known = target.filter(|name| files.contains_key(name));
            match known.map(|name| (progress.get(&name).copied(), name)) {
                None => {
                    let diagnostic = unknown(require, files);
                    order.diagnostics.push(diagnostic);
                }
                Some((Some(VisitState::Done), _)) => {}
                Some((Some(VisitState::Open), name)) => {
                    let place = require.place.clone();
                    order
                        .diagnostics
                        .push(circle(&open, &name, place, &is_ours));
                }
                Some((None, name)) => {
                    let part = order.read(&name, files);
                    let found = if part.is_some() {
                        VisitState::Open
                    } else {
                        VisitState::Done
                    };
                    progress.insert(name, found);
                    open.extend(part);
                }
            }
        }
        order
    }

    /// Reads a part, if it is there and is a text.
    fn read(&mut self, name: &str, files: &FileMap) -> Option<Open> {
        let source = text(files.get(name)?, &mut self.diagnostics)?;
        let part = Part::read(name, &source, &mut self.diagnostics);
        Some(Open { part, next: 0 })
    }
}

fn unknown(require: &Require, files: &FileMap) -> Diagnostic {
    let place = require.place.clone();
    let Some(target) = &require.target else {
        let message = format!(
            "`{}` is no path from here to a script of the theme",
            require.written
        );
        let hint = "write it like `./view.js` or `../deck/view.js`";
        return Diagnostic::new(codes::CANNOT_JOIN, place, message).hint(hint);
    };
    let message = format!("the theme has no file `{target}`");
    let hint = nearest::did_you_mean(target, files.keys().map(String::as_str));
    Diagnostic::new(codes::CANNOT_JOIN, place, message).maybe_hint(hint)
}

/// The last of the open parts requires at `place` the part `name`, which is open as well.
fn circle(open: &[Open], name: &str, place: Place, is_ours: impl Fn(&str) -> bool) -> Diagnostic {
    let start = open.iter().position(|open| open.part.name == name);
    let round = &open[start.unwrap_or(0)..];
    let names = round.iter().map(|open| open.part.name.as_str());
    let names: Vec<String> = names
        .chain([name])
        .map(|name| format!("`{name}`"))
        .collect();
    let message = format!(
        "parts of a script require each other in a circle: {}",
        names.join(" → ")
    );
    // Of the lines that make the circle, the last one that the author of the theme can change.
    let mut ours = round.iter().rev().filter(|open| is_ours(&open.part.name));
    let line = ours
        .next()
        .and_then(|open| open.part.requires.get(open.next.checked_sub(1)?));
    let place = line.map_or(place, |require| require.place.clone());
    let hint =
        "give one of them what it needs as an argument, or move what both need into a third part";
    Diagnostic::new(codes::CANNOT_JOIN, place, message).hint(hint)
}
