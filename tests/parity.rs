//! Whatever is edited, in whatever order: a workspace that lived through it shows what a fresh one
//! shows.
//!
//! What must hold after every step:
//! - The files that are there say what is wrong with them alone, word for word, in both.
//! - Where every file can be read, both have the same addresses, the same bytes and the same
//!   diagnostics, broken links and double addresses included.
//! - Where one cannot, its last good text stands in (and with it what it leads to), so only the
//!   first of these is asked for; and a step that does nothing but break files that were good
//!   changes no byte.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, RwLock};

use lutrin::cache::MemoryCache;
use lutrin::date::Date;
use lutrin::diagnostic::{Diagnostic, codes};
use lutrin::files::{Files, ReadError};
use lutrin::path::SitePath;
use lutrin::render::{Output, render, routes};
use lutrin::site::Options;
use lutrin::snapshot::Snapshot;
use lutrin::workspace::{Change, Workspace};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::common::TODAY;

/// Content files without language and ending.
const SLOTS: &[&str] = &[
    "content/blog/a/index",
    "content/blog/b",
    "content/blog/deep/c",
    "content/blog/deep.v2/index",
    "content/pages/about",
    "content/guide/d",
    "content/guide/e/index",
    "content/_index",
    "content/blog/_index",
    "content/guide/_index",
];
const LANGUAGES: &[&str] = &["fr", "en"];
const FOLDERS: &[&str] = &[
    "content",
    "content/blog",
    "content/blog/a",
    "content/blog/deep.v2",
    "content/guide",
    "static",
];
const IMAGES: &[&str] = &[
    "content/blog/a/i.svg",
    "content/guide/i.svg",
    "static/i.svg",
    "content/blog/deep.v2/i.svg",
];

/// What a content file says; each number is a choice among a few.
#[derive(Debug, Clone, Default)]
struct Text {
    body: u8,
    title: u8,
    heading: u8,
    slug: u8,
    tags: u8,
    authors: u8,
    date: u8,
    draft: bool,
    series: u8,
    alias: u8,
    key: u8,
    image: u8,
    summary: u8,
    link: u8,
    mark: u8,
    from: u8,
    broken: u8,
}

/// One edit. The numbers choose a file and what becomes of it.
#[derive(Debug, Clone)]
enum Edit {
    Text(u8, Part, u8),
    Add(u8),
    Remove(u8),
    Rename(u8, u8),
    Break(u8, u8),
    Mend(u8),
    RemoveFolder(u8),
    Restore,
    People(u8),
    Blogroll(u8),
    Terms(u8),
    Config(u8),
    Template(u8),
    Strings(u8),
    Image(u8, u8),
}

#[derive(Debug, Clone, Copy)]
enum Part {
    Body,
    Title,
    Heading,
    Slug,
    Tags,
    Authors,
    Date,
    Draft,
    Series,
    Alias,
    Key,
    Image,
    Summary,
    Link,
    Mark,
    From,
}

const PARTS: &[Part] = &[
    Part::Body,
    Part::Title,
    Part::Heading,
    Part::Slug,
    Part::Tags,
    Part::Authors,
    Part::Date,
    Part::Draft,
    Part::Series,
    Part::Alias,
    Part::Key,
    Part::Image,
    Part::Summary,
    Part::Link,
    Part::Mark,
    Part::From,
];

/// Edits that come together, and whether they come as files or as one word that anything may have
/// happened.
#[derive(Debug, Clone)]
struct Step {
    edits: Vec<Edit>,
    everything: bool,
}

fn edit() -> impl Strategy<Value = Edit> {
    let file = || 0..u8::try_from(SLOTS.len() * LANGUAGES.len()).unwrap();
    let part = proptest::sample::select(PARTS);
    prop_oneof![
        12 => (file(), part, 0..4_u8).prop_map(|(file, part, to)| Edit::Text(file, part, to)),
        2 => file().prop_map(Edit::Add),
        2 => file().prop_map(Edit::Remove),
        1 => (file(), file()).prop_map(|(from, to)| Edit::Rename(from, to)),
        2 => (file(), 1..4_u8).prop_map(|(file, how)| Edit::Break(file, how)),
        2 => file().prop_map(Edit::Mend),
        1 => (0..6_u8).prop_map(Edit::RemoveFolder),
        2 => Just(Edit::Restore),
        1 => (0..5_u8).prop_map(Edit::People),
        1 => (0..4_u8).prop_map(Edit::Blogroll),
        1 => (0..5_u8).prop_map(Edit::Terms),
        2 => (0..11_u8).prop_map(Edit::Config),
        1 => (0..4_u8).prop_map(Edit::Template),
        1 => (0..4_u8).prop_map(Edit::Strings),
        1 => (0..4_u8, 0..3_u8).prop_map(|(image, to)| Edit::Image(image, to)),
    ]
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let edits = prop_oneof![4 => vec(edit(), 1..2), 1 => vec(edit(), 2..6)];
    let step = (edits, prop::bool::weighted(0.1));
    vec(
        step.prop_map(|(edits, everything)| Step { edits, everything }),
        1..14,
    )
}

/// A site that is being edited.
#[derive(Default)]
struct Desk {
    texts: BTreeMap<String, Text>,
    others: BTreeMap<String, String>,
    /// Folders that were removed, to be restored in turn.
    bin: Vec<(BTreeMap<String, Text>, BTreeMap<String, String>)>,
}

fn file(number: u8) -> String {
    let number = usize::from(number);
    format!(
        "{}.{}.md",
        SLOTS[number / LANGUAGES.len()],
        LANGUAGES[number % LANGUAGES.len()]
    )
}

impl Desk {
    /// A site whose links all lead somewhere.
    fn new() -> Self {
        let mut desk = Self::default();
        for number in [0, 1, 2, 3, 4, 6, 8, 9, 10, 11, 12, 14, 16, 18] {
            desk.texts.insert(
                file(number),
                Text {
                    title: number,
                    date: number % 4,
                    ..Text::default()
                },
            );
        }
        for edit in [
            Edit::People(0),
            Edit::Config(0),
            Edit::Image(0, 1),
            Edit::Image(1, 1),
            Edit::Image(2, 1),
        ] {
            desk.apply(&edit);
        }
        desk
    }

    /// Does it, and says what a watcher would.
    fn apply(&mut self, edit: &Edit) -> Vec<String> {
        match edit {
            Edit::Text(number, part, to) => self
                .texts
                .get_mut(&file(*number))
                .map(|text| set(text, *part, *to)),
            Edit::Break(number, how) => self
                .texts
                .get_mut(&file(*number))
                .map(|text| text.broken = *how),
            Edit::Mend(number) => self
                .texts
                .get_mut(&file(*number))
                .map(|text| text.broken = 0),
            Edit::Add(number) => {
                self.texts.entry(file(*number)).or_default();
                Some(())
            }
            Edit::Remove(number) => self.texts.remove(&file(*number)).map(|_| ()),
            Edit::Rename(from, to) => {
                let text = self.texts.remove(&file(*from));
                self.texts.extend(text.map(|text| (file(*to), text)));
                return vec![file(*from), file(*to)];
            }
            Edit::RemoveFolder(number) => return self.remove(FOLDERS[usize::from(*number)]),
            Edit::Restore => return self.restore(),
            Edit::People(to) => return self.other("content/people.yaml", people(*to)),
            Edit::Blogroll(to) => return self.other("content/blogroll.yaml", blogroll(*to)),
            Edit::Terms(to) => return self.other("content/terms.yaml", terms(*to)),
            Edit::Config(to) => return self.other("lutrin.yaml", Some(config(*to))),
            Edit::Template(to) => return self.other("templates/post.html", template(*to)),
            Edit::Strings(to) => return self.other("themes/own/i18n/fr.yaml", strings(*to)),
            Edit::Image(number, to) => {
                let svg =
                    format!("<svg xmlns='http://www.w3.org/2000/svg' width='{to}0' height='5'/>");
                return self.other(IMAGES[usize::from(*number)], (*to > 0).then_some(svg));
            }
        };
        match edit {
            Edit::Text(number, ..)
            | Edit::Break(number, _)
            | Edit::Mend(number)
            | Edit::Add(number)
            | Edit::Remove(number) => vec![file(*number)],
            _ => Vec::new(),
        }
    }

    fn other(&mut self, path: &str, text: Option<String>) -> Vec<String> {
        self.others.remove(path);
        self.others.extend(text.map(|text| (path.to_owned(), text)));
        vec![path.to_owned()]
    }

    fn remove(&mut self, folder: &str) -> Vec<String> {
        let inside = |path: &String| path.starts_with(&format!("{folder}/"));
        let (texts, others) = (&mut self.texts, &mut self.others);
        let gone_texts: BTreeMap<_, _> = texts
            .iter()
            .filter(|(p, _)| inside(p))
            .map(|(p, t)| (p.clone(), t.clone()))
            .collect();
        let gone_others: BTreeMap<_, _> = others
            .iter()
            .filter(|(p, _)| inside(p))
            .map(|(p, t)| (p.clone(), t.clone()))
            .collect();
        texts.retain(|path, _| !inside(path));
        others.retain(|path, _| !inside(path));
        self.bin.push((gone_texts, gone_others));
        vec![folder.to_owned()]
    }

    fn restore(&mut self) -> Vec<String> {
        let (texts, others) = self.bin.pop().unwrap_or_default();
        let paths = texts.keys().chain(others.keys()).cloned().collect();
        self.texts.extend(texts);
        self.others.extend(others);
        paths
    }

    /// Every file as it stands on the disk.
    fn files(&self) -> BTreeMap<SitePath, Vec<u8>> {
        let texts = self
            .texts
            .iter()
            .map(|(path, text)| (SitePath::new(path.as_str()), write(path, text).into_bytes()));
        let others = self
            .others
            .iter()
            .map(|(path, text)| (SitePath::new(path.as_str()), text.clone().into_bytes()));
        let theme = [
            ("themes/own/theme.yaml", "name: own\nextends: lutrin\n"),
            ("static/robots.txt", "User-agent: *\n"),
        ];
        let theme = theme.map(|(path, text)| (SitePath::new(path), text.as_bytes().to_vec()));
        texts.chain(others).chain(theme).collect()
    }
}

fn set(text: &mut Text, part: Part, to: u8) {
    let place = match part {
        Part::Draft => return text.draft = to % 2 == 1,
        Part::Body => &mut text.body,
        Part::Title => &mut text.title,
        Part::Heading => &mut text.heading,
        Part::Slug => &mut text.slug,
        Part::Tags => &mut text.tags,
        Part::Authors => &mut text.authors,
        Part::Date => &mut text.date,
        Part::Series => &mut text.series,
        Part::Alias => &mut text.alias,
        Part::Key => &mut text.key,
        Part::Image => &mut text.image,
        Part::Summary => &mut text.summary,
        Part::Link => &mut text.link,
        Part::Mark => &mut text.mark,
        Part::From => &mut text.from,
    };
    *place = to;
}

/// A content file.
fn write(path: &str, text: &Text) -> String {
    let pick = |choice: u8, choices: [&'static str; 4]| choices[usize::from(choice % 4)];
    let mut head = format!("title: L'un \"T{}\" !\n", text.title);
    head.push_str(pick(
        text.summary,
        ["", "summary: S1\n", "summary: S2\n", ""],
    ));
    // What no source of these sites ever said, so their translations are stale, each in another
    // way.
    head.push_str(pick(
        text.from,
        [
            "",
            "translated_from: {lang: fr, hash: v1-0123456789ab-012345678-01234567}\n",
            "translated_from: {hash: v1-0123456789ab-012345678-01234567-00000000, lang: en}\n",
            "translated_from: {lang: fr, hash: x}\n",
        ],
    ));
    if !path.contains("/_index.") {
        head.push_str(pick(text.slug, ["", "slug: x\n", "slug: y\n", "slug: b\n"]));
        head.push_str(pick(
            text.tags,
            [
                "tags: [Rust, talks]\n",
                "",
                "tags: [\"l'eau\"]\n",
                "tags: [C++, talks]\n",
            ],
        ));
        head.push_str(pick(
            text.alias,
            [
                "",
                "aliases: [/old/]\n",
                "aliases: [/old/, /blog/b/]\n",
                "aliases: ['no']\n",
            ],
        ));
        head.push_str(pick(
            text.key,
            ["", "", "translation_key: k\n", "translation_key: blog/b\n"],
        ));
        head.push_str(pick(
            text.image,
            [
                "",
                "image: {file: i.svg, alt: I}\n",
                "image: {file: j.svg, alt: ''}\n",
                "",
            ],
        ));
        head.push_str(if text.draft { "draft: true\n" } else { "" });
    }
    if path.starts_with("content/blog/") && !path.contains("/_index.") {
        head.push_str(pick(
            text.authors,
            [
                "authors: [me]\n",
                "",
                "authors: [you, me]\n",
                "authors: [Ada - Poet, nobody]\n",
            ],
        ));
        head.push_str(pick(
            text.series,
            [
                "",
                "series: S\n",
                "series: {name: s, part: 2}\n",
                "series: {name: T, part: 1}\n",
            ],
        ));
        head.push_str(pick(
            text.mark,
            [
                "",
                "pinned: true\n",
                "external: https://e.org/x\n",
                "updated: 2025-06-01\n",
            ],
        ));
        head.push_str(pick(
            text.date,
            [
                "date: 2026-01-01\n",
                "date: 2026-01-02\n",
                "date: 2027-01-01\n",
                "date: 2025-05-05\n",
            ],
        ));
    }
    head.push_str(pick(
        text.broken,
        ["", "tags: [\n", "nonsense: 1\n", "title: twice\n"],
    ));
    format!("---\n{head}---\n{}", body(path, text))
}

/// The body of a content file: a link, sometimes an image or code, and a heading.
fn body(path: &str, text: &Text) -> String {
    let links = [
        format!("[l](#h{})", text.heading),
        to("blog/b.md#h0"),
        to("pages/about.fr.md#h1"),
        "[l](/guide/)".to_owned(),
    ];
    let images = [
        "",
        "\n\n![alt](i.svg)",
        "\n\n![](/i.svg)",
        "\n\n```rust\nfn f() {}\n```",
    ];
    let up = "../".repeat(path.matches('/').count() - 1);
    let link = links[usize::from(text.link % 4)].replace("UP/", &up);
    let body = format!(
        "Body {} \"here\" ! {link}.{}",
        text.body,
        images[usize::from(text.body % 4)]
    );
    format!("{body}\n\n## Heading {{#h{}}}\n\nMore.\n", text.heading)
}

fn to(file: &str) -> String {
    format!("[l](UP/{file})")
}

fn people(to: u8) -> Option<String> {
    match to {
        0 => Some(
            "me: {name: M'e, bio: 'It''s *me* !'}\nyou: {name: You, role: {fr: Toi, en: You}}\n"
                .to_owned(),
        ),
        1 => Some("me: {name: Somebody}\n".to_owned()),
        2 => {
            Some("me: {name: Me, url: 'https://me.example'}\nyou: {name: You, bio: B}\n".to_owned())
        }
        3 => Some("me: [\n".to_owned()),
        _ => None,
    }
}

fn blogroll(to: u8) -> Option<String> {
    match to {
        0 => Some("blogs: [{title: A, url: 'https://a.example/', feed: 'https://a.example/feed'}]\n".to_owned()),
        1 => Some(
            "title: {fr: Lu, en: Read}\nblogs: [{group: G, blogs: [{title: B, url: 'https://b.example/'}]}]\n"
                .to_owned(),
        ),
        2 => Some("blogs: [{title: A, url: nowhere}]\n".to_owned()),
        _ => None,
    }
}

fn terms(to: u8) -> Option<String> {
    match to {
        0 => Some(
            "tags: {talks: {fr: Exposés, en: {name: Talks, slug: speeches, summary: S}}}\n"
                .to_owned(),
        ),
        1 => Some(
            "tags: {rust: {fr: Rouille, en: Rust}, talks: exposes}\nseries: {s: {fr: Suite}}\n"
                .to_owned(),
        ),
        2 => Some("tags: {a: Rust, b: {fr: rust}}\n".to_owned()),
        3 => Some("tags: [\n".to_owned()),
        _ => None,
    }
}

fn config(to: u8) -> String {
    let start = "title: T\nbase_url: https://example.org\nsocial_cards: false\n";
    let both = "languages: {fr: {name: Français}, en: {name: English}}\n";
    match to {
        0 => format!("{start}{both}root_language: fr\ntheme: own\nstale_notice: true\n"),
        1 => format!("{start}{both}root_language: en\npaginate: 2\ntheme: own\n"),
        2 => format!("{start}{both}paginate: 1\n"),
        3 => format!(
            "{start}languages: {{en: {{name: English}}, fr: {{name: Français}}}}\nroot_language: fr\n"
        ),
        4 => {
            format!("{start}languages: {{fr: {{name: Français}}}}\nroot_language: fr\ntheme: own\n")
        }
        5 => format!(
            "{start}{both}root_language: fr\nmenu: [blog, pages/about, {{title: Mots, url: tags}}]\n"
        ),
        6 => format!(
            "title: Other\nbase_url: https://example.org/sub\n{both}root_language: fr\nreading_speed: 20\nsocial_cards: false\n"
        ),
        7 => format!("{start}{both}root_language: fr\nmenu: [guide, nowhere, archive, blogroll]\n"),
        8 => format!(
            "{start}languages: {{fr: {{typography: quebec}}, en: {{typography: off}}}}\nroot_language: fr\n"
        ),
        9 => format!(
            "{start}languages: {{fr: {{typography: off}}, en: {{typography: france}}}}\nroot_language: fr\n"
        ),
        _ => "title: [\n".to_owned(),
    }
}

fn template(to: u8) -> Option<String> {
    match to {
        0 => None,
        1 => Some("<p>{{ page.title }}</p>{{ content | safe }}".to_owned()),
        2 => Some("<p>{{ page.title | upper }}</p>{{ content | safe }}".to_owned()),
        _ => Some("{{ page.title".to_owned()),
    }
}

fn strings(to: u8) -> Option<String> {
    match to {
        0 => None,
        1 => Some("menu: Carte\n".to_owned()),
        2 => Some("list_two: '{a} puis {b}'\n".to_owned()),
        _ => Some("menu: [\n".to_owned()),
    }
}

/// Files that change under a workspace.
#[derive(Default)]
struct Disk(RwLock<BTreeMap<SitePath, Vec<u8>>>);

impl Files for Disk {
    fn list(&self) -> (Vec<SitePath>, Vec<(SitePath, ReadError)>) {
        (self.0.read().unwrap().keys().cloned().collect(), Vec::new())
    }

    fn read(&self, path: &SitePath) -> Result<Vec<u8>, ReadError> {
        let missing = || ReadError {
            message: "there is no such file".to_owned(),
            not_found: true,
        };
        self.0
            .read()
            .unwrap()
            .get(path)
            .cloned()
            .ok_or_else(missing)
    }
}

fn workspace(disk: &Arc<Disk>) -> Workspace {
    let options = Options {
        today: Some(Date::parse(TODAY).unwrap()),
        ..Options::default()
    };
    Workspace::new(disk.clone(), Arc::new(MemoryCache::default()), options)
}

/// What every address shows.
fn shown(snapshot: &Arc<Snapshot>) -> BTreeMap<String, Option<Output>> {
    let output = |url: &lutrin::path::UrlPath| render(snapshot, url).map(|checked| checked.value);
    routes(snapshot)
        .into_iter()
        .map(|route| (route.url.to_string(), output(&route.url)))
        .collect()
}

/// Files that cannot be read as they are now, so that others stand in for them.
fn misread(snapshot: &Snapshot) -> BTreeSet<SitePath> {
    let errors = snapshot
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.is_error());
    let unread = errors.filter(|diagnostic| {
        let file = diagnostic
            .place
            .as_ref()
            .map_or("", |place| place.file.as_str());
        let apart = [
            "content/people.yaml",
            "content/blogroll.yaml",
            "content/terms.yaml",
        ];
        let is_text = file.starts_with("content/") && !apart.contains(&file);
        !is_text || diagnostic.code.id.starts_with("L01")
    });
    let unread = unread.filter(|diagnostic| {
        ![codes::BROKEN_LINK, codes::DUPLICATE_ADDRESS].contains(&diagnostic.code)
    });
    unread
        .filter_map(|diagnostic| Some(diagnostic.place.as_ref()?.file.clone()))
        .collect()
}

/// What files say of themselves, whatever the others are.
fn own_words(snapshot: &Snapshot) -> Vec<&Diagnostic> {
    let is_own = |diagnostic: &&Diagnostic| {
        diagnostic.code.id.starts_with("L01")
            && diagnostic.code != codes::UNKNOWN_PERSON
            && diagnostic.is_error()
    };
    snapshot.diagnostics.iter().filter(is_own).collect()
}

fn assert_same(old: &Arc<Snapshot>, fresh: &Arc<Snapshot>) {
    assert_eq!(old.diagnostics, fresh.diagnostics, "diagnostics");
    let (old, fresh) = (shown(old), shown(fresh));
    let only = |a: &BTreeMap<String, _>, b: &BTreeMap<String, _>| {
        a.keys()
            .filter(|url| !b.contains_key(*url))
            .cloned()
            .collect::<Vec<_>>()
    };
    assert_eq!(
        (only(&old, &fresh), only(&fresh, &old)),
        (vec![], vec![]),
        "addresses"
    );
    for (url, output) in &old {
        if *output != fresh[url] {
            assert_eq!(text(output.as_ref()), text(fresh[url].as_ref()), "{url}");
        }
    }
}

fn text(output: Option<&Output>) -> String {
    match output {
        Some(Output::Bytes(bytes)) => String::from_utf8_lossy(bytes).into_owned(),
        other => format!("{other:?}"),
    }
}

/// Plays the steps; after each, compares.
fn play(steps: &[Step]) {
    let mut desk = Desk::new();
    let shared = Arc::new(Disk(RwLock::new(desk.files())));
    let mut old = workspace(&shared);
    let mut before = old.apply(&[Change::Everything]);
    assert!(
        !before.diagnostics.iter().any(Diagnostic::is_error),
        "{:?}",
        before.diagnostics
    );
    for step in steps {
        let mut sound = misread(&before).is_empty();
        sound &= step
            .edits
            .iter()
            .all(|edit| matches!(edit, Edit::Break(..)));
        let paths: Vec<String> = step
            .edits
            .iter()
            .flat_map(|edit| desk.apply(edit))
            .collect();
        *shared.0.write().unwrap() = desk.files();
        let mut changes: Vec<Change> = paths
            .iter()
            .map(|path| Change::File(SitePath::new(path.as_str())))
            .collect();
        if step.everything {
            changes = vec![Change::Everything];
        }
        let now = old.apply(&changes);
        let fresh = workspace(&shared).apply(&[Change::Everything]);
        // Without a configuration a fresh workspace does not know the languages, so it reads no
        // content at all.
        if !misread(&fresh).contains("lutrin.yaml") {
            assert_eq!(
                own_words(&now),
                own_words(&fresh),
                "what files say of themselves"
            );
        }
        if misread(&fresh).is_empty() {
            assert_same(&now, &fresh);
        } else if sound {
            assert_eq!(shown(&now), shown(&before), "the last good texts stand in");
        }
        before = now;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, max_shrink_iters: 400, ..ProptestConfig::default() })]

    #[test]
    fn a_workspace_shows_what_a_fresh_one_shows(steps in steps()) {
        play(&steps);
    }
}

fn one(edit: Edit) -> Step {
    Step {
        edits: vec![edit],
        everything: false,
    }
}

/// A folder with a dot in its name is told by its name alone when it is moved away.
#[test]
fn a_folder_that_is_gone_takes_its_files_with_it() {
    play(&[
        one(Edit::Add(6)),
        one(Edit::Image(3, 1)),
        one(Edit::RemoveFolder(3)),
        one(Edit::Restore),
    ]);
}

/// The day is an input like any other.
#[test]
fn a_workspace_that_lives_past_midnight_shows_what_a_fresh_one_shows() {
    let disk = Arc::new(Disk::default());
    let write = |path: &str, text: &str| {
        disk.0
            .write()
            .unwrap()
            .insert(SitePath::new(path), text.as_bytes().to_vec())
    };
    write("lutrin.yaml", &config(0).replace("theme: own\n", ""));
    write(
        "content/blog/now.fr.md",
        "---\ntitle: Now\ndate: 2026-01-01\n---\n[l](next.fr.md)\n",
    );
    write(
        "content/blog/next.fr.md",
        "---\ntitle: Next\ndate: 2026-11-21\n---\n",
    );
    let mut old = workspace(&disk);
    let before = old.apply(&[Change::Everything]);
    assert_eq!(
        before
            .diagnostics
            .iter()
            .map(|told| told.code)
            .collect::<Vec<_>>(),
        [codes::LINK_TO_DRAFT]
    );
    assert!(
        old.turn_to(Date::parse(TODAY).unwrap()).is_none(),
        "it is that day already"
    );
    let tomorrow = Date::parse("2026-11-21").unwrap();
    let now = old.turn_to(tomorrow.clone()).unwrap();
    let options = Options {
        today: Some(tomorrow),
        ..Options::default()
    };
    let mut fresh = Workspace::new(disk.clone(), Arc::new(MemoryCache::default()), options);
    assert_same(&now, &fresh.apply(&[Change::Everything]));
    assert!(now.diagnostics.is_empty() && shown(&now).contains_key("/blog/next/"));
}

/// What was wrong from the start is no last good text.
#[test]
fn a_text_that_was_never_good_does_not_stand_in() {
    let disk = Arc::new(Disk::default());
    let path = SitePath::new("content/blog/p.fr.md");
    let write = |path: &SitePath, text: &str| {
        disk.0
            .write()
            .unwrap()
            .insert(path.clone(), text.as_bytes().to_vec())
    };
    write(
        &SitePath::new("lutrin.yaml"),
        &config(0).replace("theme: own\n", ""),
    );
    write(
        &path,
        "---\ntitle: P\ndate: 2026-01-01\nnonsense: 1\n---\nFirst.\n",
    );
    let mut old = workspace(&disk);
    old.apply(&[Change::Everything]);
    write(
        &path,
        "---\ntitle: P\ndate: 2026-01-01\nnonsense: 1\n---\nSecond, [l](nowhere.md).\n",
    );
    assert_same(
        &old.apply(&[Change::File(path)]),
        &workspace(&disk).apply(&[Change::Everything]),
    );
}

/// `people.yaml` is no content, but goes with its folder.
#[test]
fn people_go_with_the_folder_that_is_gone() {
    play(&[
        one(Edit::RemoveFolder(0)),
        one(Edit::Add(0)),
        one(Edit::Restore),
    ]);
}

/// A mistake that linking told of a text is not told of the broken one that it stands in for.
#[test]
fn what_was_told_of_a_text_goes_when_the_text_is_broken() {
    play(&[
        one(Edit::Text(1, Part::Alias, 3)),
        one(Edit::Break(1, 2)),
        one(Edit::Mend(1)),
    ]);
}

/// Another typography sets every text anew, and the last good text of a broken one as well.
#[test]
fn another_typography_sets_every_text_anew() {
    play(&[
        one(Edit::Config(8)),
        one(Edit::Config(9)),
        one(Edit::Config(0)),
    ]);
    play(&[
        one(Edit::Break(1, 1)),
        one(Edit::Config(8)),
        one(Edit::Mend(1)),
        one(Edit::Config(10)),
        one(Edit::Config(9)),
    ]);
}
