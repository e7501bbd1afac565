//! `::: tweet`: a post of a social network, quoted. It is a quotation with its source below it.

use super::attributes::AttributeReader;
use super::definition::{Div, EmbedDefinition};
use super::web_address;
use crate::date::Date;
use crate::diagnostic::codes;
use crate::lang::Lang;
use crate::markdown::embed::{EmbedAssets, EmbedPage, EmbedPart};
use crate::markdown::html::Writer;
use crate::markdown::report::BodyReport;
use crate::markdown::text;

/// A `post` looks like any other quotation of its kind.
pub(super) static EMBED: EmbedDefinition = EmbedDefinition {
    classes: &["tweet", "post"],
    name: "tweet",
    assets: EmbedAssets {
        has_styles: true,
        script: None,
    },
    write,
};

/// Where a quoted post comes from, as it stands below it: `Ada L. (@ada), 12 avril 2022 · Lire sur …`
#[derive(Debug)]
struct TweetSource {
    /// Who wrote it; empty where nobody says so (a diagnostic does).
    author: String,
    /// Their name on the network: `@ada`.
    handle: Option<String>,
    /// When.
    date: Option<Date>,
    /// Its address; `None` when there is none that can be used (a diagnostic says so).
    url: Option<String>,
}

fn write(writer: &mut Writer<'_>, div: &Div<'_>, report: &mut BodyReport<'_>) {
    let (source, lang) = read(AttributeReader::new(div, report));
    if text::plain(div.content).trim().is_empty() {
        let hint = "quote its text between the two lines of colons";
        report.say(
            codes::MISSING_ATTRIBUTE,
            &div.range,
            "this tweet has no text",
            hint,
        );
    }
    writer.open_figure(div);
    writer.out.begin("blockquote");
    if let Some(url) = &source.url {
        writer.attribute("cite", url);
    }
    if let Some(lang) = &lang {
        writer.attribute("lang", lang.as_str());
    }
    writer.out.tree.end();
    writer.line();
    writer.nodes(div.content, report);
    writer.close_line("blockquote");
    writer.out.open("figcaption");
    writer.embed_part(source);
    writer.close_line("figcaption");
    writer.close_line("figure");
}

/// Where the post comes from, and the language that it is written in, if it is not the page's.
fn read(mut reader: AttributeReader<'_, '_, '_>) -> (TweetSource, Option<Lang>) {
    let author = reader.required("author", "say who wrote it: `author=\"…\"`");
    let handle = reader.text("handle");
    let date = reader
        .text("date")
        .and_then(|date| match Date::parse(&date) {
            Ok(date) => Some(date),
            Err(error) => reader.wrong("date", error.message, &error.hint),
        });
    let url = reader
        .required("url", "say where it is: `url=https://…`")
        .and_then(|url| reader.web_address("url", url));
    let lang = reader.lang("lang");
    reader.finish(&[
        ("name", "author"),
        ("user", "handle"),
        ("link", "url"),
        ("href", "url"),
        ("cite", "url"),
    ]);
    let source = TweetSource {
        author: author.unwrap_or_default(),
        handle,
        date,
        url,
    };
    (source, lang)
}

impl EmbedPart for TweetSource {
    fn write(&self, page: &mut dyn EmbedPage) {
        page.out()
            .text_element("span", &[("class", "author")], &self.author);
        if let Some(handle) = &self.handle {
            let out = page.out();
            out.written_text(" ");
            out.open_with("span", &[("class", "handle")]);
            out.written_text("(");
            out.quoted_text(handle);
            out.written_text(")");
            out.close("span");
        }
        if let Some(date) = &self.date {
            let text = page.date(date);
            let out = page.out();
            out.written_text(", ");
            out.text_element("time", &[("datetime", date.iso())], &text);
        }
        if let Some(url) = &self.url {
            let text = page.string("tweet_link", &[("site", &site_of(url))]);
            let out = page.out();
            out.written_text(" · ");
            out.text_element("a", &[("href", url), ("rel", "external")], &text);
        }
    }
}

/// The name of the site that a post is on.
fn site_of(url: &str) -> String {
    let host = web_address::host(url).unwrap_or_default();
    match host.as_str() {
        "x.com" | "twitter.com" | "mobile.twitter.com" => "X (Twitter)".to_owned(),
        "bsky.app" => "Bluesky".to_owned(),
        "linkedin.com" => "LinkedIn".to_owned(),
        "threads.net" | "threads.com" => "Threads".to_owned(),
        _ => host,
    }
}
