//! Translations as authors meet them: the table, what `accept` writes, drafts to begin with, and
//! the notice.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};

use proptest::prelude::*;

use crate::common::SiteTest;
use crate::common::disk::DiskSite;

const FRENCH: &str = "---\ntitle: Bonjour\ndate: 2026-01-01\nsummary: S\n---\nIntro.\n\n## Plan\n\nUn.\n\n## Fin\n\nDeux.\n";
const ENGLISH: &str =
    "---\ntitle: Hello\ndate: 2026-01-01\n---\nIntro.\n\n## Plan\n\nOne.\n\n## End\n\nTwo.\n";

/// A post in two languages, one in French alone, and the text of a listing in two.
fn site() -> DiskSite {
    DiskSite::empty()
        .file("lutrin.yaml", crate::common::CONFIG)
        .tiny_theme()
        .file("content/blog/a/index.fr.md", FRENCH)
        .file("content/blog/a/index.en.md", ENGLISH)
        .file("content/blog/b.fr.md", "---\ntitle: B\ndraft: true\n---\n")
        .file("content/blog/_index.fr.md", "Articles\n")
        .file("content/blog/_index.en.md", "Posts\n")
}

fn accept(site: &DiskSite, file: &str) -> String {
    let (code, out, err) = site.output(&["translations", "accept", file]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    out
}

#[test]
fn the_table_says_where_every_page_stands() {
    let site = site();
    accept(&site, "content/blog/a/index.en.md");
    let (code, out, err) = site.output(&["translations"]);
    let table = "page         fr         en\nblog/_index  untracked  untracked\n\
                 blog/a       source     fresh\nblog/b       source     missing\n";
    assert_eq!(
        (code, out.as_str(), err.as_str()),
        (0, table, "0 stale, 1 missing, 2 untracked, 1 fresh\n")
    );
    site.write(
        "content/blog/a/index.fr.md",
        FRENCH
            .replace("Un.", "Une.")
            .replace("## Fin", "## Coda\n\nX.\n\n## Fin"),
    );
    let (_, out, err) = site.output(&["translations", "--stale"]);
    let table = "page    fr         en\nblog/a  source     stale\n    content/blog/a/index.en.md (from fr): \
                 section “Plan” changed; section “Coda” is new\n";
    assert_eq!(
        (out.as_str(), err.as_str()),
        (table, "1 stale, 0 missing, 0 untracked, 0 fresh\n")
    );
    let (_, out, _) = site.output(&["translations", "--lang", "en", "--missing"]);
    assert_eq!(out, "page    en\nblog/b  missing\n");
}

#[test]
fn programs_get_one_object_a_line() {
    let site = site();
    accept(&site, "content/blog/a/index.en.md");
    site.write(
        "content/blog/a/index.fr.md",
        FRENCH
            .replace("Bonjour", "Salut")
            .replace("## Plan\n\nUn.\n\n", ""),
    );
    let (_, out, _) = site.output(&["translations", "--format", "json"]);
    let lines: Vec<serde_json::Value> = out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 6);
    assert_eq!(
        lines[3],
        serde_json::json!({
            "page": "blog/a", "language": "en", "state": "stale", "draft": false,
            "file": "content/blog/a/index.en.md", "source": "content/blog/a/index.fr.md",
            "changes": [{"what": "title", "heading": null}, {"what": "removed_first", "heading": null}],
        })
    );
    assert_eq!(lines[5]["state"], "missing");
    assert_eq!(lines[4]["draft"], true);
}

#[test]
fn strict_answers_one_for_what_is_asked_for() {
    let site = site();
    assert_eq!(site.output(&["translations", "--strict"]).0, 1);
    assert_eq!(site.output(&["translations", "--strict", "--stale"]).0, 0);
    assert_eq!(
        site.output(&["translations", "--strict", "--lang", "fr"]).0,
        0
    );
    assert_eq!(site.output(&["translations", "--lang", "de"]).0, 1);
    assert_eq!(site.output(&["translations", "accept"]).0, 2);
    assert_eq!(site.output(&["translations", "accept", "--all", "x"]).0, 2);
}

#[test]
fn accept_changes_one_line_and_keeps_the_rest_of_the_file() {
    let site = site();
    let windows = format!("\u{feff}{}", ENGLISH.replace('\n', "\r\n"));
    site.write("content/blog/a/index.en.md", &windows);
    fs::set_permissions(
        site.path("content/blog/a/index.en.md"),
        fs::Permissions::from_mode(0o640),
    )
    .unwrap();
    accept(&site, "content/blog/a/index.en.md");
    let written = site.read("content/blog/a/index.en.md");
    let added = written
        .lines()
        .find(|line| line.starts_with("translated_from: {lang: fr, hash: v1-"))
        .unwrap();
    assert_eq!(written.replace(&format!("{added}\r\n"), ""), windows);
    let mode = fs::metadata(site.path("content/blog/a/index.en.md"))
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o640);
    let again = accept(&site, "content/blog/a/index.en.md");
    assert_eq!(
        again,
        "content/blog/a/index.en.md: followed content/blog/a/index.fr.md already\n"
    );
    assert_eq!(site.read("content/blog/a/index.en.md"), written);
    let left: Vec<String> = site
        .tree("content")
        .into_keys()
        .filter(|name| name.contains("tmp"))
        .collect();
    assert_eq!(left, Vec::<String>::new());
}

#[test]
fn accept_writes_through_a_link_and_leaves_it() {
    let site = site();
    fs::rename(
        site.path("content/blog/a/index.en.md"),
        site.path("hello.md"),
    )
    .unwrap();
    symlink("../../../hello.md", site.path("content/blog/a/index.en.md")).unwrap();
    let (code, _, err) = site.output(&["translations", "accept", "--all", "--from", "fr"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(
        fs::symlink_metadata(site.path("content/blog/a/index.en.md"))
            .unwrap()
            .is_symlink()
    );
    assert!(site.read("hello.md").contains("translated_from"));
    assert!(
        site.read("content/blog/_index.en.md")
            .starts_with("---\ntranslated_from: {lang: fr")
    );
    assert!(
        !site
            .read("content/blog/_index.fr.md")
            .contains("translated_from")
    );
}

#[test]
fn accept_says_when_there_is_nothing_to_accept() {
    let site = site();
    let accepted = |arguments: &[&str]| {
        let arguments = [&["translations", "accept", "--all"], arguments].concat();
        site.output(&arguments)
    };
    let nothing = |words: &str| (0, String::new(), format!("{words}\n"));
    let untracked =
        "no translation is stale; to accept untracked ones, say what they follow: `--from CODE`";
    assert_eq!(accepted(&[]), nothing(untracked));
    assert_eq!(accepted(&["--from", "fr"]).1.lines().count(), 2);
    assert_eq!(
        accepted(&["--from", "fr"]),
        nothing("no translation from that language is stale or untracked")
    );
    assert_eq!(accepted(&[]), nothing("no translation is stale"));
    site.write("content/blog/a/index.fr.md", FRENCH.replace("Un.", "Une."));
    assert_eq!(accepted(&["--from", "en"]).1, "");
    assert_eq!(
        accepted(&[]).1,
        "content/blog/a/index.en.md: follows content/blog/a/index.fr.md\n"
    );
}

#[test]
fn accept_asks_what_it_cannot_know_and_refuses_what_it_cannot_do() {
    let config = crate::common::CONFIG.replace("en: {name", "de: {name: Deutsch}, en: {name");
    let site = site()
        .file("lutrin.yaml", config)
        .file("content/blog/a/index.de.md", FRENCH);
    let refusal = |arguments: &[&str]| {
        let (code, out, err) = site.output(arguments);
        assert_eq!((code, out.as_str()), (1, ""), "{arguments:?}");
        err
    };
    let en = "content/blog/a/index.en.md";
    assert_eq!(
        refusal(&["translations", "accept", en]),
        "error: `blog/a` exists in several other languages: `fr`, `de`\n  help: say which one it was translated from with `--from`\n"
    );
    assert!(
        refusal(&["translations", "accept", en, "--from", "en"])
            .contains("was not translated from `en`")
    );
    assert!(
        refusal(&["translations", "accept", "content/blog/b.fr.md"])
            .contains("exists in one language only")
    );
    assert!(refusal(&["translations", "accept", "content/gone.md"]).contains("cannot be read"));
    assert!(
        refusal(&["translations", "accept", "lutrin.yaml"]).contains("is not a page of this site")
    );
    site.write(en, "---\ntitle: [\n---\n");
    assert!(
        refusal(&["translations", "accept", en, "--from", "fr"])
            .contains("cannot be changed safely")
    );
    assert_eq!(site.read(en), "---\ntitle: [\n---\n");
}

#[test]
fn a_new_translation_has_the_headings_of_its_source() {
    let site = site();
    let (code, out, err) = site.output(&["new", "translation", "content/blog/b.fr.md"]);
    assert_eq!(
        (code, out.as_str(), err.as_str()),
        (0, "./content/blog/b.en.md\n", "")
    );
    let text = site.read("content/blog/b.en.md");
    assert!(
        text.starts_with("---\ntitle: B\ndraft: true\ntranslated_from: {lang: fr, hash: v1-"),
        "{text}"
    );
    assert_eq!(site.output(&["translations", "--strict"]).0, 0);
    let (code, _, err) = site.output(&[
        "new",
        "translation",
        "content/blog/a/index.fr.md",
        "--lang",
        "en",
    ]);
    assert!(code == 1 && err.contains("is there already"), "{err}");
    site.write("content/blog/c.fr.md", FRENCH);
    site.output(&["new", "translation", "content/blog/c.fr.md", "--lang", "en"]);
    let text = site.read("content/blog/c.en.md");
    assert!(
        text.starts_with("---\ntitle: Bonjour\ndate: 2026-01-01\nsummary: S\ndraft: true\n"),
        "{text}"
    );
    assert!(
        text.ends_with("---\n\n## Plan {#plan}\n\n## Fin {#fin}\n"),
        "{text}"
    );
    assert_eq!(site.output(&["check", "--strict", "--drafts"]).0, 0);
}

#[test]
fn readers_are_told_where_the_site_asks_for_it() {
    let stale = ENGLISH.replace(
        "---\nIntro",
        "translated_from: {lang: fr, hash: v1-0123456789ab-012345678-01234567}\n---\nIntro",
    );
    let config = format!("{}stale_notice: true\n", crate::common::CONFIG);
    let site = || {
        let site = SiteTest::new()
            .file("content/blog/a.fr.md", FRENCH)
            .file("content/blog/a.en.md", &stale);
        let text = "---\ntitle: Posts\ntranslated_from: {lang: fr, hash: v1-0123456789ab-012345678-01234567}\n---\nX\n";
        site.file("content/blog/_index.en.md", text)
            .file("content/blog/_index.fr.md", "---\ntitle: Billets\n---\nY\n")
    };
    let built = site().config(&config).build();
    built.clean();
    let link = "<a href=\"/blog/a/\" lang=\"fr\" hreflang=\"fr\">Bonjour</a>";
    built
        .page("/en/blog/a/")
        .contains("class=\"notice stale\"")
        .contains(link);
    built
        .page("/en/blog/")
        .contains("class=\"notice stale\"")
        .contains(">Billets</a>");
    built.page("/blog/a/").lacks("notice stale");
    built.page("/blog/").lacks("notice stale");
    site().build().page("/en/blog/a/").lacks("notice stale");
    // An original that nobody can read is no help.
    let draft = FRENCH.replace("summary: S", "draft: true");
    site()
        .file("content/blog/a.fr.md", draft)
        .config(&config)
        .build()
        .page("/en/blog/a/")
        .lacks("notice stale");
}

#[test]
fn the_backstage_says_what_changed() {
    let stale = ENGLISH.replace(
        "---\nIntro",
        "translated_from: {lang: fr, hash: v1-0123456789ab-012345678-01234567}\n---\nIntro",
    );
    let site = SiteTest::new()
        .file("content/blog/a.fr.md", FRENCH)
        .file("content/blog/a.en.md", stale);
    let site = site.file("content/blog/b.en.md", ENGLISH).build();
    let page = site.page("/en/backstage/");
    page.contains("1 translation stale")
        .contains("section")
        .contains("<q lang=\"fr\">Plan</q>");
    page.contains("<span class=\"following stale\">stale</span>")
        .contains("<span class=\"missing\">missing</span>");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// Whatever the two files say: once a translation is accepted it is fresh, and all else in its
    /// file is as it was.
    #[test]
    fn what_is_accepted_is_fresh_and_only_its_own_lines_change(
        source in "[a-z# \n`\\-:é]{0,80}",
        head in prop::sample::select(vec!["", "# c\n", "tags: [a, 'b']\n", "summary: |\n  x\n\n", "image:\n  file: i.svg\n  alt: ''\n"]),
        old in prop::sample::select(vec![
            "", "translated_from:\n", "translated_from: {lang: en}\n",
            "translated_from: # c\n  hash: v1-0123456789ab-012345678-01234567 # d\n  lang: fr\n",
        ]),
        body in "[a-z# \n\\-:é]{0,40}",
        windows: bool,
    ) {
        use lutrin::{config::Config, content_path::ContentPath, document::Document, path::SitePath, source::Source};
        let config = lutrin::config::Config::parse(&Source::new(SitePath::new("lutrin.yaml"), crate::common::CONFIG));
        let config: Config = config.value.unwrap();
        let parse = |name: &str, text: &str| {
            let file = SitePath::new(name);
            Document::parse(ContentPath::parse(&file, &config).unwrap(), Source::new(file, text).into(), lutrin::markdown::Options::default()).value
        };
        let source = parse("content/a.fr.md", &format!("---\ntitle: T\n---\n{source}"));
        let mut text = format!("---\ntitle: E\n{head}{old}---\n{body}");
        if windows {
            text = text.replace('\n', "\r\n");
        }
        let hash = source.fingerprint().to_string();
        let Some(written) = lutrin::translations::record(&parse("content/a.en.md", &text), "fr", &hash) else {
            return Err(TestCaseError::fail(format!("{text:?} is left alone")));
        };
        let accepted = parse("content/a.en.md", &written);
        let documents = [Some(std::sync::Arc::new(source)), Some(std::sync::Arc::new(accepted))];
        let documents: Vec<_> = documents.iter().map(Option::as_ref).collect();
        let version = lutrin::translations::version(&config, &documents, 1);
        prop_assert_eq!(version.state.name(), "fresh");
        let is_own = |line: &&str| {
            ["translated_from", "  lang:", "  hash:"].iter().any(|start| line.starts_with(start))
        };
        let others = |text: &str| text.split_inclusive('\n').filter(|line| !is_own(line)).collect::<String>();
        prop_assert_eq!(others(&written), others(&text));
    }
}

/// Pages that say for whose readers they are made; an article, and a page of a guide.
fn on_purpose() -> SiteTest {
    SiteTest::new()
        .file(
            "content/blog/spaces.fr.md",
            "---\ntitle: Espaces\ndate: 2026-01-02\ntags: [t]\nlanguages: [fr]\n---\nFines.\n",
        )
        .file(
            "content/blog/both.fr.md",
            "---\ntitle: Les deux\ndate: 2026-01-01\ntags: [t]\n---\n[Lire](spaces.md).\n",
        )
        .file(
            "content/blog/both.en.md",
            "---\ntitle: Both\ndate: 2026-01-01\ntags: [t]\n---\n[Read](spaces.md).\n",
        )
        .file(
            "content/guide/keys.en.md",
            "---\ntitle: Every key\nlanguages: en\n---\nA, B.\n",
        )
        .file("content/guide/_index.fr.md", "Le guide.\n")
        .file("content/guide/_index.en.md", "The guide.\n")
}

#[test]
fn an_article_for_others_is_in_no_list_and_a_page_of_a_guide_stays() {
    let site = on_purpose().build();
    site.clean();
    for list in ["/", "/blog/", "/archive/", "/archive/2026/", "/tags/t/"] {
        site.page(list).contains("Espaces");
        site.page(&format!("/en{list}")).lacks("Espaces");
    }
    site.page("/feed.xml").contains("Espaces");
    site.page("/en/feed.xml").lacks("Espaces");
    site.page("/search.json").contains("Espaces");
    site.page("/en/search.json").lacks("Espaces");
    site.page("/en/blog/both/")
        .contains("href=\"/blog/spaces/\"");
    site.page("/guide/").contains("Every key");
    site.page("/blog/spaces/")
        .contains("class=\"unneeded\"")
        .lacks("class=\"missing\"");
    site.page("/en/guide/keys/").contains("class=\"unneeded\"");
    site.page("/blog/spaces/").lacks("hreflang=\"x-default\"");
}

#[test]
fn a_page_made_for_some_languages_waits_for_no_other() {
    let site = DiskSite::empty()
        .file("lutrin.yaml", crate::common::CONFIG)
        .tiny_theme()
        .file(
            "content/blog/a.fr.md",
            "---\ntitle: A\ndate: 2026-01-01\nlanguages: [fr]\n---\n",
        )
        .file(
            "content/blog/b.en.md",
            "---\ntitle: B\ndate: 2026-01-01\nlanguages: en\n---\n",
        )
        .file(
            "content/blog/_index.fr.md",
            "---\nlanguages: [fr]\n---\nArticles\n",
        )
        .file(
            "content/talks/t/index.en.md",
            "---\ntitle: T\nlanguages: [en]\n---\n",
        );
    let (code, out, err) = site.output(&["translations", "--strict"]);
    let table = "page         fr         en\nblog/_index  source     unneeded\n\
                 blog/a       source     unneeded\nblog/b       unneeded   source\n\
                 talks/t      unneeded   source\n";
    assert_eq!(
        (code, out.as_str(), err.as_str()),
        (0, table, "0 stale, 0 missing, 0 untracked, 0 fresh\n")
    );
    let (_, out, _) = site.output(&["translations", "--format", "json", "--lang", "fr"]);
    assert!(out.contains("\"state\":\"unneeded\""), "{out}");
    site.write(
        "content/blog/c.fr.md",
        "---\ntitle: C\ndate: 2026-01-01\n---\n",
    );
    assert_eq!(site.output(&["translations", "--strict"]).0, 1);
    let (code, _, err) = site.output(&["new", "translation", "content/blog/a.fr.md"]);
    assert_eq!(code, 1);
    assert!(
        err.contains("exists in every language that it is made for"),
        "{err}"
    );
}

/// The key stays where it is when a translation is accepted, wherever it stands.
#[test]
fn accepting_leaves_the_languages_of_a_page() {
    let english = "---\ntitle: T\ntranslated_from: {lang: fr, hash: v1-0123456789ab-012345678-01234567}\nlanguages: [fr, en]\ndate: 2026-01-01\n---\nA.\n";
    let site = DiskSite::empty()
        .file("lutrin.yaml", crate::common::CONFIG)
        .tiny_theme()
        .file(
            "content/blog/a.fr.md",
            "---\ntitle: A\ndate: 2026-01-01\n---\nA.\n",
        )
        .file("content/blog/a.en.md", english);
    accept(&site, "content/blog/a.en.md");
    assert!(
        site.read("content/blog/a.en.md")
            .contains("}\nlanguages: [fr, en]\n")
    );
}

/// The sample marks what it does not translate, and follows its sources.
#[test]
fn the_sample_has_every_translation_that_it_wants() {
    let root = env!("CARGO_MANIFEST_DIR");
    let lutrin = std::process::Command::new(env!("CARGO_BIN_EXE_lutrin"))
        .args(["--root", root, "translations", "--strict"])
        .output()
        .unwrap();
    let said = String::from_utf8(lutrin.stderr).unwrap();
    assert!(lutrin.status.success(), "{said}");
    assert!(said.starts_with("0 stale, 0 missing"), "{said}");
}

/// A site in three languages, of which the third has nothing of its own.
fn three(german: &str) -> SiteTest {
    SiteTest::new()
        .config(&format!(
            "title: {{fr: Le carnet, en: The notebook}}\nbase_url: https://example.org\nsocial_cards: false\n\
             languages:\n  fr: {{name: Français}}\n  en: {{name: English}}\n  de: {{name: Deutsch{german}}}\n"
        ))
        .file(
            "content/blog/a.fr.md",
            "---\ntitle: Le chat\ndate: 2026-01-01\ntags: [cat]\n---\nMiaou.\n",
        )
        .file(
            "content/blog/a.en.md",
            "---\ntitle: The cat\ndate: 2026-01-01\ntags: [cat]\n---\nMeow.\n",
        )
        .file("content/terms.yaml", "tags:\n  cat: {fr: chat, en: cats}\n")
        .file(
            "content/people.yaml",
            "zoe: {name: Zoé, role: {fr: autrice, en: author}}\n",
        )
        .file(
            "content/blog/b.fr.md",
            "---\ntitle: Seul\ndate: 2026-01-02\nauthors: [zoe]\n---\nÀ lire.\n",
        )
}

#[test]
fn a_third_language_begins_with_a_line() {
    let site = three("").build();
    let told = site.told();
    assert_eq!(
        told.lines()
            .filter(|line| line.contains(" warning["))
            .count(),
        1,
        "{told}"
    );
    assert!(
        told.contains("has no strings for `de`, so those for `fr` stand in"),
        "{told}"
    );
    assert!(
        told.contains("write them in `themes/lutrin/i18n/de.yaml`"),
        "{told}"
    );
    site.page("/de/")
        .contains("Le carnet")
        .contains("Le chat")
        .lacks("The cat")
        .contains("Français</span>");
    site.page("/de/authors/zoe/").contains("autrice");
    site.page("/de/")
        .contains("Derniers articles")
        .lacks("Latest articles");
}

#[test]
fn which_language_stands_in_can_be_said() {
    let site = three(", fallback: en").build();
    assert!(
        site.told().contains("so those for `en` stand in"),
        "{}",
        site.told()
    );
    site.page("/de/")
        .contains("The notebook")
        .contains("The cat")
        .lacks("Le chat")
        .contains("Seul");
    site.page("/de/authors/zoe/").contains("author");
    site.page("/de/tags/").contains("cats");
    // What stands in for German says nothing of the others.
    site.page("/fr/").contains("Le chat");
    let listed = three(", fallback: [en, fr]").build();
    listed.page("/de/").contains("The cat");
}

#[test]
fn started_strings_are_used_as_far_as_they_go() {
    let site = three("")
        .file(
            "themes/lutrin/i18n/de.yaml",
            "skip: Zum Inhalt\nposts_count: {one: \"{count} Artikel\", other: \"{count} Artikel\"}\n",
        )
        .build();
    let told = site.told();
    assert!(
        told.starts_with("themes/lutrin/i18n/de.yaml:1:1: warning[L0405]: "),
        "{told}"
    );
    assert!(
        told.contains(" strings for `de` are missing, and those for `fr` stand in: `"),
        "{told}"
    );
    assert!(told.contains(" more\n"), "{told}");
    site.page("/de/").contains("Zum Inhalt");
    // Months and the form of a date come from one language.
    site.page("/de/blog/").contains("janvier").lacks("January");
}

#[test]
fn a_region_speaks_its_language() {
    let site = SiteTest::new()
        .config("title: T\nbase_url: https://example.org\nsocial_cards: false\nlanguages: {en: {}, fr-CA: {}}\n")
        .post("a", "Text.\n")
        .build();
    site.clean();
    site.page("/fr-CA/").contains("Aller au contenu");
}
