//! The outline of a PDF: its slides, below the parts that they are of. Knows nothing of what slides show.

use lopdf::{Dictionary, Document, ObjectId, dictionary, text_string};

use super::{PaperFacts, PaperSlide};
use crate::export::formats::PdfOutline;

/// Writes an entry for each slide; those of a part are below the slide that begins it, where parts
/// are asked for.
pub(super) fn write(
    document: &mut Document,
    facts: &PaperFacts,
    pages: &[ObjectId],
) -> Result<(), lopdf::Error> {
    let root = document.new_object_id();
    let ids: Vec<ObjectId> = pages.iter().map(|_| document.new_object_id()).collect();
    let parents = if facts.outline == PdfOutline::Parts {
        parents(&facts.slides)
    } else {
        vec![None; pages.len()]
    };
    let children = |parent: Option<usize>| {
        let parents = parents.iter().enumerate();
        let own = parents.filter(move |(_, of)| **of == parent);
        own.map(|(at, _)| at).collect::<Vec<usize>>()
    };
    let id = |at: Option<usize>| at.map_or(root, |at| ids[at]);
    for (at, slide) in facts.slides.iter().enumerate() {
        let beside = children(parents[at]);
        let place = beside.iter().position(|other| *other == at).unwrap_or(0);
        let mut entry = dictionary! {
            "Title" => text_string(&slide.title),
            "Parent" => id(parents[at]),
            "Dest" => vec![pages[at].into(), "Fit".into()],
        };
        if let Some(before) = place.checked_sub(1) {
            entry.set("Prev", ids[beside[before]]);
        }
        if let Some(after) = beside.get(place + 1) {
            entry.set("Next", ids[*after]);
        }
        enclose(&mut entry, &children(Some(at)), &ids);
        document.objects.insert(ids[at], entry.into());
    }
    let mut entry = dictionary! { "Type" => "Outlines" };
    enclose(&mut entry, &children(None), &ids);
    entry.set("Count", i64::try_from(ids.len()).unwrap_or(i64::MAX));
    document.objects.insert(root, entry.into());
    document.catalog_mut()?.set("Outlines", root);
    Ok(())
}

/// Says in an entry of the outline which ones are below it.
fn enclose(entry: &mut Dictionary, children: &[usize], ids: &[ObjectId]) {
    if let (Some(first), Some(last)) = (children.first(), children.last()) {
        entry.set("First", ids[*first]);
        entry.set("Last", ids[*last]);
        entry.set("Count", i64::try_from(children.len()).unwrap_or(i64::MAX));
    }
}

/// For each slide, the one that begins its part; `None` for those that stand alone.
fn parents(slides: &[PaperSlide]) -> Vec<Option<usize>> {
    let mut part = None;
    let of = |(at, slide): (usize, &PaperSlide)| {
        if slide.begins_part {
            part = Some(at);
            return None;
        }
        part
    };
    slides.iter().enumerate().map(of).collect()
}
