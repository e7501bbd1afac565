//! Passes messages between the windows of one deck, across devices.
//!
//! Each channel keeps its last messages in memory, so that a window that comes late, or comes back,
//! knows where the others are. The router decides who may send and who may listen. Messages about a
//! run go to presenters alone.

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

/// A listener gets an event at least this often. A window that gets none for twice as long knows
/// that its connection is dead, as that of a phone that slept.
const BEAT: Duration = Duration::from_secs(5);
/// An event, since the script of a page does not see comments.
const BEAT_EVENT: &[u8] = b"event: beat\ndata\n\n";

/// Channels at a time; the one that was quiet for the longest is forgotten.
const MAX_CHANNELS: usize = 128;
/// So many messages of a channel are kept. A listener that is further behind misses the first ones:
/// of states, only the last one matters.
const MAX_RECENT: usize = 64;

/// All channels, by name.
#[derive(Debug, Default)]
pub(super) struct Relay(Mutex<Vec<Arc<Channel>>>);

/// The windows of one deck or variant, on all devices.
#[derive(Debug)]
struct Channel {
    name: String,
    history: Mutex<History>,
    changed: Condvar,
}

/// The messages of a channel.
#[derive(Debug, Default)]
struct History {
    /// How many there were.
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
    /// Passes a message on. Returns whether it was one.
    pub(super) fn publish(&self, channel: &str, body: &[u8]) -> bool {
        let Some(message) = message::read(body) else {
            return false;
        };
        let channel = self.channel(channel);
        channel.add(message);
        channel.changed.notify_all();
        true
    }

    /// Sends a client the messages of a channel, from the last state on, until it goes away. It gets
    /// those about a run if it is a presenter.
    pub(super) fn listen(&self, channel: &str, is_presenter: bool, request: Request) {
        let channel = self.channel(channel);
        let mut writer = request.into_writer();
        // An error means that the client is gone.
        let _ = channel.stream(&mut writer, is_presenter);
    }

    /// The channel of a name. The first message or the first listener makes it.
    fn channel(&self, name: &str) -> Arc<Channel> {
        let mut channels = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = channels.iter().position(|channel| channel.name == name);
        let channel = match known {
            Some(at) => channels.remove(at),
            None => Arc::new(Channel {
                name: name.to_owned(),
                history: Mutex::default(),
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
        let mut history = self.history.lock().unwrap_or_else(PoisonError::into_inner);
        history.count += 1;
        if history.recent.len() >= MAX_RECENT {
            history.recent.pop_front();
        }
        history.recent.push_back(message.clone());
        if message.is_state {
            history.state = Some(message);
        }
    }

    fn stream(&self, writer: &mut impl Write, is_presenter: bool) -> io::Result<()> {
        writer.write_all(HEAD)?;
        let (mut seen, state) = {
            let history = self.history.lock().unwrap_or_else(PoisonError::into_inner);
            (history.count, history.state.clone())
        };
        if let Some(state) = state {
            // Its window may be long gone, so this event has a name of its own.
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

    /// Waits for messages after the first `seen`; gives none when it is time for a sign of life.
    fn wait(&self, seen: u64) -> (u64, Vec<Arc<Message>>) {
        let history = self.history.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self
            .changed
            .wait_timeout_while(history, BEAT, |history| history.count == seen);
        let history = waited.unwrap_or_else(PoisonError::into_inner).0;
        let new = usize::try_from(history.count - seen)
            .unwrap_or(usize::MAX)
            .min(history.recent.len());
        (
            history.count,
            history
                .recent
                .iter()
                .skip(history.recent.len() - new)
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
        assert!(
            relay.publish("a", &state(1))
                && relay.publish("a", hello)
                && !relay.publish("a", b"{}")
        );
        let channel = relay.channel("a");
        assert_eq!(channel.wait(0).1.len(), 2);
        assert!(
            channel
                .history
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
            relay.publish("a", &state(at));
        }
        let (count, news) = channel.wait(2);
        assert_eq!((count, news.len()), (100_002, MAX_RECENT));
        assert!(
            news.last().unwrap().text.contains("\"at\":99999"),
            "{news:?}"
        );
    }

    #[test]
    fn channels_are_bounded_and_those_that_are_heard_stay() {
        let relay = Relay::default();
        let heard = relay.channel("heard");
        (0..1_000).for_each(|at| assert!(relay.publish(&at.to_string(), &state(at))));
        assert_eq!(relay.0.lock().unwrap().len(), MAX_CHANNELS);
        assert!(Arc::ptr_eq(&heard, &relay.channel("heard")));
    }
}
