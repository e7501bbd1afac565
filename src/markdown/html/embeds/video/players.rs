//! Video sites: which address plays a video with the least said about who watches it.

use super::super::attributes::seconds;
use super::super::web_address::{host, split};

/// A player that is loaded when a reader asks for it, and not before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Player {
    /// What goes into the frame.
    pub(super) url: String,
    /// The host that the reader's browser will then talk to.
    pub(super) host: String,
    /// The page where the video can be watched instead.
    pub(super) watch: String,
}

/// The sites with a player, for hints.
pub(super) const NAMES: &str = "YouTube, Vimeo, Dailymotion and PeerTube";

/// Whether a host is one of theirs, whatever the address says beside it.
pub(super) fn is_known(host: &str) -> bool {
    const HOSTS: [&str; 5] = [
        "youtube.com",
        "youtu.be",
        "vimeo.com",
        "dailymotion.com",
        "dai.ly",
    ];
    HOSTS.iter().any(|known| {
        host.strip_suffix(known)
            .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    })
}

/// The name of the site and the player of a video; `None` when the site is unknown, or the address
/// names no video.
pub(super) fn find(url: &str, start: Option<u32>) -> Option<(String, Player)> {
    let (_, rest) = split(url)?;
    let host = host(url)?;
    let (path, query) = rest.split_once(['?', '#']).unwrap_or((rest, ""));
    let segments: Vec<&str> = path
        .split('/')
        .filter(|segment| !segment.is_empty())
        .collect();
    let start = start.or_else(|| parameter(query, &["t", "start"]).and_then(seconds));
    match host.as_str() {
        "youtube.com"
        | "m.youtube.com"
        | "music.youtube.com"
        | "youtube-nocookie.com"
        | "youtu.be" => youtube(&host, &segments, query, start),
        "vimeo.com" | "player.vimeo.com" => vimeo(&segments, query, start),
        "dailymotion.com" | "dai.ly" => dailymotion(&segments, start),
        _ => peertube(split(url)?.0, &segments, start),
    }
}

fn parameter<'q>(query: &'q str, names: &[&str]) -> Option<&'q str> {
    let pairs = query
        .split(['&', '#'])
        .filter_map(|pair| pair.split_once('='));
    pairs
        .filter(|(name, _)| names.contains(name))
        .map(|(_, value)| value)
        .next()
}

fn is_id(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

fn made(site: &str, host: &str, rest: &str, watch: String) -> (String, Player) {
    (
        site.to_owned(),
        Player {
            url: format!("https://{host}/{rest}"),
            host: host.to_owned(),
            watch,
        },
    )
}

/// `watch?v=`, `youtu.be/…`, `shorts/…`, `live/…`, `embed/…`: the domain that sets no cookie before
/// it plays.
fn youtube(
    host: &str,
    segments: &[&str],
    query: &str,
    start: Option<u32>,
) -> Option<(String, Player)> {
    let id = match segments {
        ["watch"] => parameter(query, &["v"])?,
        [id] if host == "youtu.be" => id,
        ["shorts" | "live" | "embed" | "v", id] => id,
        _ => return None,
    };
    let start = start.map_or_else(String::new, |start| format!("&start={start}"));
    let rest = format!("embed/{id}?autoplay=1&rel=0{start}");
    let watch = format!("https://www.youtube.com/watch?v={id}");
    is_id(id).then(|| made("YouTube", "www.youtube-nocookie.com", &rest, watch))
}

/// `dnt` asks Vimeo not to follow the reader; an unlisted video has a second part to its address.
fn vimeo(segments: &[&str], query: &str, start: Option<u32>) -> Option<(String, Player)> {
    let at = segments
        .iter()
        .position(|segment| segment.bytes().all(|b| b.is_ascii_digit()))?;
    let secret = segments
        .get(at + 1)
        .copied()
        .or_else(|| parameter(query, &["h"]))
        .filter(|secret| is_id(secret));
    let secret_path = secret;
    let secret = secret.map_or_else(String::new, |secret| format!("&h={secret}"));
    let start = start.map_or_else(String::new, |start| format!("#t={start}s"));
    let rest = format!("video/{}?dnt=1&autoplay=1{secret}{start}", segments[at]);
    let path = secret_path.map_or_else(String::new, |secret| format!("/{secret}"));
    let watch = format!("https://vimeo.com/{}{path}", segments[at]);
    Some(made("Vimeo", "player.vimeo.com", &rest, watch))
}

fn dailymotion(segments: &[&str], start: Option<u32>) -> Option<(String, Player)> {
    let ([.., "video", id] | [id]) = segments else {
        return None;
    };
    let start = start.map_or_else(String::new, |start| format!("&startTime={start}"));
    is_id(id).then(|| {
        made(
            "Dailymotion",
            "geo.dailymotion.com",
            &format!("player.html?video={id}{start}"),
            format!("https://www.dailymotion.com/video/{id}"),
        )
    })
}

/// Anybody's server: known by the shape of its addresses. Without `p2p`, other viewers do not learn
/// the reader's.
fn peertube(host: &str, segments: &[&str], start: Option<u32>) -> Option<(String, Player)> {
    let (["w", id] | ["videos", "watch" | "embed", id]) = segments else {
        return None;
    };
    let start = start.map_or_else(String::new, |start| format!("&start={start}s"));
    is_id(id).then(|| {
        made(
            host,
            host,
            &format!("videos/embed/{id}?autoplay=1&p2p=0{start}"),
            format!("https://{host}/w/{id}"),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn player(url: &str) -> Option<String> {
        find(url, None).map(|(site, player)| format!("{site} {}", player.url))
    }

    #[test]
    fn every_way_to_write_an_address_leads_to_the_quiet_player() {
        let youtube = Some(
            "YouTube https://www.youtube-nocookie.com/embed/a_B-1?autoplay=1&rel=0".to_owned(),
        );
        for url in [
            "https://www.youtube.com/watch?v=a_B-1",
            "https://m.youtube.com/watch?app=desktop&v=a_B-1",
            "https://youtu.be/a_B-1?si=x",
            "https://www.youtube.com/shorts/a_B-1",
            "https://www.youtube.com/live/a_B-1/",
            "https://www.youtube-nocookie.com/embed/a_B-1",
        ] {
            assert_eq!(player(url), youtube, "{url}");
        }
        let vimeo = |rest: &str| Some(format!("Vimeo https://player.vimeo.com/video/{rest}"));
        assert_eq!(
            player("https://vimeo.com/123"),
            vimeo("123?dnt=1&autoplay=1")
        );
        assert_eq!(
            player("https://vimeo.com/123/abc#t=30s"),
            vimeo("123?dnt=1&autoplay=1&h=abc#t=30s")
        );
        assert_eq!(
            player("https://vimeo.com/channels/x/123"),
            vimeo("123?dnt=1&autoplay=1")
        );
        let dailymotion =
            Some("Dailymotion https://geo.dailymotion.com/player.html?video=x8".to_owned());
        assert_eq!(player("https://www.dailymotion.com/video/x8"), dailymotion);
        assert_eq!(player("https://dai.ly/x8"), dailymotion);
        let peertube = Some(
            "tube.example https://tube.example/videos/embed/k9?autoplay=1&p2p=0&start=65s"
                .to_owned(),
        );
        assert_eq!(player("https://tube.example/w/k9?start=1m5s"), peertube);
    }

    #[test]
    fn what_names_no_video_has_no_player() {
        for url in [
            "https://www.youtube.com/",
            "https://www.youtube.com/watch?v=",
            "https://www.youtube.com/watch?v=a b",
            "https://youtu.be/",
            "https://vimeo.com/about",
            "https://www.dailymotion.com/fr/some/thing",
            "https://example.org/talk",
            "not an address",
        ] {
            assert_eq!(player(url), None, "{url}");
        }
    }

    #[test]
    fn a_start_of_ones_own_wins() {
        let (_, player) = find("https://youtu.be/a?t=10", Some(90)).unwrap();
        assert!(player.url.ends_with("&start=90"), "{}", player.url);
        let (_, player) = find("https://youtu.be/a?t=10", None).unwrap();
        assert!(player.url.ends_with("&start=10"), "{}", player.url);
    }
}
