//! Films that decks show from other sites, and from files: each becomes a `::: video`.
//!
//! Knows no tool, and not how a film is played.

use crate::path::is_web;

/// The sites whose films play on a page here.
const SITES: [&str; 3] = ["youtube.com/", "youtu.be/", "vimeo.com/"];

/// Whether an address is one of a film on a site that has a player here.
pub(super) fn has_player(address: &str) -> bool {
    is_web(address) && SITES.iter().any(|site| address.contains(site))
}

/// The lines that show a film: a file, or the address of one.
pub(super) fn embed(address: &str, title: &str) -> String {
    let kind = if is_web(address) { "url" } else { "file" };
    let (address, title) = (address.replace('"', ""), title.replace('"', "”"));
    format!("::: {{.video {kind}=\"{address}\" title=\"{title}\"}}\n:::")
}

#[cfg(test)]
mod tests {
    use super::{embed, has_player};

    #[test]
    fn a_film_is_a_div() {
        assert!(has_player("https://youtu.be/abc") && !has_player("https://e.org/youtube"));
        assert!(!has_player("youtube.com/abc"));
        assert_eq!(
            embed("a\".mp4", "The \"end\""),
            "::: {.video file=\"a.mp4\" title=\"The ”end”\"}\n:::"
        );
    }
}
