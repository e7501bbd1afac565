//! The pictures that pages are shared with.

use crate::common::{Built, SiteTest};

fn site(title: &str) -> SiteTest {
    let config =
        "title: T\nbase_url: https://example.org\nlanguages: {en: {}}\nroot_language: en\n";
    SiteTest::new().config(config).file(
        "content/blog/a.en.md",
        format!("---\ntitle: {title}\ndate: 2026-01-02\n---\nText"),
    )
}

/// The address of the picture that a page names.
fn picture(site: &Built, page: &str) -> Option<String> {
    let html = String::from_utf8(site.bytes(page)?).unwrap();
    let (_, rest) = html.split_once("<meta property=\"og:image\" content=\"https://example.org")?;
    Some(rest.split('"').next()?.to_owned())
}

#[test]
fn every_page_names_a_picture_that_is_there() {
    let one = site("One").build();
    for page in ["/", "/blog/", "/blog/a/"] {
        let address = picture(&one, page).unwrap();
        let size = imagesize::blob_size(&one.bytes(&address).unwrap()).unwrap();
        assert_eq!((size.width, size.height), (1200, 630), "{page}");
        assert!(
            one.output().contains_key(address.trim_start_matches('/')),
            "{page}: {address} is not published"
        );
    }
    assert_ne!(picture(&one, "/"), picture(&one, "/blog/a/"));
}

#[test]
fn a_picture_has_another_address_when_it_says_something_else() {
    let [one, again, two] =
        ["One", "One", "Two"].map(|title| picture(&site(title).build(), "/blog/a/"));
    assert_eq!(one, again);
    assert_ne!(one, two);
}

#[test]
fn the_image_of_a_page_comes_first() {
    let text = "---\ntitle: A\ndate: 2026-01-02\nimage: {file: a.png, alt: A}\n---\n";
    let built = site("Other")
        .file("content/blog/b/index.en.md", text)
        .file("content/blog/b/a.png", "");
    assert_eq!(
        picture(&built.build(), "/blog/b/").as_deref(),
        Some("/blog/b/a.png")
    );
}

#[test]
fn a_title_that_cannot_be_written_has_no_picture() {
    assert_eq!(picture(&site("日本語").build(), "/blog/a/"), None);
}

#[test]
fn pictures_can_be_switched_off_and_recoloured() {
    let config = |look: &str| {
        site("One").config(&format!("title: T\nbase_url: https://example.org\nlanguages: {{en: {{}}}}\nroot_language: en\nsocial_cards: {look}\n"))
    };
    let off = config("false").build();
    assert_eq!(picture(&off, "/blog/a/"), None);
    assert!(off.output().keys().all(|name| !name.starts_with("cards/")));
    let addresses = ["true", "{ink: \"#000000\"}", "{accent: \"#000000\"}"]
        .map(|look| picture(&config(look).build(), "/blog/a/"));
    assert!(addresses[0] != addresses[1] && addresses[1] != addresses[2]);
}

#[test]
fn a_font_of_the_site_writes_what_the_embedded_ones_do() {
    let config = "title: T\nbase_url: https://example.org\nlanguages: {en: {}}\nroot_language: en\nsocial_cards: {font: static/a.ttf}\n";
    let own = site("One")
        .config(config)
        .file("static/a.ttf", dejavu::sans_mono::regular())
        .build();
    assert_eq!(own.told(), "");
    let address = picture(&own, "/blog/a/").unwrap();
    assert_ne!(
        Some(&address),
        picture(&site("One").build(), "/blog/a/").as_ref()
    );
    assert_ne!(
        own.bytes(&address),
        site("One")
            .build()
            .bytes(&picture(&site("One").build(), "/blog/a/").unwrap())
    );
}

/// A font whose last letter beyond the first plane of Unicode is another one: no font that is
/// embedded has it.
fn font_with(letter: char) -> Vec<u8> {
    let mut bytes = dejavu::sans::regular().to_vec();
    let number = |bytes: &[u8], at: usize| {
        u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap()) as usize
    };
    let tables = usize::from(u16::from_be_bytes([bytes[4], bytes[5]]));
    let record = (0..tables)
        .map(|at| 12 + 16 * at)
        .find(|at| &bytes[*at..*at + 4] == b"cmap");
    let cmap = number(&bytes, record.unwrap() + 8);
    let subtables = usize::from(u16::from_be_bytes([bytes[cmap + 2], bytes[cmap + 3]]));
    for at in 0..subtables {
        let table = cmap + number(&bytes, cmap + 4 + 8 * at + 4);
        if bytes[table..table + 2] == [0, 12] {
            let groups = number(&bytes, table + 12);
            let last = table + 16 + 12 * (groups - 1);
            let code = u32::from(letter).to_be_bytes();
            bytes[last..last + 4].copy_from_slice(&code);
            bytes[last + 4..last + 8].copy_from_slice(&code);
        }
    }
    bytes
}

#[test]
fn other_fonts_of_the_site_have_the_letters_that_the_rest_lacks() {
    let config = |fonts: &str| {
        format!(
            "title: T\nbase_url: https://example.org\nlanguages: {{en: {{}}}}\nroot_language: en\nsocial_cards: {{fonts: {fonts}}}\n"
        )
    };
    let built = |fonts: &str| {
        site("A 𠮷 and a 𠮸")
            .config(&config(fonts))
            .file("fonts/one.ttf", font_with('𠮷'))
            .file("fonts/two.ttf", font_with('𠮸'))
            .build()
    };
    let both = built("[fonts/one.ttf, fonts/two.ttf]");
    assert_eq!(both.told(), "");
    let address = picture(&both, "/blog/a/").unwrap();
    assert!(both.bytes(&address).is_some());
    let one = built("[fonts/one.ttf]");
    assert_eq!(picture(&one, "/blog/a/"), None);
    assert!(
        one.told()
            .contains("have no `𠮸`, so this page has no card"),
        "{}",
        one.told()
    );
}

#[test]
fn a_name_that_cannot_be_written_is_left_out() {
    let built = site("One")
        .config(
            "title: 日本\nbase_url: https://example.org\nlanguages: {en: {}}\nroot_language: en\n",
        )
        .build();
    let plain = site("One").build();
    let address = picture(&built, "/blog/a/").unwrap();
    assert_ne!(Some(&address), picture(&plain, "/blog/a/").as_ref());
    assert!(
        built.told().contains("so cards leave out the names"),
        "{}",
        built.told()
    );
}
