//! The rules of PDF/UA that a program can decide, over the deck of the sample. Those that it cannot
//! (whether a text says what its picture shows) are why no PDF claims to keep them all.

use lopdf::{Dictionary, Document, Object};
use quick_xml::events::Event;

use crate::common::disk::DiskSite;

/// The tags of PDF 1.7 that mean the same to every reader.
const STANDARD: &str = "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct \
    Private P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note \
    Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP Figure Formula Form";

fn sample(site: &DiskSite, lang: &str) -> Document {
    let output = site
        .command(&["export", "first-talk", "--pdf", "--lang", lang, "--root"])
        .arg(env!("CARGO_MANIFEST_DIR"))
        .args(["--output", "sample.pdf"])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    Document::load(site.path("sample.pdf")).unwrap()
}

fn name(dictionary: &Dictionary, key: &[u8]) -> String {
    let name = dictionary.get(key).and_then(Object::as_name);
    String::from_utf8_lossy(name.unwrap_or_default()).into_owned()
}

/// The tags below one, in the order in which they are read.
fn tags<'d>(document: &'d Document, tag: &'d Dictionary, out: &mut Vec<&'d Dictionary>) {
    let Ok(below) = tag.get(b"K") else { return };
    let (_, below) = document.dereference(below).unwrap();
    let below = match below {
        Object::Array(below) => below.iter().collect(),
        one => vec![one],
    };
    for one in below {
        let (_, one) = document.dereference(one).unwrap();
        if let Ok(tag) = one.as_dict()
            && tag.has(b"S")
        {
            out.push(tag);
            tags(document, tag, out);
        }
    }
}

/// The catalog says that there are tags, in which language, and that readers are shown the title;
/// keys go through a page in the order of its tags.
fn check_document(document: &Document, lang: &str) {
    let catalog = document.catalog().unwrap();
    let marks = document.get_dict_in_dict(catalog, b"MarkInfo").unwrap();
    assert!(marks.get(b"Marked").unwrap().as_bool().unwrap());
    let said = catalog.get(b"Lang").unwrap().as_str().unwrap();
    assert_eq!(said, lang.as_bytes());
    let view = document.get_dict_in_dict(catalog, b"ViewerPreferences");
    let has_title = view.unwrap().get(b"DisplayDocTitle").unwrap();
    assert!(has_title.as_bool().unwrap());
    for page in document.get_pages().into_values() {
        assert_eq!(name(document.get_dictionary(page).unwrap(), b"Tabs"), "S");
    }
}

/// The metadata is XML with title, authors and language, and claims nothing.
fn check_metadata(document: &Document, lang: &str) {
    let catalog = document.catalog().unwrap();
    let metadata = catalog.get(b"Metadata").unwrap().as_reference().unwrap();
    let metadata = document.get_object(metadata).unwrap().as_stream().unwrap();
    let text = std::str::from_utf8(&metadata.content).unwrap();
    let mut reader = quick_xml::Reader::from_str(text);
    while reader.read_event().unwrap() != Event::Eof {}
    let language = format!("<dc:language><rdf:Bag><rdf:li>{lang}</rdf:li>");
    for part in [
        "<dc:title><rdf:Alt>",
        "<dc:creator><rdf:Seq><rdf:li>",
        &language,
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(!text.contains("pdfuaid"), "{text}");
}

/// Every tag is one that readers know, figures have a text, and no level of headings is left out.
fn check_tags(document: &Document) {
    let catalog = document.catalog().unwrap();
    let root = document
        .get_dict_in_dict(catalog, b"StructTreeRoot")
        .unwrap();
    let roles = document.get_dict_in_dict(root, b"RoleMap").unwrap();
    let mut all = Vec::new();
    tags(document, root, &mut all);
    assert!(all.len() > 100, "{} tags", all.len());
    let mut level = 0;
    let mut figures = 0;
    for tag in all {
        let kind = name(tag, b"S");
        let known = |kind: &str| STANDARD.split_whitespace().any(|one| one == kind);
        assert!(
            known(&kind) || known(&name(roles, kind.as_bytes())),
            "{kind}"
        );
        if kind == "Figure" {
            let text = tag.get(b"Alt").expect("a figure says what it shows");
            assert!(!lopdf::decode_text_string(text).unwrap().is_empty());
            figures += 1;
        }
        let heading = kind
            .strip_prefix('H')
            .and_then(|level| level.parse::<u32>().ok());
        if let Some(next) = heading {
            assert!(next <= level + 1, "H{next} after H{level}");
            level = next;
        }
    }
    assert!(figures >= 4, "{figures} figures");
}

/// Links are among the tags, and say where they lead.
fn check_links(document: &Document) {
    let mut words = Vec::new();
    for page in document.get_pages().into_values() {
        for link in document.get_page_annotations(page).unwrap() {
            assert_eq!(name(link, b"Subtype"), "Link");
            assert!(link.has(b"StructParent"));
            words.push(lopdf::decode_text_string(link.get(b"Contents").unwrap()).unwrap());
        }
    }
    assert!(words.len() > 20, "{words:?}");
    assert!(words.iter().all(|words| !words.is_empty()), "{words:?}");
    // What leads to a slide has its title, not its id.
    assert!(words.iter().any(|words| words.contains(' ')), "{words:?}");
}

#[test]
fn the_deck_of_the_sample_keeps_the_rules_that_a_program_can_decide() {
    let site = DiskSite::empty();
    for lang in ["en", "fr"] {
        let document = sample(&site, lang);
        check_document(&document, lang);
        check_metadata(&document, lang);
        check_tags(&document);
        check_links(&document);
    }
}
