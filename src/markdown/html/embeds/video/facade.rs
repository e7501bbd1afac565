//! The link that stands for a video of another site, and becomes its player when a reader asks.

use super::players::{self, Player};
use crate::markdown::embed::{EmbedPage, EmbedPart};

/// The address of a video on another site.
#[derive(Debug)]
pub(super) struct Address {
    /// Where it can be watched.
    pub(super) watch: String,
    /// The player to load when a reader asks for it; `None` for a site that Lutrin does not know.
    pub(super) player: Option<Player>,
    /// What the site is called.
    pub(super) site: String,
}

/// A link to a video of another site, which becomes its player.
#[derive(Debug)]
pub(in super::super) struct Facade {
    pub(super) title: String,
    pub(super) address: Address,
    /// The picture that stands for it: a number among the body's images.
    pub(super) poster: Option<usize>,
}

/// The link for the address of a player, as sites give it for a frame; `None` for a site that
/// Lutrin does not know.
pub(in super::super) fn of(url: &str, title: &str) -> Option<Facade> {
    let (site, player) = players::find(url, None)?;
    Some(Facade {
        title: title.to_owned(),
        address: Address {
            watch: player.watch.clone(),
            player: Some(player),
            site,
        },
        poster: None,
    })
}

impl EmbedPart for Facade {
    fn write(&self, page: &mut dyn EmbedPage) {
        let label = page.string("video_watch", &[("site", &self.address.site)]);
        let poster = self.poster.map(|poster| page.image_attributes(poster));
        let player = self.address.player.as_ref().map(|player| {
            let label = page.string("video_play", &[("host", &player.host)]);
            (player, label)
        });
        let out = page.out();
        out.begin("a");
        out.attribute("class", "facade");
        out.attribute("href", &self.address.watch);
        out.attribute("rel", "external");
        if let Some((player, label)) = player {
            out.attribute("data-player", &player.url);
            out.attribute("data-title", &self.title);
            out.attribute("data-label", &label);
        }
        out.end();
        if let Some(poster) = poster {
            out.begin("img");
            for (name, value) in poster {
                out.attribute(name, &value);
            }
            out.end();
        } else {
            out.text_element("span", &[("class", "video-title")], &self.title);
        }
        out.written_text(" ");
        out.text_element("span", &[("class", "play")], &label);
        out.close("a");
        out.written_text("\n");
    }
}
