//! Notes on the pages of a PDF. Knows nothing of what they say.

use lopdf::{Document, ObjectId, dictionary, text_string};

/// The side of the mark of a note, and how far it stands from the edges, in points.
const MARK: f32 = 24.0;
const MARGIN: f32 = 8.0;

/// Puts a note on a page, at its upper edge: a mark that opens, and is not printed.
pub(super) fn add(document: &mut Document, text: &str, page: ObjectId) -> Result<(), lopdf::Error> {
    let (width, height) = size(document, page);
    let (right, top) = (width - MARGIN, height - MARGIN);
    let annotation = document.add_object(dictionary! {
        "Type" => "Annot",
        "Subtype" => "Text",
        "Name" => "Note",
        "Contents" => text_string(text),
        "Rect" => vec![(right - MARK).into(), (top - MARK).into(), right.into(), top.into()],
        "P" => page,
    });
    let annotations = document
        .get_dictionary(page)?
        .get(b"Annots")
        .and_then(|annotations| document.dereference(annotations))
        .and_then(|(_, annotations)| annotations.as_array());
    let mut annotations = annotations.cloned().unwrap_or_default();
    annotations.push(annotation.into());
    document
        .get_object_mut(page)?
        .as_dict_mut()?
        .set("Annots", annotations);
    Ok(())
}

/// Width and height of a page, in points.
fn size(document: &Document, page: ObjectId) -> (f32, f32) {
    let area = document
        .get_dictionary(page)
        .and_then(|page| page.get(b"MediaBox"))
        .and_then(|area| document.dereference(area))
        .and_then(|(_, area)| area.as_array());
    let numbers = area.map(Vec::as_slice).unwrap_or_default();
    let number = |at: usize| numbers.get(at)?.as_float().ok();
    (number(2).unwrap_or(960.0), number(3).unwrap_or(540.0))
}
