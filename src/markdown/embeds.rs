//! The fenced divs that Lutrin knows: posts of social networks, videos, figures. What their lines
//! say is read and checked here; nothing of another site is ever asked for.

mod attributes;
mod players;

use self::attributes::Reader;
pub use self::players::Player;
use super::divs::Attributes;
use super::events::Report;
use super::gathering::Gathers;
use crate::date::Date;
use crate::diagnostic::codes;
use crate::lang::Lang;
use crate::source::{Span, Spanned};
use std::ops::Range;

/// Something from elsewhere, kept as plain HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Embed {
    /// A post of a social network, quoted.
    Tweet(Tweet),
    /// A video, of another site or beside the page.
    Video(Video),
}

/// Where a quoted post comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tweet {
    /// Who wrote it.
    pub author: String,
    /// Their name on the network: `@ada`.
    pub handle: Option<String>,
    /// When.
    pub date: Option<Date>,
    /// Its address; `None` when there is none that can be used (a diagnostic says so).
    pub url: Option<String>,
    /// The language it is written in, if it is not the page's.
    pub lang: Option<Lang>,
}

/// A video.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Video {
    /// Where it is; `None` when nothing usable was said (a diagnostic says so).
    pub source: Option<VideoSource>,
    /// What it is called.
    pub title: String,
    /// The picture that stands for it: a number among the body's images.
    pub poster: Option<usize>,
    /// How long it is, in seconds.
    pub duration: Option<u32>,
}

impl Video {
    /// Whether there is something to say below it. Without a poster, the title stands on the
    /// video's own place.
    #[must_use]
    pub fn has_caption(&self) -> bool {
        self.duration.is_some()
            || self.poster.is_some()
            || matches!(self.source, Some(VideoSource::File { .. }))
    }
}

/// Where a video is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VideoSource {
    /// On another site.
    Elsewhere {
        /// Where it can be watched.
        watch: String,
        /// The player to load when a reader asks for it; `None` for a site that Lutrin does not
        /// know.
        player: Option<Player>,
        /// What the site is called.
        site: String,
    },
    /// In a file of the site. Numbers are those of the body's links.
    File {
        /// The file.
        file: usize,
        /// Where to begin, in seconds.
        start: Option<u32>,
        /// Its captions, and their language where it is said.
        captions: Option<(usize, Option<Lang>)>,
    },
}

/// A code that phones read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Qr {
    /// The address that it holds; `None` is the page's own.
    pub url: Option<String>,
    /// Whether its author says something below it.
    pub has_caption: bool,
}

/// A div that Lutrin knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Known {
    Tweet,
    Video,
    Figure,
    Sessions,
    Talks,
    Qr,
}

/// What the line of a video says, before its files have their places in the body.
pub(super) struct VideoLine {
    pub(super) title: String,
    pub(super) address: Option<Address>,
    pub(super) file: Option<Written>,
    pub(super) poster: Option<Written>,
    pub(super) captions: Option<Written>,
    pub(super) lang: Option<Lang>,
    pub(super) duration: Option<u32>,
    pub(super) start: Option<u32>,
}

/// The address of a video on another site.
pub(super) struct Address {
    pub(super) watch: String,
    pub(super) player: Option<Player>,
    pub(super) site: String,
}

/// The name of a file, and its place.
pub(super) struct Written {
    pub(super) value: String,
    pub(super) span: Span,
}

const VIDEO_FILES: &[&str] = &["mp4", "m4v", "webm", "ogv"];

impl Known {
    /// What a div is, by its classes.
    pub(super) fn of(attributes: &Attributes) -> Option<Self> {
        attributes
            .classes
            .iter()
            .find_map(|class| Self::of_class(class))
    }

    /// What a class makes of a div.
    pub(super) fn of_class(class: &str) -> Option<Self> {
        match class {
            "tweet" | "post" => Some(Self::Tweet),
            "video" => Some(Self::Video),
            "figure" => Some(Self::Figure),
            "sessions" => Some(Self::Sessions),
            "talks" => Some(Self::Talks),
            "qr" => Some(Self::Qr),
            _ => None,
        }
    }

    /// Its class in the page; a `post` looks like any other quotation of its kind.
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Tweet => "tweet",
            Self::Video => "video",
            Self::Figure => "figure",
            Self::Sessions => "sessions",
            Self::Talks => "talks",
            Self::Qr => "qr",
        }
    }
}

/// Reads the line of a quoted post.
pub(super) fn tweet(attributes: &Attributes, line: Reading<'_, '_, '_>) -> Tweet {
    let mut reader = Reader::new("tweet", attributes, line);
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
        .and_then(|url| {
            if players::host(&url).is_some() {
                return Some(url);
            }
            reader.wrong(
                "url",
                format!("`{url}` is not the address of a page"),
                "write the whole of it, with `https://`",
            )
        });
    let lang = reader.lang("lang");
    reader.finish(&[
        ("name", "author"),
        ("user", "handle"),
        ("link", "url"),
        ("href", "url"),
        ("cite", "url"),
    ]);
    Tweet {
        author: author.unwrap_or_default(),
        handle,
        date,
        url,
        lang,
    }
}

/// Reads the line of a video.
pub(super) fn video(attributes: &Attributes, line: Reading<'_, '_, '_>) -> VideoLine {
    let mut reader = Reader::new("video", attributes, line);
    let title = reader
        .required("title", "say what it is: `title=\"…\"`")
        .unwrap_or_default();
    let duration = reader.duration("duration");
    let start = reader.duration("start");
    let file = reader
        .written("file")
        .filter(|file| is_video_file(&mut reader, &file.value));
    let address = reader
        .text("url")
        .and_then(|url| address(&mut reader, url, start));
    if !reader.has("url") && !reader.has("file") {
        reader.missing(
            "url",
            "say where it is: `url=https://…`, or `file=…` for one beside the page",
        );
    }
    let captions = reader.written("captions").filter(|written| {
        let fits = written.value.to_ascii_lowercase().ends_with(".vtt");
        if !fits {
            reader.wrong::<()>(
                "captions",
                format!("`{}` is not a WebVTT file", written.value),
                "name a `.vtt` file",
            );
        }
        fits
    });
    let poster = reader.written("poster");
    let lang = reader.lang("lang");
    reader.finish(&[
        ("src", "file"),
        ("name", "title"),
        ("subtitles", "captions"),
        ("image", "poster"),
        ("t", "start"),
    ]);
    VideoLine {
        title,
        address,
        file,
        poster,
        captions,
        lang,
        duration,
        start,
    }
}

/// Reads the line of a figure: its caption, as Markdown.
pub(super) fn figure(attributes: &Attributes, line: Reading<'_, '_, '_>) -> Option<String> {
    let mut reader = Reader::new("figure", attributes, line);
    let caption = reader.text("caption");
    reader.finish(&[("title", "caption"), ("legend", "caption")]);
    caption
}

/// Reads the line of a QR code: the address that it holds, if not the page's own.
pub(super) fn qr(attributes: &Attributes, line: Reading<'_, '_, '_>) -> Option<String> {
    let mut reader = Reader::new("QR code", attributes, line);
    let url = reader.text("url").and_then(|url| {
        if players::host(&url).is_some() {
            return Some(url);
        }
        reader.wrong(
            "url",
            format!("`{url}` is not the address of a page"),
            "write the whole of it, with `https://`",
        )
    });
    reader.finish(&[("href", "url"), ("link", "url"), ("src", "url")]);
    url
}

/// What the line of a gathering says: what it takes, and the level of its headings.
pub(super) fn gathering(
    known: Known,
    attributes: &Attributes,
    line: Reading<'_, '_, '_>,
) -> (Gathers, Option<u8>) {
    let name = if known == Known::Talks {
        "gathering of talks"
    } else {
        "gathering of sessions"
    };
    let mut reader = Reader::new(name, attributes, line);
    let level = reader.text("level").and_then(|level| match level.parse() {
        Ok(level @ 2..=5) => Some(level),
        _ => reader.wrong(
            "level",
            format!("`{level}` is no level of a heading here"),
            "write a number from 2 to 5",
        ),
    });
    let gathers = if known == Known::Talks {
        Gathers::Talks
    } else {
        let only = reader
            .written("only")
            .map(|only| words(&only))
            .unwrap_or_default();
        let track = reader.written("track").map(|track| Spanned {
            value: track.value,
            span: track.span,
        });
        Gathers::Sessions { only, track }
    };
    reader.finish(&[
        ("sessions", "only"),
        ("order", "only"),
        ("slugs", "only"),
        ("room", "track"),
        ("depth", "level"),
    ]);
    (gathers, level)
}

/// The words of a value, each at its own place.
fn words(written: &Written) -> Vec<Spanned<String>> {
    let start = |word: &str| {
        written.span.start + (word.as_ptr() as usize - written.value.as_ptr() as usize)
    };
    let words = written
        .value
        .split([' ', ','])
        .filter(|word| !word.is_empty());
    let spanned = |word: &str| {
        let start = start(word);
        Spanned {
            value: word.to_owned(),
            span: Span {
                start,
                end: start + word.len(),
            },
        }
    };
    words.map(spanned).collect()
}

/// What reading the line of a div needs, beside its attributes.
pub(super) struct Reading<'t, 'r, 's> {
    /// The line as it is written.
    pub(super) text: &'t str,
    /// Its bytes in the body.
    pub(super) range: Range<usize>,
    pub(super) report: &'r mut Report<'s>,
}

fn address(reader: &mut Reader<'_, '_, '_>, url: String, start: Option<u32>) -> Option<Address> {
    let Some(host) = players::host(&url) else {
        let hint =
            "write the whole of it, with `https://`; a file beside the page is named by `file=…`";
        return reader.wrong("url", format!("`{url}` is not the address of a page"), hint);
    };
    let known = players::find(&url, start);
    if known.is_none() {
        let message = if players::is_known(&host) {
            format!("this address of `{host}` names no video, so it is a plain link")
        } else {
            format!("Lutrin knows no player for `{host}`, so this video is a plain link")
        };
        let hint = format!(
            "it knows {}; or keep a copy beside the page, as `file=…`",
            players::NAMES
        );
        reader.say(codes::UNKNOWN_PLAYER, "url", message, &hint);
    }
    let (site, player) = known.map_or((host, None), |(site, player)| (site, Some(player)));
    Some(Address {
        watch: url,
        player,
        site,
    })
}

fn is_video_file(reader: &mut Reader<'_, '_, '_>, file: &str) -> bool {
    let extension = file
        .rsplit_once('.')
        .map(|(_, extension)| extension.to_ascii_lowercase())
        .unwrap_or_default();
    let fits = VIDEO_FILES.contains(&extension.as_str()) && players::host(file).is_none();
    if !fits {
        let message = format!("`{file}` is not a video file of the site");
        reader.wrong::<()>(
            "file",
            message,
            "name an `.mp4`, `.webm` or `.ogv` beside the page; other sites take `url=…`",
        );
    }
    fits
}

/// The name of the site that a post is on.
#[must_use]
pub fn site_of(url: &str) -> String {
    let host = players::host(url).unwrap_or_default();
    match host.as_str() {
        "x.com" | "twitter.com" | "mobile.twitter.com" => "X (Twitter)".to_owned(),
        "bsky.app" => "Bluesky".to_owned(),
        "linkedin.com" => "LinkedIn".to_owned(),
        "threads.net" | "threads.com" => "Threads".to_owned(),
        _ => host,
    }
}
