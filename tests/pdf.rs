//! What a PDF of a deck says to those who do not look at it: read with Poppler, which `tests/run.sh`
//! installs.

use std::process::Command;

use crate::common::CONFIG;
use crate::common::disk::DiskSite;
use serde_json::Value;

const DECK: &str = "\
---
title: Tout ce qui se prépare
variants: {short: {duration: 5m}}
---
# Un titre qui prend plusieurs lignes et dont les mots restent des mots jusqu’au bout {#opening .title}

::: notes
Bonsoir à *toutes*.

Et à tous.
:::

---

# Première partie {#first time=2m}

---

## Un [lien](https://example.com/) dans un titre {#link not=short}

- un texte assez long pour prendre deux lignes au moins, et dont aucun mot ne touche le suivant
- un autre

---

## Rien de tel {#nothing hidden}

::: notes
Jamais dit.
:::

---

# Seconde partie {#second time=3m}

::: notes
La fin approche.
:::

---

# Merci {#end .end}
";

fn site() -> DiskSite {
    let talk = "---\ntitle: Points\nduration: 10m\nspeakers: [Ada Lovelace, Zoé Ω]\n---\nÀ lire.\n";
    DiskSite::empty()
        .file("lutrin.yaml", CONFIG)
        .file("content/talks/dots/index.fr.md", talk)
        .file("content/talks/dots/deck.fr.md", DECK)
}

fn export(site: &DiskSite, options: &[&str]) -> String {
    let arguments = [
        &["export", "dots", "--lang", "fr", "--output", "out/"],
        options,
    ]
    .concat();
    std::fs::create_dir_all(site.path("out")).unwrap();
    let output = site.command(&arguments).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{said}");
    said
}

fn poppler(site: &DiskSite, program: &str, options: &[&str]) -> String {
    let output = Command::new(program)
        .args(options)
        .current_dir(site.path("out"))
        .output();
    let output = output.expect("tests/run.sh installs Poppler");
    assert!(output.status.success(), "{program} {options:?}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

const TITLES: [&str; 5] = [
    "Un titre qui prend plusieurs lignes et dont les mots restent des mots jusqu’au bout",
    "Première partie",
    "Un lien dans un titre",
    "Seconde partie",
    "Merci",
];

#[test]
fn a_pdf_says_whose_it_is_and_all_slides_are_tagged_with_their_words_apart() {
    let site = site();
    assert_eq!(export(&site, &["--pdf"]), "");
    let info = poppler(&site, "pdfinfo", &["dots.fr.pdf"]);
    let fact = |name: &str| {
        let line = info.lines().find(|line| line.starts_with(name));
        let (_, value) = line
            .unwrap_or_else(|| panic!("{info}"))
            .split_once(':')
            .unwrap();
        value.trim().to_owned()
    };
    assert_eq!(fact("Title"), "Tout ce qui se prépare");
    assert_eq!(fact("Author"), "Ada Lovelace, Zoé Ω");
    assert!(fact("Creator").starts_with("Lutrin "), "{info}");
    assert_eq!(
        (fact("Tagged"), fact("Pages")),
        ("yes".to_owned(), "5".to_owned())
    );
    let structure = poppler(&site, "pdfinfo", &["-struct-text", "dots.fr.pdf"]);
    let said: String = structure
        .lines()
        .filter_map(|line| line.trim().strip_prefix('"')?.strip_suffix('"'))
        .collect();
    for text in TITLES.into_iter().chain(["un texte assez long pour prendre deux lignes au moins, et dont aucun mot ne touche le suivant"]) {
        assert!(said.contains(text), "{text}: {structure}");
    }
    let links = poppler(&site, "pdfinfo", &["-url", "dots.fr.pdf"]);
    assert!(links.contains("https://example.com/"), "{links}");
    let fonts = poppler(&site, "pdffonts", &["dots.fr.pdf"]);
    let embedded = |line: &str| line.split_whitespace().rev().nth(4) == Some("yes");
    assert!(
        fonts.lines().count() > 2 && fonts.lines().skip(2).all(embedded),
        "{fonts}"
    );
}

/// The outline, each title after a mark for how deep it stands.
fn outline(document: &lopdf::Document) -> Vec<String> {
    fn walk(
        document: &lopdf::Document,
        entry: &lopdf::Dictionary,
        depth: usize,
        out: &mut Vec<String>,
    ) {
        let mut next = entry.get(b"First").and_then(lopdf::Object::as_reference);
        while let Ok(id) = next {
            let entry = document.get_dictionary(id).unwrap();
            let title = lopdf::decode_text_string(entry.get(b"Title").unwrap()).unwrap();
            out.push(format!("{}{title}", "- ".repeat(depth)));
            walk(document, entry, depth + 1, out);
            next = entry.get(b"Next").and_then(lopdf::Object::as_reference);
        }
    }
    let root = document
        .catalog()
        .unwrap()
        .get(b"Outlines")
        .unwrap()
        .as_reference()
        .unwrap();
    let mut out = Vec::new();
    walk(
        document,
        document.get_dictionary(root).unwrap(),
        0,
        &mut out,
    );
    out
}

#[test]
fn the_outline_has_every_slide_by_parts_and_readers_see_title_and_language() {
    let site = site();
    export(&site, &["--pdf"]);
    let document = lopdf::Document::load(site.path("out/dots.fr.pdf")).unwrap();
    assert_eq!(
        outline(&document),
        [
            TITLES[0],
            TITLES[1],
            "- Un lien dans un titre",
            TITLES[3],
            TITLES[4]
        ]
    );
    let catalog = document.catalog().unwrap();
    assert_eq!(catalog.get(b"Lang").unwrap().as_str().unwrap(), b"fr");
    let view = catalog
        .get(b"ViewerPreferences")
        .unwrap()
        .as_dict()
        .unwrap();
    assert!(view.get(b"DisplayDocTitle").unwrap().as_bool().unwrap());
    assert!(
        !std::fs::read(site.path("out/dots.fr.pdf"))
            .unwrap()
            .windows(13)
            .any(|part| part == b"/Subtype/Text")
    );
}

#[test]
fn notes_are_in_a_pdf_on_request_and_pdfpc_has_them_beside_it() {
    let site = site();
    let said = export(
        &site,
        &["--pdf", "--pdfpc", "--notes", "--variant", "short"],
    );
    assert_eq!(
        said,
        "`out/dots-short-notes.fr.pdf` has the speaker notes in it\n`out/dots-short-notes.fr.pdfpc` has the speaker notes in it\n"
    );
    let document = lopdf::Document::load(site.path("out/dots-short-notes.fr.pdf")).unwrap();
    let notes: Vec<Option<String>> = document
        .get_pages()
        .into_values()
        .map(|page| {
            let all = document.get_page_annotations(page).unwrap();
            let note = all
                .into_iter()
                .find(|one| one.get(b"Subtype").unwrap().as_name().unwrap() == b"Text")?;
            Some(lopdf::decode_text_string(note.get(b"Contents").unwrap()).unwrap())
        })
        .collect();
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(
        notes,
        [
            some("Bonsoir à toutes.\n\nEt à tous."),
            None,
            some("La fin approche."),
            None
        ]
    );
    let pdfpc: Value = serde_json::from_str(&site.read("out/dots-short-notes.fr.pdfpc")).unwrap();
    assert_eq!(
        (
            &pdfpc["pdfpcFormat"],
            &pdfpc["duration"],
            &pdfpc["endSlide"]
        ),
        (&2.into(), &5.into(), &3.into())
    );
    let pages = pdfpc["pages"].as_array().unwrap();
    assert_eq!(pages.len(), 4);
    assert_eq!(
        (&pages[0]["idx"], &pages[0]["label"], &pages[0]["note"]),
        (
            &0.into(),
            &"1".into(),
            &"Bonsoir à toutes.\n\nEt à tous.".into()
        )
    );
    // A hidden slide is no page, so that notes stay beside their slides; pdfpc knows no other keys.
    assert_eq!(pages[2]["note"], "La fin approche.");
    assert!(
        !site
            .read("out/dots-short-notes.fr.pdfpc")
            .contains("Jamais dit")
    );
    let keys: Vec<&String> = pages[0].as_object().unwrap().keys().collect();
    assert_eq!(keys, ["idx", "label", "note", "overlay"]);
}

#[test]
fn the_outline_is_what_is_asked_for() {
    let site = site();
    let slides = ["--pdf", "--pdf-outline", "slides"];
    export(&site, &slides);
    let document = lopdf::Document::load(site.path("out/dots.fr.pdf")).unwrap();
    assert_eq!(outline(&document), TITLES);
    export(&site, &["--pdf", "--pdf-outline", "none"]);
    let document = lopdf::Document::load(site.path("out/dots.fr.pdf")).unwrap();
    assert!(!document.catalog().unwrap().has(b"Outlines"));
    let refused = |options: &[&str]| site.output(&[&["export", "dots"], options].concat());
    let (code, _, said) = refused(&["--pdf", "--pdf-outline", "pages"]);
    assert!(code == 2 && said.contains("parts, slides, none"), "{said}");
    let (code, _, said) = refused(&["--handout", "--pdf-outline", "slides"]);
    assert!(code == 2 && said.contains("--pdf"), "{said}");
}

#[test]
fn a_handout_says_whose_it_is() {
    let site = site();
    export(&site, &["--handout"]);
    let info = poppler(&site, "pdfinfo", &["dots-handout.fr.pdf"]);
    for fact in ["Tout ce qui se prépare", "Ada Lovelace, Zoé Ω", "Lutrin "] {
        assert!(info.contains(fact), "{info}");
    }
}
