//! The tables of typography: every line of `fixtures/typography/*.txt` goes the whole way from
//! Markdown to HTML, and as a line of plain text where it has no markup; and what holds for every
//! text.
//!
//! A table is named after its profile. `== …` names a rule and where it stands. `typed ⇒ set` is a
//! case, `= typed` one that must not change; `⇒` a second time tells the plain line apart from the
//! HTML. `⍽` is U+00A0, `·` U+202F and `⏎` the end of a line.

use std::fs;

use lutrin::lang::Lang;
use lutrin::slug::slugify;
use lutrin::typography::{self, Profile};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::common::{Built, SiteTest, files_with, fixtures};

/// Languages whose profiles are those of the tables.
const CONFIG: &str = "\
title: Test
base_url: https://example.org
languages: {fr: {}, fr-CA: {}, en: {}, de: {}}
";

struct Case {
    place: String,
    typed: String,
    html: String,
    line: Option<String>,
}

fn visible(text: &str) -> String {
    text.replace('⍽', "\u{a0}")
        .replace('·', "\u{202f}")
        .replace('⏎', "\n")
}

fn shown(text: &str) -> String {
    text.replace('\u{a0}', "⍽")
        .replace('\u{202f}', "·")
        .replace('\n', "⏎")
}

fn read(table: &str, text: &str) -> Vec<Case> {
    let mut cases = Vec::new();
    let mut rule = None;
    for (i, written) in text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.is_empty() && !line.starts_with("--"))
    {
        let place = format!("{table}:{}", i + 1);
        if let Some(name) = written.strip_prefix("== ") {
            assert!(name.contains('('), "{place} names no source");
            rule = Some(name);
            continue;
        }
        assert!(rule.is_some(), "{place} stands under no rule");
        let case = match written.strip_prefix("= ") {
            Some(same) if !same.contains(" ⇒ ") => vec![same, same],
            kept => kept.unwrap_or(written).split(" ⇒ ").collect(),
        };
        assert!((2..=3).contains(&case.len()), "{place} is no case");
        let (typed, html) = (visible(case[0]), visible(case[1]));
        let has_markup =
            typed.contains(['*', '[', '<', '\\', '&', '\n', '#', '~']) || html.contains('<');
        let line = case
            .get(2)
            .map(|line| visible(line))
            .or_else(|| (!has_markup).then(|| html.clone()));
        cases.push(Case {
            place,
            typed,
            html,
            line,
        });
    }
    cases
}

/// All tables, with the code of the language that each is about.
fn tables() -> Vec<(&'static str, Profile, Vec<Case>)> {
    let tables = files_with(&fixtures("typography"), "txt")
        .into_iter()
        .map(|path| {
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let profile = Profile::named(&name).unwrap_or_else(|| panic!("{name} is no profile"));
            let code = ["fr", "fr-CA", "en", "de"]
                .into_iter()
                .find(|code| Profile::for_language(&Lang::new(code)) == profile);
            (
                code.unwrap(),
                profile,
                read(&name, &fs::read_to_string(&path).unwrap()),
            )
        });
    tables.collect()
}

fn post(body: &str) -> String {
    format!("---\ntitle: P\ndate: 2026-01-02\n---\n{body}\n")
}

fn body(site: &Built, url: &str) -> String {
    let html = site.page(url).html;
    let html = html.trim_end();
    let inside = html
        .strip_prefix("<p>")
        .and_then(|html| html.strip_suffix("</p>"));
    inside
        .filter(|inside| !inside.contains("<p>"))
        .unwrap_or(html)
        .to_owned()
}

#[test]
fn every_case_is_set_as_its_table_says() {
    let tables = tables();
    let mut site = SiteTest::new()
        .config(CONFIG)
        .file("templates/post.html", "{{ content | safe }}");
    for (code, _, cases) in &tables {
        for (i, case) in cases.iter().enumerate() {
            site = site.file(&format!("content/blog/c{i}.{code}.md"), post(&case.typed));
        }
    }
    let site = site.build_without_rendering();
    let (mut wrong, mut same, mut changed) = (Vec::new(), 0, 0);
    for (code, profile, cases) in &tables {
        for (i, case) in cases.iter().enumerate() {
            *if case.typed == case.html {
                &mut same
            } else {
                &mut changed
            } += 1;
            let html = body(&site, &format!("/{code}/blog/c{i}/"));
            if html != case.html {
                wrong.push(format!(
                    "{}\n  want {}\n  have {}",
                    case.place,
                    shown(&case.html),
                    shown(&html)
                ));
            }
            let line = typography::line(&case.typed, *profile);
            if let Some(wanted) = case.line.as_ref().filter(|wanted| **wanted != line) {
                wrong.push(format!(
                    "{} as a line\n  want {}\n  have {}",
                    case.place,
                    shown(wanted),
                    shown(&line)
                ));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert!(
        changed >= 80 && same >= 80,
        "{changed} change, {same} do not"
    );
}

/// Pieces that typography looks at.
const PIECES: &[&str] = &[
    "mot", "l'", "'", "\"", "«", "»", "“", "”", "‘", "’", " ", " ", " ", "\u{a0}", "\u{202f}",
    "\n", "!", "?", ";", ":", "...", "…", ".", ",", "-", "--", "–", "—", "1", "12", "500", "1er",
    "2ème", "XIXe", "e", "%", "€", "$", "°", "n°", "km", "h", "avril", "M.", "Dr", "etc", "p.",
    "pages", "(", ")", "[", "]", "/", "\\", "=", "`", ":tada:", "A", "é", "\u{fffc}", "\u{2028}",
    "🎤", "90s", "siècle",
];

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![9 => proptest::sample::select(PIECES).prop_map(str::to_owned), 1 => any::<String>()];
    vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

/// The letters and digits of a text, which no rule touches in plain text.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_was_set_is_right(text in text()) {
        for (name, profile) in Profile::ALL {
            let once = typography::line(&text, profile).into_owned();
            prop_assert_eq!(typography::line(&once, profile), once.as_str(), "{} of {:?}", name, text);
        }
    }

    #[test]
    fn letters_digits_and_addresses_stay(text in text()) {
        for (_, profile) in Profile::ALL {
            prop_assert_eq!(letters(&typography::line(&text, profile)), letters(&text));
            prop_assert_eq!(slugify(&typography::name(&text, profile)), slugify(&text));
        }
    }

    #[test]
    fn edits_are_in_order_and_on_borders(text in text(), literal in vec(0..60_usize, 0..4)) {
        let mut literal = literal;
        literal.sort_unstable();
        for (_, profile) in Profile::ALL {
            let edits = typography::edits(&text, &literal, profile, true);
            prop_assert!(edits.is_sorted_by(|a, b| a.range.end <= b.range.start), "{:?}", edits);
            for edit in &edits {
                prop_assert!(!edit.range.is_empty() && text.get(edit.range.clone()).is_some(), "{:?}", edit);
            }
        }
    }

}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn code_is_never_touched(code in "[a-z '\"!?:;.-]{1,20}", around in text()) {
        let code = format!("x{}x", code.replace('`', ""));
        let body = format!("{}\n\n```text\n{code}\n```\n", around.replace(['`', '<', '\n'], ""));
        let site = SiteTest::new().config(CONFIG).file("content/blog/a.fr.md", post(&body)).build_without_rendering();
        let page = site.snapshot.site.pages[0].clone();
        let blocks = &page.document.body.code_blocks;
        prop_assert!(blocks.iter().any(|block| block.code == format!("{code}\n")), "{:?}", blocks);
    }
}

#[test]
fn a_long_text_takes_no_longer_by_the_word() {
    for piece in [
        "\"a ",
        "'a ",
        "a - b ",
        "$a ",
        "1 500 ",
        "a! ",
        "« a ",
        "…………",
        "a\"b'c",
        "`a ",
        "1e",
        "::",
    ] {
        let text = piece.repeat(20_000);
        for (_, profile) in Profile::ALL {
            let started = std::time::Instant::now();
            let _ = typography::edits(&text, &[], profile, true);
            assert!(started.elapsed().as_secs() < 5, "{piece:?}");
        }
    }
}

#[test]
fn texts_of_front_matter_and_configuration_are_set_for_their_language() {
    let config = "title: L'art \"pur\"\nbase_url: https://example.org\nmenu: [{title: {fr: C'est ici, en: It's here}, url: blog}]\n\
        languages: {fr: {typography: quebec}, en: {typography: off}, de: {typography: english}}\n";
    let french = "---\ntitle: Quoi ?\nsummary: \"L'un ; l'autre\"\ndate: 2026-01-02\ntags: [l'eau]\n\
        image: {file: i.svg, alt: L'image !}\nauthors: [me, L'invité]\n---\nC'est \"là\".\n";
    let people = "me: {name: L'équipe, role: {fr: L'un, de: It's}, bio: C'est *\"moi\"*}\n";
    let site = SiteTest::new()
        .config(config)
        .file("content/people.yaml", people)
        .file("content/blog/a.fr.md", french)
        .file("content/blog/b.en.md", "---\ntitle: It's\ndate: 2026-01-02\n---\n\"It's\"\n")
        .file("content/blog/i.svg", "<svg width='4' height='3'/>")
        .file("templates/post.html", "{{ site.title }}|{{ menu[0].title }}|{{ page.title }}|{{ page.description }}|{{ page.image.alt if page.image else '' }}|{{ content | safe }}|{% for t in post.tags %}{{ t.title }} {{ t.url }}{% endfor %}|{% for a in post.authors %}{{ a.name }} {{ a.url }};{% endfor %}")
        .file("templates/term.html", "{% if person %}{{ person.bio | safe if person.bio else '' }}{% endif %}")
        .build();
    site.page("/fr/blog/a/")
        .contains("L’art «\u{a0}pur\u{a0}»|C’est ici|Quoi?|L’un; l’autre|L’image!|<p>C’est «\u{a0}là\u{a0}».</p>")
        .contains("|l’eau /fr/tags/l-eau/|L’équipe /fr/authors/me/;L’invité /fr/authors/l-invite/;");
    site.page("/fr/authors/me/")
        .contains("C’est <em>«\u{a0}moi\u{a0}»</em>");
    site.page("/en/blog/b/")
        .contains("It&#39;s")
        .contains("<p>\"It's\"</p>");
}
