//! Addresses of the site are written in one place, and no pass of linking changes a site.

use super::Sources;

/// The modules that write addresses: what addresses are, and how each is called.
const WRITERS: [&str; 3] = ["path", "site::addresses", "site::addresses::files"];

/// What only they may call. `UrlPath::given` reads an address that somebody wrote, and puts none
/// together.
const WRITING: [&[&str]; 4] = [
    &["UrlPath", "::", "new"],
    &[".", "below", "("],
    &[".", "address_prefix", "("],
    &["UrlPath", "::", "given", "(", "&", "format"],
];

/// The modules that write an address by themselves, each with how.
fn writers(sources: &Sources) -> Vec<String> {
    let others = sources.modules.iter();
    let others = others.filter(|(name, _)| !WRITERS.contains(&name.as_str()) && *name != "config");
    let found = others.flat_map(|(name, module)| {
        let written = WRITING.iter().filter(|call| has(&module.tokens, call));
        written.map(move |call| format!("`{name}` writes `{}`", call.concat()))
    });
    found.collect()
}

/// The passes of linking that change a site instead of returning what they make.
fn changing(sources: &Sources) -> Vec<String> {
    let passes = sources.modules.iter();
    let passes = passes.filter(|(name, _)| name.starts_with("site::link"));
    passes
        .filter(|(_, module)| has(&module.tokens, &["mut", "Site"]))
        .map(|(name, _)| format!("`{name}` takes `&mut Site`"))
        .collect()
}

fn has(tokens: &[String], wanted: &[&str]) -> bool {
    tokens.windows(wanted.len()).any(|window| window == wanted)
}

#[test]
fn only_the_routes_write_addresses() {
    assert_eq!(writers(super::library()), Vec::<String>::new());
}

#[test]
fn no_pass_of_linking_changes_a_site() {
    assert_eq!(changing(super::library()), Vec::<String>::new());
}

#[test]
fn an_address_that_is_written_elsewhere_is_found() {
    let sample = |name: &str, text: &str| Sources {
        table: String::new(),
        modules: [(name.to_owned(), super::Module::read(text.to_owned()))].into(),
    };
    for text in [
        "fn f() { UrlPath::new(\"/a/\") }",
        "fn f() { url.below(\"feed.xml\") }",
        "fn f() { config.address_prefix(lang) }",
        "fn f() { UrlPath::given(&format!(\"/{lang}/\")) }",
    ] {
        assert_eq!(writers(&sample("render::x", text)).len(), 1, "{text}");
        assert_eq!(writers(&sample("site::addresses", text)), [""; 0], "{text}");
    }
    let read = "fn f() { UrlPath::given(path) } // UrlPath::new";
    assert_eq!(writers(&sample("serve::x", read)), [""; 0]);
    let pass = "fn link(site: &mut Site) {}";
    assert_eq!(changing(&sample("site::link::x", pass)).len(), 1);
}
