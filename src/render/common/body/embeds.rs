//! What of an embed depends on the page's language and on the rest of the site: dates, words,
//! addresses of files.
//!
//! No address of another site is in what a browser loads: a video elsewhere is a link until a
//! reader asks for it.

use std::fmt::Write;

use tera::Value;

use crate::document::Document;
use crate::lang::Lang;
use crate::markdown::{Body, Embed, Player, Tweet, Video, VideoSource, site_of};
use crate::render::common::body::{Filler, size_attributes};
use crate::render::common::value::map;

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
    pub(crate) fn tweet_source(&mut self, embed: &Embed) {
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
        self.text_element("span", &[("class", "author")], author);
        if let Some(handle) = handle {
            self.out.written_text(" ");
            self.out.open_with("span", &[("class", "handle")]);
            self.out.written_text("(");
            self.out.quoted_text(handle);
            self.out.written_text(")");
            self.out.close("span");
        }
        if let Some(date) = date {
            let strings = &self.snapshot.theme.strings;
            let text = strings.date(&self.document.path.lang, date);
            self.out.written_text(", ");
            self.text_element("time", &[("datetime", date.iso())], &text);
        }
        if let Some(url) = url {
            let text = self.string("tweet_link", &[("site", &site_of(url))]);
            self.out.written_text(" · ");
            self.text_element("a", &[("href", url), ("rel", "external")], &text);
        }
    }

    /// A file as the browser's own player; anything else as a link, which a script makes a player
    /// when it is asked to.
    pub(crate) fn video(&mut self, embed: &Embed) {
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
        self.out.begin("a");
        self.out.attribute("class", "facade");
        self.out.attribute("href", watch);
        self.out.attribute("rel", "external");
        if let Some(Player { url, host }) = player {
            let label = self.string("video_play", &[("host", host)]);
            self.out.attribute("data-player", url);
            self.out.attribute("data-title", &video.title);
            self.out.attribute("data-label", &label);
        }
        self.out.end();
        if let Some(poster) = video.poster {
            self.out.begin("img");
            for (name, value) in self.image(&self.body.images[poster], false) {
                self.out.attribute(name, &value);
            }
            self.out.end();
        } else {
            self.text_element("span", &[("class", "video-title")], &video.title);
        }
        let label = self.string("video_watch", &[("site", site)]);
        self.out.written_text(" ");
        self.text_element("span", &[("class", "play")], &label);
        self.out.close("a");
        self.out.written_text("\n");
    }

    fn player(
        &mut self,
        video: &Video,
        file: usize,
        start: Option<u32>,
        captions: Option<(usize, Option<&Lang>)>,
    ) {
        let body = self.body;
        let (src, _) = self.file(&body.links[file].destination);
        self.out.begin("video");
        self.out.flag("controls");
        self.out.attribute("preload", "none");
        self.out.flag("playsinline");
        if let Some(poster) = video.poster {
            let (poster, size) = self.file(&body.images[poster].destination);
            self.out.attribute("poster", &poster);
            for (name, value) in size_attributes(size) {
                self.out.attribute(name, &value);
            }
        }
        self.out.attribute("aria-label", &video.title);
        let src = start.map_or_else(|| src.clone(), |start| format!("{src}#t={start}"));
        self.out.attribute("src", &src);
        self.out.end();
        if let Some((captions, lang)) = captions {
            self.track(captions, lang.unwrap_or(&self.document.path.lang));
        }
        self.out.close("video");
        self.out.written_text("\n");
    }

    /// The captions of a video.
    fn track(&mut self, captions: usize, lang: &Lang) {
        let (track, _) = self.file(&self.body.links[captions].destination);
        let config = &self.snapshot.config;
        let name = config
            .rank(lang)
            .map_or_else(|| lang.to_string(), |at| config.languages[at].name.clone());
        self.out.begin("track");
        self.out.attribute("kind", "captions");
        self.out.attribute("src", &track);
        self.out.attribute("srclang", lang.as_str());
        self.out.attribute("label", &name);
        self.out.flag("default");
        self.out.end();
    }

    /// The title, the length, and a way to the file itself.
    pub(crate) fn video_caption(&mut self, embed: &Embed) {
        let Embed::Video(video) = embed else { return };
        let file = match &video.source {
            Some(VideoSource::File { file, .. }) => Some(*file),
            _ => None,
        };
        let titled = file.is_some() || video.poster.is_some();
        if !titled && video.duration.is_none() {
            return;
        }
        self.out.open("p");
        if titled {
            self.text_element("span", &[("class", "video-title")], &video.title);
        }
        if let Some(seconds) = video.duration {
            let (iso, text) = length(seconds);
            self.out.written_text(if titled { " · " } else { "" });
            self.text_element("time", &[("datetime", &iso)], &text);
        }
        if let Some(file) = file {
            let (href, _) = self.file(&self.body.links[file].destination);
            let label = self.word("video_file");
            self.out.written_text(" · ");
            self.text_element("a", &[("href", &href)], &label);
        }
        self.out.close("p");
        self.out.written_text("\n");
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
