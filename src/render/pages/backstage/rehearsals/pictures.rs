//! The pictures of a deck's rehearsals: the parts and the runs against their plan, and the pace of
//! each run. Where one cannot be drawn, a sentence says why.

use tera::Value;

use super::svg::Drawn;
use super::{RehearsedDeck, bars, course, pace};
use crate::rehearsal::NoPace;
use crate::render::common::value::{list, map, safe};

impl RehearsedDeck<'_> {
    /// The three pictures, as far as there is something in them, and why the others are not there.
    pub(super) fn pictures(&self) -> (Vec<Value>, Vec<Value>) {
        let (mut pictures, mut missing) = (Vec::new(), Vec::new());
        let last = self.runs.last().map(|run| {
            let title = self.words.word("rehearsal_picture_pace");
            pace::draw(self.words, run, &format!("{}-pace", self.id), title)
        });
        let pace = last.map(|drawn| {
            drawn.map_err(|why| match why {
                NoPace::NoSlide => "rehearsal_no_slide",
                NoPace::NoPlan => "rehearsal_no_plan",
            })
        });
        let drawn = [
            ("parts", Some(bars::draw(self).ok_or("rehearsal_no_parts"))),
            (
                "runs",
                Some(course::draw(self).ok_or("rehearsal_no_course")),
            ),
            ("pace", pace),
        ];
        for (name, drawn) in drawn {
            match drawn.filter(|_| !self.runs.is_empty()) {
                Some(Ok(drawn)) => pictures.push(picture(name, drawn)),
                Some(Err(why)) => missing.push(Value::from(self.words.word(why))),
                None => {}
            }
        }
        (pictures, missing)
    }

    /// The pace of each run before the last, the latest first, and why others have none.
    pub(super) fn paces(&self) -> (Vec<Value>, Vec<Value>) {
        let (mut pictures, mut missing) = (Vec::new(), Vec::new());
        for (at, run) in self.runs.iter().enumerate().rev().skip(1) {
            let number = (at + 1).to_string();
            let date = self.words.moment(run.started.iso());
            let named = |key: &str| {
                let arguments = [("number", number.as_str()), ("date", date.as_str())];
                self.words.with(key, &arguments)
            };
            let id = format!("{}-pace-{number}", self.id);
            match pace::draw(self.words, run, &id, named("rehearsal_picture_pace_of")) {
                Ok(drawn) => pictures.push(picture("pace", drawn)),
                Err(_) => missing.push(Value::from(named("rehearsal_no_pace_of"))),
            }
        }
        (pictures, missing)
    }
}

/// A picture with its table.
fn picture(name: &str, drawn: Drawn) -> Value {
    map! {
        "name" => name,
        "title" => drawn.title.as_str(),
        "svg" => safe(&drawn.svg),
        "rows" => list(drawn.rows.into_iter().map(|(name, cells)| map! {
            "name" => name,
            "cells" => list(cells.into_iter().map(Value::from)),
        })),
        "head" => list(drawn.head.into_iter().map(Value::from)),
        "foreign" => name != "runs",
    }
}
