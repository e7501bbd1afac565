//! The aliases as rules for hosts, so that an old address answers with status 301 instead of a
//! page.

use std::fmt::Write;

use serde_json::json;

use crate::config::publishing::RedirectHost;
use crate::path::UrlPath;
use crate::render::common::links::{home, href};
use crate::site::routes::Target;
use crate::snapshot::Snapshot;

pub(crate) fn render(snapshot: &Snapshot, host: RedirectHost) -> String {
    match host {
        RedirectHost::Netlify => netlify(snapshot),
        RedirectHost::Cloudflare => cloudflare(snapshot),
        RedirectHost::S3 => s3(snapshot),
    }
}

/// Every alias with the page that it leads to, by address; other names of terms, too.
fn aliases(snapshot: &Snapshot) -> impl Iterator<Item = (&UrlPath, String)> {
    snapshot
        .site
        .routes
        .first_parts()
        .filter(|(_, target)| matches!(target, Target::Redirect(_) | Target::TermRedirect(_)))
        .map(|(url, target)| (url, href(snapshot, target)))
}

/// The `_redirects` of Netlify. A rule ends with `!`, or the page that every alias has as well
/// would win. Where no language is at the root, rules there redirect by the language of the
/// browser; each language below a prefix gets its own 404.
fn netlify(snapshot: &Snapshot) -> String {
    let config = &snapshot.config;
    let base = &config.base_path;
    let mut rules = String::new();
    // Writing to a `String` cannot fail.
    for (from, to) in aliases(snapshot) {
        let _ = writeln!(rules, "{} {to} 301!", from.href(base));
    }
    let languages = config.codes().enumerate();
    let prefixed: Vec<_> = languages
        .filter(|(_, code)| config.root_language.as_ref() != Some(code))
        .collect();
    if config.root_language.is_none() {
        for (language, code) in &prefixed {
            let home = home(snapshot, *language);
            let _ = writeln!(rules, "{base}/ {base}{home} 302! Language={code}");
        }
    }
    for (language, _) in prefixed {
        let home = home(snapshot, language);
        let page = snapshot.site.address(&Target::NotFound(language));
        let _ = writeln!(rules, "{base}{home}* {base}{page} 404");
    }
    rules
}

/// The `_redirects` of Cloudflare Pages, where rules win over pages without a `!`, which it does
/// not understand, and the nearest 404 is found without a rule.
fn cloudflare(snapshot: &Snapshot) -> String {
    let mut rules = String::new();
    for (from, to) in aliases(snapshot) {
        // Writing to a `String` cannot fail.
        let _ = writeln!(rules, "{} {to} 301", from.href(&snapshot.config.base_path));
    }
    rules
}

/// The objects of a bucket that redirect, by the names of the parameters of `PutObject`. A bucket's
/// own routing rules would do for fifty aliases only, and take every address that begins like one.
fn s3(snapshot: &Snapshot) -> String {
    let objects: Vec<String> = aliases(snapshot)
        .map(|(from, to)| {
            json!({ "Key": from.output_file(), "WebsiteRedirectLocation": to }).to_string()
        })
        .collect();
    if objects.is_empty() {
        "[]\n".to_owned()
    } else {
        format!("[\n{}\n]\n", objects.join(",\n"))
    }
}
