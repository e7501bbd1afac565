//! The tags of a PDF, where the browser leaves something open: links that say where they lead, names
//! of tags that older readers know, and figures that are no pictures.

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary, text_string};

use super::PaperSlide;

/// Tags of PDF 2.0, and what stands for them before it: the browser writes PDF 1.4.
const ROLES: [(&str, &str); 6] = [
    ("Aside", "Div"),
    ("Em", "Span"),
    ("FENote", "Note"),
    ("Strong", "Span"),
    ("Sub", "Span"),
    ("Title", "P"),
];

/// Completes the tags, and the links, which are named by the `slides` on their `pages`.
pub(super) fn complete(
    document: &mut Document,
    slides: &[PaperSlide],
    pages: &[ObjectId],
) -> Result<(), lopdf::Error> {
    name_roles(document)?;
    untag_frames(document);
    name_links(document, slides, pages);
    for page in pages {
        let page = document.get_object_mut(*page)?.as_dict_mut()?;
        page.set("Tabs", Object::Name(b"S".to_vec()));
    }
    Ok(())
}

/// Says in the tree of tags what stands for those that are newer than the document.
fn name_roles(document: &mut Document) -> Result<(), lopdf::Error> {
    let root = document.catalog()?.get(b"StructTreeRoot");
    let Ok(root) = root.and_then(Object::as_reference) else {
        return Ok(());
    };
    let mut roles = dictionary! {};
    for (newer, older) in ROLES {
        roles.set(newer, Object::Name(older.into()));
    }
    let root = document.get_object_mut(root)?.as_dict_mut()?;
    root.set("RoleMap", roles);
    Ok(())
}

/// What holds other tags and has no text of its own is no picture, though HTML calls it a figure:
/// the picture is within it.
fn untag_frames(document: &mut Document) {
    let elements = document.objects.values_mut();
    for element in elements.filter_map(|object| object.as_dict_mut().ok()) {
        let is_figure = has_name(element, b"S", b"Figure") && !element.has(b"Alt");
        if is_figure && holds_tags(element) {
            element.set("S", Object::Name(b"Div".to_vec()));
        }
    }
}

/// Whether there are other tags below one: these are references, text is a number.
fn holds_tags(element: &Dictionary) -> bool {
    match element.get(b"K") {
        Ok(Object::Reference(_)) => true,
        Ok(Object::Array(below)) => below.iter().any(|one| one.as_reference().is_ok()),
        _ => false,
    }
}

fn has_name(dictionary: &Dictionary, key: &[u8], name: &[u8]) -> bool {
    let found = dictionary.get(key).and_then(Object::as_name);
    found.is_ok_and(|found| found == name)
}

/// Each link says where it leads: its address, or the title of the slide.
fn name_links(document: &mut Document, slides: &[PaperSlide], pages: &[ObjectId]) {
    let links = document.objects.iter().filter_map(|(id, object)| {
        let link = object.as_dict().ok()?;
        let is_open = has_name(link, b"Subtype", b"Link") && !link.has(b"Contents");
        let words = is_open.then(|| aim(document, link, slides, pages))??;
        Some((*id, words))
    });
    let links: Vec<(ObjectId, String)> = links.collect();
    for (id, words) in links {
        if let Ok(link) = document.get_object_mut(id).and_then(Object::as_dict_mut) {
            link.set("Contents", text_string(&words));
        }
    }
}

/// Where a link leads, in words; `None` where that is not known.
fn aim(
    document: &Document,
    link: &Dictionary,
    slides: &[PaperSlide],
    pages: &[ObjectId],
) -> Option<String> {
    if let Ok(action) = document.get_dict_in_dict(link, b"A") {
        let address = action.get(b"URI").and_then(Object::as_str).ok()?;
        return Some(String::from_utf8_lossy(address).into_owned());
    }
    let name = link.get(b"Dest").and_then(Object::as_name).ok()?;
    let title = place(document, name)
        .and_then(|page| pages.iter().position(|one| *one == page))
        .and_then(|at| slides.get(at))
        .map(|slide| slide.title.clone());
    Some(title.unwrap_or_else(|| String::from_utf8_lossy(name).into_owned()))
}

/// The page of a place that has a name.
fn place(document: &Document, name: &[u8]) -> Option<ObjectId> {
    let places = document.get_dict_in_dict(document.catalog().ok()?, b"Dests");
    let place = places.ok()?.get(name).ok()?;
    let (_, place) = document.dereference(place).ok()?;
    place.as_array().ok()?.first()?.as_reference().ok()
}
