//! What of an embed depends on the page's language and on the rest of the site: dates, words,
//! addresses of files.
//!
//! No address of another site is in what a browser loads: a video elsewhere is a link until a
//! reader asks for it.

use std::fmt::Write;

use tera::Value;

use crate::document::Document;
use crate::markdown::{Body, Embed, Player, Tweet, Video, VideoSource, site_of};
use crate::references::{self, Reference};
use crate::render::common::body::Filler;
use crate::render::common::value::map;
use crate::site::Dimensions;

/// Which of the theme's extras the text of a page has a use for.
pub(crate) fn uses(document: Option<&Document>) -> Value {
    uses_of(&document.into_iter().collect::<Vec<_>>(), false)
}

/// As [`uses`], for a page with the texts of several files; `events` says whether it is about one.
pub(crate) fn uses_of(documents: &[&Document], events: bool) -> Value {
    let any =
        |wanted: &dyn Fn(&Body) -> bool| documents.iter().any(|document| wanted(&document.body));
    let video = |embed: &Embed| matches!(embed, Embed::Video(_));
    map! {
        "code" => any(&|body| !body.code_blocks.is_empty()),
        "embeds" => any(&|body| !body.embeds.is_empty()),
        "video" => any(&|body| body.embeds.iter().any(video)),
        "math" => any(&|body| body.math),
        "events" => events,
    }
}

impl Filler<'_> {
    /// `Ada L. (@ada), 12 avril 2022 · Lire sur …`
    pub(super) fn tweet_source(&mut self, embed: &Embed) {
        let Embed::Tweet(Tweet {
            author,
            handle,
            date,
            url,
            ..
        }) = embed
        else {
            return;
        };
        self.html.push_str("<span class=\"author\">");
        self.escaped(author);
        self.html.push_str("</span>");
        if let Some(handle) = handle {
            self.html.push_str(" <span class=\"handle\">(");
            self.escaped(handle);
            self.html.push_str(")</span>");
        }
        if let Some(date) = date {
            let text = self
                .snapshot
                .theme
                .strings
                .date(&self.document.path.lang, date);
            self.html.push_str(", <time");
            self.attribute("datetime", date.iso());
            self.html.push('>');
            self.escaped(&text);
            self.html.push_str("</time>");
        }
        if let Some(url) = url {
            let text = self.string("tweet_link", &[("site", &site_of(url))]);
            self.html.push_str(" · <a");
            self.attribute("href", url);
            self.html.push_str(" rel=\"external\">");
            self.escaped(&text);
            self.html.push_str("</a>");
        }
    }

    /// A file as the browser's own player; anything else as a link, which a script makes a player
    /// when it is asked to.
    pub(super) fn video(&mut self, embed: &Embed) {
        let Embed::Video(video) = embed else { return };
        match &video.source {
            Some(VideoSource::Elsewhere {
                watch,
                player,
                site,
            }) => self.facade(video, watch, player.as_ref(), site),
            Some(VideoSource::File {
                file,
                start,
                captions,
            }) => {
                self.player(
                    video,
                    *file,
                    *start,
                    captions.as_ref().map(|(file, lang)| (*file, lang.as_ref())),
                );
            }
            None => {}
        }
    }

    fn facade(&mut self, video: &Video, watch: &str, player: Option<&Player>, site: &str) {
        self.html.push_str("<a class=\"facade\"");
        self.attribute("href", watch);
        self.html.push_str(" rel=\"external\"");
        if let Some(Player { url, host }) = player {
            let label = self.string("video_play", &[("host", host)]);
            self.attribute("data-player", url);
            self.attribute("data-title", &video.title);
            self.attribute("data-label", &label);
        }
        self.html.push('>');
        if let Some(poster) = video.poster {
            self.image(&self.body.images[poster], false);
        } else {
            self.html.push_str("<span class=\"video-title\">");
            self.escaped(&video.title);
            self.html.push_str("</span>");
        }
        let label = self.string("video_watch", &[("site", site)]);
        self.html.push_str(" <span class=\"play\">");
        self.escaped(&label);
        self.html.push_str("</span></a>\n");
    }

    fn player(
        &mut self,
        video: &Video,
        file: usize,
        start: Option<u32>,
        captions: Option<(usize, Option<&crate::lang::Lang>)>,
    ) {
        let body = self.body;
        let (src, _) = self.file(&body.links[file].destination);
        self.html
            .push_str("<video controls preload=\"none\" playsinline");
        if let Some(poster) = video.poster {
            let (poster, size) = self.file(&body.images[poster].destination);
            self.attribute("poster", &poster);
            if let Some((width, height)) = size {
                // Writing to a `String` cannot fail.
                let _ = write!(self.html, " width=\"{width}\" height=\"{height}\"");
            }
        }
        self.attribute("aria-label", &video.title);
        self.attribute(
            "src",
            &start.map_or_else(|| src.clone(), |start| format!("{src}#t={start}")),
        );
        self.html.push('>');
        if let Some((captions, lang)) = captions {
            let (track, _) = self.file(&body.links[captions].destination);
            let lang = lang.unwrap_or(&self.document.path.lang).clone();
            let config = &self.snapshot.config;
            let name = config
                .rank(&lang)
                .map_or_else(|| lang.to_string(), |at| config.languages[at].name.clone());
            self.html.push_str("<track kind=\"captions\"");
            self.attribute("src", &track);
            self.attribute("srclang", lang.as_str());
            self.attribute("label", &name);
            self.html.push_str(" default>");
        }
        self.html.push_str("</video>\n");
    }

    /// The title, the length, and a way to the file itself.
    pub(super) fn video_caption(&mut self, embed: &Embed) {
        let Embed::Video(video) = embed else { return };
        let file = match &video.source {
            Some(VideoSource::File { file, .. }) => Some(*file),
            _ => None,
        };
        let titled = file.is_some() || video.poster.is_some();
        if !titled && video.duration.is_none() {
            return;
        }
        self.html.push_str("<p>");
        if titled {
            self.html.push_str("<span class=\"video-title\">");
            self.escaped(&video.title);
            self.html.push_str("</span>");
        }
        if let Some(seconds) = video.duration {
            let (iso, text) = length(seconds);
            let apart = if titled { " · " } else { "" };
            let _ = write!(self.html, "{apart}<time datetime=\"{iso}\">{text}</time>");
        }
        if let Some(file) = file {
            let (href, _) = self.file(&self.body.links[file].destination);
            let label = self.word("video_file");
            self.html.push_str(" · <a");
            self.attribute("href", &href);
            self.html.push('>');
            self.escaped(&label);
            self.html.push_str("</a>");
        }
        self.html.push_str("</p>\n");
    }

    /// The address of a file that the page names, and its size if it is an image.
    fn file(&self, destination: &str) -> (String, Dimensions) {
        let base = &self.snapshot.config.base_path;
        match references::resolve_from(&self.snapshot.site, &self.document.path, base, destination)
        {
            Ok(Reference::Route {
                url, dimensions, ..
            }) => (url.href(base), dimensions),
            _ => (destination.to_owned(), None),
        }
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
