//! `::: video`: a video of another site, or a file beside the page.
//!
//! No address of another site is in what a browser loads: a video elsewhere is a link, which a
//! script makes a player when a reader asks for it. A file is the browser's own player.

mod facade;
mod players;

use std::fmt::Write;

use self::facade::{Address, Facade};
use super::attributes::{AttributeReader, AttributeText};
use super::definition::{Div, EmbedDefinition};
use super::web_address;
use crate::diagnostic::codes;
use crate::lang::Lang;
use crate::markdown::body::Image;
use crate::markdown::embed::{EmbedAssets, EmbedPage, EmbedPart};
use crate::markdown::html::Writer;
use crate::markdown::report::BodyReport;

pub(super) use facade::of as facade_of;

pub(super) static EMBED: EmbedDefinition = EmbedDefinition {
    classes: &["video"],
    name: "video",
    assets: EmbedAssets {
        has_styles: true,
        script: Some("js/video.js"),
    },
    write,
};

const VIDEO_FILES: &[&str] = &["mp4", "m4v", "webm", "ogv"];

/// What the line of a video says.
struct VideoLine {
    title: String,
    address: Option<Address>,
    file: Option<AttributeText>,
    poster: Option<AttributeText>,
    captions: Option<AttributeText>,
    lang: Option<Lang>,
    duration: Option<u32>,
    start: Option<u32>,
}

/// The browser's player of a file. Numbers are those of the body's links and images.
#[derive(Debug)]
struct FilePlayer {
    title: String,
    file: usize,
    /// Where to begin, in seconds.
    start: Option<u32>,
    /// Its captions, and their language where it is said.
    captions: Option<(usize, Option<Lang>)>,
    poster: Option<usize>,
}

/// The line below a video: its title, its length, and a way to the file itself.
#[derive(Debug)]
struct Caption {
    /// `None` where the title stands on the video's own place.
    title: Option<String>,
    /// In seconds.
    duration: Option<u32>,
    /// A number among the body's links.
    file: Option<usize>,
}

fn write(writer: &mut Writer<'_>, div: &Div<'_>, report: &mut BodyReport<'_>) {
    let line = read(AttributeReader::new(div, report));
    // The files get their places in the body, where they are checked like all others.
    let poster = line.poster.map(|poster| writer.poster(poster, &line.title));
    let captions = line.captions.map(|captions| writer.file_link(captions));
    let captions = captions.map(|captions| (captions, line.lang));
    let file = line.file.map(|file| writer.file_link(file));
    writer.open_figure(div);
    let title = line.title;
    let caption = Caption {
        title: (file.is_some() || poster.is_some()).then(|| title.clone()),
        duration: line.duration,
        file,
    };
    match (file, line.address) {
        (Some(file), _) => writer.embed_part(FilePlayer {
            title,
            file,
            start: line.start,
            captions,
            poster,
        }),
        (None, Some(address)) => writer.embed_part(Facade {
            title,
            address,
            poster,
        }),
        (None, None) => {}
    }
    let has_caption = caption.title.is_some() || caption.duration.is_some();
    if has_caption || !div.content.is_empty() {
        writer.out.open("figcaption");
        writer.line();
        if has_caption {
            writer.embed_part(caption);
        }
        writer.nodes(div.content, report);
        writer.close_line("figcaption");
    }
    writer.close_line("figure");
}

impl Writer<'_> {
    /// Gives a poster its number among the images of the body. The title of the video says what
    /// the picture stands for.
    fn poster(&mut self, poster: AttributeText, title: &str) -> usize {
        self.body.images.push(Image {
            destination: poster.value,
            alt: title.to_owned(),
            span: poster.span,
            ..Image::default()
        });
        self.body.images.len() - 1
    }
}

fn read(mut reader: AttributeReader<'_, '_, '_>) -> VideoLine {
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
    let captions = reader
        .written("captions")
        .filter(|captions| is_captions_file(&mut reader, &captions.value));
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

fn address(
    reader: &mut AttributeReader<'_, '_, '_>,
    url: String,
    start: Option<u32>,
) -> Option<Address> {
    let Some(host) = web_address::host(&url) else {
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

fn is_video_file(reader: &mut AttributeReader<'_, '_, '_>, file: &str) -> bool {
    let extension = file
        .rsplit_once('.')
        .map(|(_, extension)| extension.to_ascii_lowercase())
        .unwrap_or_default();
    let fits = VIDEO_FILES.contains(&extension.as_str()) && web_address::host(file).is_none();
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

fn is_captions_file(reader: &mut AttributeReader<'_, '_, '_>, file: &str) -> bool {
    let fits = file.to_ascii_lowercase().ends_with(".vtt");
    if !fits {
        reader.wrong::<()>(
            "captions",
            format!("`{file}` is not a WebVTT file"),
            "name a `.vtt` file",
        );
    }
    fits
}

impl EmbedPart for FilePlayer {
    fn write(&self, page: &mut dyn EmbedPage) {
        let mut src = page.link_address(self.file);
        if let Some(start) = self.start {
            // Writing to a `String` cannot fail.
            let _ = write!(src, "#t={start}");
        }
        let poster = self.poster.map(|poster| page.image_address(poster));
        let out = page.out();
        out.begin("video");
        out.flag("controls");
        out.attribute("preload", "none");
        out.flag("playsinline");
        if let Some((poster, size)) = poster {
            out.attribute("poster", &poster);
            if let Some((width, height)) = size {
                out.attribute("width", &width.to_string());
                out.attribute("height", &height.to_string());
            }
        }
        out.attribute("aria-label", &self.title);
        out.attribute("src", &src);
        out.end();
        if let Some((captions, lang)) = &self.captions {
            write_track(page, *captions, lang.as_ref());
        }
        let out = page.out();
        out.close("video");
        out.written_text("\n");
    }
}

/// The captions of a video, which are in the page's language unless another one is said.
fn write_track(page: &mut dyn EmbedPage, captions: usize, lang: Option<&Lang>) {
    let lang = lang.unwrap_or(page.lang()).clone();
    let (src, name) = (page.link_address(captions), page.language_name(&lang));
    let out = page.out();
    out.begin("track");
    out.attribute("kind", "captions");
    out.attribute("src", &src);
    out.attribute("srclang", lang.as_str());
    out.attribute("label", &name);
    out.flag("default");
    out.end();
}

impl EmbedPart for Caption {
    fn write(&self, page: &mut dyn EmbedPage) {
        let file = self.file.map(|file| {
            let label = page.string("video_file", &[]);
            (page.link_address(file), label)
        });
        let out = page.out();
        out.open("p");
        if let Some(title) = &self.title {
            out.text_element("span", &[("class", "video-title")], title);
        }
        if let Some(seconds) = self.duration {
            let (iso, text) = length(seconds);
            out.written_text(if self.title.is_some() { " · " } else { "" });
            out.text_element("time", &[("datetime", &iso)], &text);
        }
        if let Some((href, label)) = file {
            out.written_text(" · ");
            out.text_element("a", &[("href", &href)], &label);
        }
        out.close("p");
        out.written_text("\n");
    }
}

/// A length of time for machines and for readers: the symbols of units are the same in every
/// language.
fn length(seconds: u32) -> (String, String) {
    let parts = [
        (seconds / 3600, "H", "h"),
        (seconds / 60 % 60, "M", "min"),
        (seconds % 60, "S", "s"),
    ];
    // Past the first hour, nobody counts seconds.
    let kept = parts
        .iter()
        .take(if seconds >= 3600 { 2 } else { 3 })
        .filter(|(count, ..)| *count > 0);
    let text: Vec<String> = kept
        .map(|(count, _, unit)| format!("{count}\u{a0}{unit}"))
        .collect();
    if text.is_empty() {
        return ("PT0S".to_owned(), "0\u{a0}s".to_owned());
    }
    let mut iso = "PT".to_owned();
    for (count, unit, _) in parts.iter().filter(|(count, ..)| *count > 0) {
        let _ = write!(iso, "{count}{unit}");
    }
    (iso, text.join("\u{a0}"))
}

#[cfg(test)]
mod tests {
    use super::length;

    #[test]
    fn lengths_of_time_read_alike_in_every_language() {
        let shown = |seconds| {
            let (iso, text) = length(seconds);
            format!("{iso} {}", text.replace('\u{a0}', "_"))
        };
        assert_eq!(shown(720), "PT12M 12_min");
        assert_eq!(shown(5400), "PT1H30M 1_h_30_min");
        assert_eq!(shown(3661), "PT1H1M1S 1_h_1_min");
        assert_eq!(shown(95), "PT1M35S 1_min_35_s");
        assert_eq!(shown(0), "PT0S 0_s");
    }
}
