//! Passes on what the windows of one deck tell each other, between devices.
//!
//! Of every channel the last states are kept in memory, so that who comes late, or comes back,
//! knows where the others are. Who may speak and who may listen is for others. What is said of a
//! run goes to presenters alone.

mod fields;
mod message;
mod run;

use std::collections::VecDeque;
use std::io::{self, Write};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use tiny_http::Request;
use unicode_normalization::UnicodeNormalization;

use super::events::HEAD;
use crate::site::decks;
use crate::snapshot::Snapshot;
use message::Message;

/// What the addresses of channels begin with; then come the talk's folder and the variant, if there
/// is one.
pub(super) const PREFIX: &str = "/_lutrin/present/";

/// Something is said at least this often. A window that hears nothing for twice as long knows that
/// its connection is dead, as those of a phone are that slept.
const BEAT: Duration = Duration::from_secs(5);
/// A comment would be a sign of life for the connection only: pages see events.
const BEAT_EVENT: &[u8] = b"event: beat\ndata\n\n";

/// Channels at a time; the one that was quiet for the longest is forgotten.
const MAX_CHANNELS: usize = 128;
/// A listener that is further behind misses what came first: of states, only the last one matters.
const MAX_BEHIND: usize = 64;

/// All channels, by name.
#[derive(Debug, Default)]
pub(super) struct Relay(Mutex<Vec<Arc<Channel>>>);

/// What was said in one channel.
#[derive(Debug)]
struct Channel {
    name: String,
    said: Mutex<Said>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct Said {
    /// How many messages there were.
    count: u64,
    /// The last of them.
    recent: VecDeque<Arc<Message>>,
    /// The last one that says where a window is.
    state: Option<Arc<Message>>,
}

/// The name of the channel at what follows [`PREFIX`], if the site shows such a deck.
pub(super) fn channel(snapshot: &Snapshot, address: &str) -> Option<String> {
    let site = &snapshot.site;
    let (talk, variant) = address
        .split_once('/')
        .map_or((address, None), |(talk, variant)| (talk, Some(variant)));
    // The disk may keep accents apart; addresses never do.
    let folder = site
        .talks
        .decks
        .keys()
        .find(|folder| folder.nfc().eq(talk.chars()))?;
    let mut pages = decks::of_talk(site, folder)
        .into_iter()
        .flatten()
        .map(|id| site.page(id));
    let is_shown = pages
        .any(|page| variant.is_none_or(|name| decks::variants(&page.document).contains(&name)));
    is_shown.then(|| variant.map_or_else(|| folder.clone(), |name| format!("{folder}/{name}")))
}

impl Relay {
    /// Passes a message on. Says whether it was one.
    pub(super) fn say(&self, channel: &str, body: &[u8]) -> bool {
        let Some(message) = message::read(body) else {
            return false;
        };
        let channel = self.channel(channel);
        channel.add(message);
        channel.changed.notify_all();
        true
    }

    /// Tells a client all that is said in a channel, from the last state on, until it goes away.
    /// What is said of a run is for presenters.
    pub(super) fn listen(&self, channel: &str, is_presenter: bool, request: Request) {
        let channel = self.channel(channel);
        let mut writer = request.into_writer();
        // An error means that the client is gone.
        let _ = channel.tell(&mut writer, is_presenter);
    }

    /// A channel, which begins when somebody first says or hears something there.
    fn channel(&self, name: &str) -> Arc<Channel> {
        let mut channels = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = channels.iter().position(|channel| channel.name == name);
        let channel = match known {
            Some(at) => channels.remove(at),
            None => Arc::new(Channel {
                name: name.to_owned(),
                said: Mutex::default(),
                changed: Condvar::new(),
            }),
        };
        if channels.len() >= MAX_CHANNELS {
            forget_one(&mut channels);
        }
        channels.push(channel.clone());
        channel
    }
}

/// Forgets the channel that was quiet for the longest, of those that nobody listens to if there is
/// one.
fn forget_one(channels: &mut Vec<Arc<Channel>>) {
    let silent = channels
        .iter()
        .position(|channel| Arc::strong_count(channel) == 1);
    channels.remove(silent.unwrap_or_default());
}

impl Channel {
    fn add(&self, message: Message) {
        let message = Arc::new(message);
        let mut said = self.said.lock().unwrap_or_else(PoisonError::into_inner);
        said.count += 1;
        if said.recent.len() >= MAX_BEHIND {
            said.recent.pop_front();
        }
        said.recent.push_back(message.clone());
        if message.is_state {
            said.state = Some(message);
        }
    }

    fn tell(&self, writer: &mut impl Write, is_presenter: bool) -> io::Result<()> {
        writer.write_all(HEAD)?;
        let (mut seen, state) = {
            let said = self.said.lock().unwrap_or_else(PoisonError::into_inner);
            (said.count, said.state.clone())
        };
        if let Some(state) = state {
            // Whoever said it may be long gone: what is said from here on has another name.
            write!(writer, "event: past\ndata: {}\n\n", state.text)?;
        }
        writer.flush()?;
        loop {
            let (count, news) = self.wait(seen);
            for message in news
                .iter()
                .filter(|message| is_presenter || !message.is_of_run)
            {
                write!(writer, "data: {}\n\n", message.text)?;
            }
            if news.is_empty() {
                writer.write_all(BEAT_EVENT)?;
            }
            seen = count;
            writer.flush()?;
        }
    }

    /// Waits for what comes after the first `seen` messages; nothing when it is time for a sign of
    /// life.
    fn wait(&self, seen: u64) -> (u64, Vec<Arc<Message>>) {
        let said = self.said.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self
            .changed
            .wait_timeout_while(said, BEAT, |said| said.count == seen);
        let said = waited.unwrap_or_else(PoisonError::into_inner).0;
        let new = usize::try_from(said.count - seen)
            .unwrap_or(usize::MAX)
            .min(said.recent.len());
        (
            said.count,
            said.recent
                .iter()
                .skip(said.recent.len() - new)
                .cloned()
                .collect(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(at: usize) -> Vec<u8> {
        let state = r#"{"v":1,"from":"w","seq":1,"role":"presenter","lang":"fr","slide":"a","at":AT,"step":0}"#;
        state.replace("AT", &at.to_string()).into_bytes()
    }

    #[test]
    fn a_listener_that_is_behind_gets_the_last_ones() {
        let relay = Relay::default();
        let hello = br#"{"v":1,"from":"w","hello":true}"#;
        assert!(relay.say("a", &state(1)) && relay.say("a", hello) && !relay.say("a", b"{}"));
        let channel = relay.channel("a");
        assert_eq!(channel.wait(0).1.len(), 2);
        assert!(
            channel
                .said
                .lock()
                .unwrap()
                .state
                .as_ref()
                .unwrap()
                .text
                .contains("\"at\":1"),
            "a question is no state"
        );
        for at in 0..100_000 {
            relay.say("a", &state(at));
        }
        let (count, news) = channel.wait(2);
        assert_eq!((count, news.len()), (100_002, MAX_BEHIND));
        assert!(
            news.last().unwrap().text.contains("\"at\":99999"),
            "{news:?}"
        );
    }

    #[test]
    fn channels_are_bounded_and_those_that_are_heard_stay() {
        let relay = Relay::default();
        let heard = relay.channel("heard");
        (0..1_000).for_each(|at| assert!(relay.say(&at.to_string(), &state(at))));
        assert_eq!(relay.0.lock().unwrap().len(), MAX_CHANNELS);
        assert!(Arc::ptr_eq(&heard, &relay.channel("heard")));
    }
}
