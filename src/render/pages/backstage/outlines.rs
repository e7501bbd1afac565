//! The outlines of a talk, part by part, against its slot.

use std::sync::Arc;

use tera::Value;

use crate::document::Document;
use crate::duration::Duration;
use crate::lang::Lang;
use crate::outline::{self, Outline, OutlinePart};
use crate::render::common::value::{list, map, number, text_or_none};
use crate::site::talk_facts::TalkFacts;
use crate::snapshot::Snapshot;

/// The outlines of a talk, the reader's own language first.
pub(super) fn of_talk(snapshot: &Snapshot, folder: &str, facts: &TalkFacts, lang: &Lang) -> Value {
    let Some(all) = snapshot.site.talks.outlines(folder) else {
        return list([]);
    };
    let mut documents: Vec<_> = all.values().collect();
    documents.sort_by_key(|document| document.path.lang != *lang);
    let value = |document: &&Arc<Document>| {
        let outline = outline::read(document, facts.slot()).value;
        let length = |duration: Option<Duration>| {
            duration.map_or_else(Value::none, |duration| {
                Value::from(snapshot.theme.strings.duration(lang, duration))
            })
        };
        let (total, slot) = (outline.total(), outline.slot);
        let difference = total.zip(slot).filter(|(total, slot)| total != slot);
        let mut parts = Vec::new();
        rows(snapshot, lang, &outline, &outline.parts, 0, &mut parts);
        map! {
            "lang" => document.path.lang.as_str(),
            "language" => snapshot.config.rank(&document.path.lang).map_or("", |rank| snapshot.config.languages[rank].name.as_str()),
            "file" => document.path.file.as_str(),
            "parts" => list(parts),
            "total" => length(total),
            "slot" => length(slot),
            "over" => length(difference.filter(|(total, slot)| total > slot).map(|(total, slot)| apart(total, slot))),
            "under" => length(difference.filter(|(total, slot)| total < slot).map(|(total, slot)| apart(total, slot))),
            "words" => number(document.body.words),
        }
    };
    list(documents.iter().map(value))
}

fn apart(a: Duration, b: Duration) -> Duration {
    Duration::from_seconds(a.seconds().abs_diff(b.seconds()))
}

/// The parts as rows of a table: how deep each stands, and its share of the slot.
fn rows(
    snapshot: &Snapshot,
    lang: &Lang,
    outline: &Outline,
    parts: &[OutlinePart],
    depth: usize,
    out: &mut Vec<Value>,
) {
    let whole = outline
        .slot
        .or(outline.total())
        .map_or(0, Duration::seconds);
    for part in parts {
        let budget = part
            .budget
            .map(|budget| snapshot.theme.strings.duration(lang, budget));
        let share = part.budget.filter(|_| whole > 0 && depth == 0);
        out.push(map! {
            "title" => part.title.as_str(),
            "depth" => number(depth),
            "told" => part.is_explicit,
            "budget" => text_or_none(budget.as_deref()),
            "percent" => share.map_or_else(Value::none, |budget| number(percent(budget.seconds(), whole))),
        });
        rows(snapshot, lang, outline, &part.parts, depth + 1, out);
    }
}

fn percent(part: u32, whole: u32) -> usize {
    let rounded = (u64::from(part) * 100 + u64::from(whole) / 2) / u64::from(whole);
    usize::try_from(rounded).unwrap_or(usize::MAX)
}
