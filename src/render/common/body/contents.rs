//! The contents of a page: its headings as a tree for templates, and as the list of `::: toc`.

use std::borrow::Cow;

use pulldown_cmark_escape::escape_html_body_text;
use tera::Value;

use super::Filler;
use crate::document::Document;
use crate::markdown::{Heading, Slot};
use crate::path::encode_path;
use crate::render::common::recap_page::RecapPage;
use crate::render::common::value::{list, map, number, safe, text_or_none};
use crate::snapshot::Snapshot;

/// The levels of headings that contents show.
const CONTENTS_LEVELS: std::ops::RangeInclusive<u8> = 2..=3;

/// The headings of a document as a tree for templates; empty when there are fewer than two.
pub(crate) fn contents(snapshot: &Snapshot, document: &Document) -> Value {
    let entries = entries(snapshot, document);
    if entries.len() < 2 {
        list([])
    } else {
        list(
            branches(&entries)
                .into_iter()
                .map(|(first, below)| entry(first, below)),
        )
    }
}

/// A line of contents.
struct ContentsLine<'e> {
    level: u8,
    id: Cow<'e, str>,
    html: Cow<'e, str>,
    /// The language of what it leads to, where that is another one.
    lang: Option<&'e str>,
}

impl<'e> ContentsLine<'e> {
    fn of(heading: &'e Heading) -> Self {
        Self {
            level: heading.level,
            id: (&heading.id).into(),
            html: (&heading.html).into(),
            lang: None,
        }
    }
}

/// The lines of a document's contents.
fn entries<'e>(snapshot: &'e Snapshot, document: &'e Document) -> Vec<ContentsLine<'e>> {
    let entries = match RecapPage::of(snapshot, document) {
        Some(host) => entries_of_recap(snapshot, document, &host),
        None => document
            .body
            .headings
            .iter()
            .map(ContentsLine::of)
            .collect(),
    };
    entries
        .into_iter()
        .filter(|entry| CONTENTS_LEVELS.contains(&entry.level))
        .collect()
}

/// The lines of a recap's contents: its own headings, and the titles of what it gathers.
fn entries_of_recap<'e>(
    snapshot: &'e Snapshot,
    document: &'e Document,
    recap: &RecapPage<'e>,
) -> Vec<ContentsLine<'e>> {
    let (body, site) = (&document.body, &snapshot.site);
    let mut entries = Vec::new();
    for (_, slot) in body.content.slots() {
        match slot {
            Slot::HeadingLink(at) => entries.push(ContentsLine::of(&body.headings[*at])),
            Slot::Gathering(at) => {
                entries.extend(recap.gathers(snapshot, *at).map(|(id, anchor)| {
                    let path = &site.page(id).document.path;
                    let mut html = String::new();
                    // Writing to a `String` cannot fail.
                    let _ = escape_html_body_text(
                        &mut html,
                        &site.page(id).document.front_matter.title,
                    );
                    ContentsLine {
                        level: body.gatherings[*at].level,
                        id: Cow::Owned(anchor.to_owned()),
                        html: Cow::Owned(html),
                        lang: (path.lang != document.path.lang).then(|| path.lang.as_str()),
                    }
                }));
            }
            _ => {}
        }
    }
    entries
}

fn entry(first: &ContentsLine<'_>, below: &[ContentsLine<'_>]) -> Value {
    map! {
        "id" => &*first.id,
        "title" => safe(&first.html),
        "level" => number(first.level.into()),
        "lang" => text_or_none(first.lang),
        "children" => list(branches(below).into_iter().map(|(first, below)| entry(first, below))),
    }
}

/// Headings of the first one's level, each with the deeper ones that follow it.
fn branches<'h, 's>(
    entries: &'s [ContentsLine<'h>],
) -> Vec<(&'s ContentsLine<'h>, &'s [ContentsLine<'h>])> {
    let mut found = Vec::new();
    let mut rest = entries;
    while let [first, after @ ..] = rest {
        let end = after
            .iter()
            .position(|entry| entry.level <= first.level)
            .unwrap_or(after.len());
        found.push((first, &after[..end]));
        rest = &after[end..];
    }
    found
}

impl Filler<'_> {
    /// `::: toc`.
    pub(super) fn contents_nav(&mut self) {
        let entries = entries(self.snapshot, self.document);
        let label = self.word("contents");
        self.out.open_with("nav", &[("aria-label", &label)]);
        self.contents_list(&entries);
        self.out.close("nav");
        self.out.written_text("\n");
    }

    fn contents_list(&mut self, entries: &[ContentsLine<'_>]) {
        self.out.open("ol");
        for (first, below) in branches(entries) {
            self.out.open("li");
            self.out.begin("a");
            self.out
                .attribute("href", &format!("#{}", encode_path(&first.id)));
            if let Some(lang) = first.lang {
                self.out.attribute("lang", lang);
            }
            self.out.end();
            self.out.settled(&first.html);
            self.out.close("a");
            if !below.is_empty() {
                self.contents_list(below);
            }
            self.out.close("li");
        }
        self.out.close("ol");
    }
}
