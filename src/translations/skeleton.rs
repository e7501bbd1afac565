//! The file that a translator begins with: the front matter of the source, and its headings.

use super::record::{KEY, line_end};
use crate::content_path::Kind;
use crate::document::Document;
use crate::front_matter;
use crate::markdown::{Heading, Slide};
use crate::yaml::YamlLayout;

/// The keys that a translation does not take from its source: its address, old addresses, and
/// state.
const OWN_KEYS: &[&str] = &["slug", "aliases", "draft", KEY];

/// A draft of the translation of a document: what its front matter says, its headings with their
/// ids, and what it was translated from.
#[must_use]
pub fn skeleton(document: &Document) -> String {
    let end = line_end(document.source.text());
    let mut lines = vec!["---".to_owned()];
    lines.extend(kept(document));
    if document.path.kind != Kind::Section {
        lines.push("draft: true".to_owned());
    }
    lines.push(format!(
        "{KEY}: {{lang: {}, hash: {}}}",
        document.path.lang,
        document.fingerprint()
    ));
    lines.push("---".to_owned());
    if let Some(deck) = &document.deck {
        lines.extend(slides(document, &deck.slides));
    } else {
        for section in document.sections() {
            lines.push(String::new());
            lines.push(heading(document, section));
        }
    }
    lines.join(end) + end
}

/// The slides with their headings, ids and attributes. One without a heading says its id in a
/// comment, if it has one.
fn slides(document: &Document, slides: &[Slide]) -> Vec<String> {
    let mut lines = Vec::new();
    for (at, slide) in slides.iter().enumerate() {
        if at > 0 {
            lines.extend([String::new(), "---".to_owned()]);
        }
        lines.push(String::new());
        let source = document
            .source
            .text()
            .get(slide.span.range())
            .unwrap_or_default();
        let written = source.lines().next().unwrap_or_default().trim();
        lines.push(match slide.level {
            Some(level) if !written.starts_with('#') => {
                format!(
                    "{} {} {{#{}}}",
                    "#".repeat(level.into()),
                    slide.name(),
                    slide.id
                )
            }
            Some(_) if slide.has_own_id => written.to_owned(),
            Some(_) if written.ends_with('}') => {
                let (before, attributes) = written.rsplit_once('{').unwrap_or((written, "}"));
                format!("{before}{{#{} {attributes}", slide.id)
            }
            Some(_) => format!("{} {{#{}}}", written.trim_end_matches(['#', ' ']), slide.id),
            None if slide.has_own_id => format!("<!-- .slide: #{} -->", slide.id),
            // A number would mean another slide as soon as one is added before it.
            None => "…".to_owned(),
        });
    }
    lines
}

/// The lines of the front matter that a translation shares; only its title where it is not written
/// line by line.
fn kept(document: &Document) -> Vec<String> {
    let text = document.source.text();
    let range = front_matter::split(&document.source, &mut Vec::new()).0;
    let yaml = range.map(|range| &text[range]).unwrap_or_default();
    let layout = YamlLayout::parse(yaml).filter(|layout| !layout.is_flow);
    let Some(layout) = layout else {
        let title = &document.front_matter.title;
        let titled = (!title.is_empty()).then(|| format!("title: {}", serde_json::json!(title)));
        return titled.into_iter().collect();
    };
    let starts = layout
        .entries
        .iter()
        .map(|entry| yaml[..entry.key.start].rfind('\n').map_or(0, |at| at + 1));
    let ends = starts.clone().skip(1).chain([yaml.len()]);
    let entries = layout.entries.iter().zip(starts.zip(ends));
    let kept = entries.filter(|(entry, _)| !OWN_KEYS.contains(&entry.name.as_str()));
    kept.flat_map(|(_, (start, end))| yaml[start..end].lines().map(str::to_owned))
        .collect()
}

/// A heading as it is written, with the id that its links lead to: so they lead to the same place
/// in both languages.
fn heading(document: &Document, heading: &Heading) -> String {
    let source = document
        .source
        .text()
        .get(heading.span.range())
        .unwrap_or_default();
    let written = source.lines().next().unwrap_or_default().trim();
    if !written.starts_with('#') {
        return format!(
            "{} {} {{#{}}}",
            "#".repeat(heading.level.into()),
            heading.text,
            heading.id
        );
    }
    if written.ends_with('}') {
        written.to_owned()
    } else {
        format!(
            "{} {{#{}}}",
            written.trim_end_matches(['#', ' ']),
            heading.id
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::content_path::ContentPath;
    use crate::path::SitePath;
    use crate::source::Source;

    fn document(text: &str) -> Document {
        let file = SitePath::new("content/blog/a.en.md");
        let path = ContentPath::parse(&file, &Config::placeholder()).unwrap();
        Document::parse(
            path,
            Source::new(file, text).into(),
            crate::markdown::Options::default(),
        )
        .value
    }

    #[test]
    fn front_matter_and_headings_stay_and_what_is_its_own_goes() {
        let text = "---\ntitle: T\nslug: t\n# c\naliases:\n  - /a/\ntags: [a] # b\ndraft: false\n---\nIntro\n\n## `A` B\n\nx\n\n## C {#see}\n\nD\n-\n";
        let source = document(text);
        let hash = source.fingerprint();
        let expected = format!(
            "---\ntitle: T\ntags: [a] # b\ndraft: true\ntranslated_from: {{lang: en, hash: {hash}}}\n---\n\n## `A` B {{#a-b}}\n\n## C {{#see}}\n\n## D {{#d}}\n"
        );
        assert_eq!(skeleton(&source), expected);
    }

    #[test]
    fn front_matter_in_braces_leaves_its_title() {
        let source = document("---\n{title: \"T: u\", slug: t}\n---\n");
        assert!(
            skeleton(&source).starts_with("---\ntitle: \"T: u\"\ndraft: true\ntranslated_from: ")
        );
    }
}
