//! Passes messages between the windows of one deck, across devices.
//!
//! Each channel keeps its last messages in memory, so that a window that comes late, or comes back,
//! knows where the others are. The router decides who may send and who may listen. Messages about a
//! run go to presenters alone.

mod fields;
mod message;
mod run;
mod tool;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use unicode_normalization::UnicodeNormalization;

use super::bell::Bell;
use crate::site::decks;
use crate::snapshot::Snapshot;
use message::Message;

/// What the addresses of channels begin with; then come the talk's folder and the variant, if there
/// is one.
pub(super) const PREFIX: &str = "/_lutrin/present/";

/// Channels at a time; the one that was quiet for the longest is forgotten.
const MAX_CHANNELS: usize = 128;
/// So many messages of a channel are kept. A listener that is further behind misses the first ones:
/// of states, only the last one matters.
const MAX_RECENT: usize = 64;

/// All channels, by name.
#[derive(Debug, Default)]
pub(super) struct Relay {
    channels: Mutex<Vec<Arc<Channel>>>,
    /// Wakes who listens.
    bell: Arc<Bell>,
}

/// The windows of one deck or variant, on all devices.
#[derive(Debug)]
struct Channel {
    name: String,
    history: Mutex<History>,
}

/// Somebody who listens to a channel, from the time when they came.
#[derive(Debug)]
pub(super) struct Listener {
    channel: Arc<Channel>,
    is_presenter: bool,
    /// How many messages there were when they last looked.
    seen: u64,
    /// How many places of a pointer there were.
    pointed: u64,
    /// The last state before they came.
    past: Option<Arc<Message>>,
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
    /// Where a pointer was last, and how many such messages there were. They come sixty times a
    /// second, and must push nothing out that counts.
    pointer: (u64, Option<Arc<Message>>),
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
    pub(super) fn new(bell: Arc<Bell>) -> Self {
        Self {
            channels: Mutex::default(),
            bell,
        }
    }

    /// Passes a message on. Returns whether it was one.
    pub(super) fn publish(&self, channel: &str, body: &[u8]) -> bool {
        let Some(message) = message::read(body) else {
            return false;
        };
        self.channel(channel).add(message);
        self.bell.ring();
        true
    }

    /// Listens to a channel, from its last state on. A presenter gets what is said of a run, too.
    pub(super) fn listen(&self, channel: &str, is_presenter: bool) -> Listener {
        let channel = self.channel(channel);
        let (seen, pointed, past) = {
            let history = channel.history();
            (history.count, history.pointer.0, history.state.clone())
        };
        Listener {
            channel,
            is_presenter,
            seen,
            pointed,
            past,
        }
    }

    /// The channel of a name. The first message or the first listener makes it.
    fn channel(&self, name: &str) -> Arc<Channel> {
        let mut channels = self.channels.lock().unwrap_or_else(PoisonError::into_inner);
        let known = channels.iter().position(|channel| channel.name == name);
        let channel = match known {
            Some(at) => channels.remove(at),
            None => Arc::new(Channel {
                name: name.to_owned(),
                history: Mutex::default(),
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
    fn history(&self) -> MutexGuard<'_, History> {
        self.history.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn add(&self, message: Message) {
        let message = Arc::new(message);
        let mut history = self.history();
        if message.is_of_pointer {
            history.pointer = (history.pointer.0 + 1, Some(message));
            return;
        }
        history.count += 1;
        if history.recent.len() >= MAX_RECENT {
            history.recent.pop_front();
        }
        history.recent.push_back(message.clone());
        if message.is_state {
            history.state = Some(message);
        }
    }

    /// How many messages there were, and those of them after the first `seen` that are still kept.
    fn since(&self, seen: u64) -> (u64, Vec<Arc<Message>>) {
        let history = self.history();
        let new = usize::try_from(history.count - seen)
            .unwrap_or(usize::MAX)
            .min(history.recent.len());
        let first = history.recent.len() - new;
        (
            history.count,
            history.recent.iter().skip(first).cloned().collect(),
        )
    }

    /// How many places of a pointer there were, and the last one if it came after the first `seen`.
    fn pointer_since(&self, seen: u64) -> (u64, Option<Arc<Message>>) {
        let (count, last) = self.history().pointer.clone();
        (count, last.filter(|_| count > seen))
    }
}

impl Listener {
    /// What is new: the name of each event and its text. The state from before they came, whose
    /// window may be long gone, has a name of its own.
    pub(super) fn news(&mut self) -> Vec<(Option<&'static str>, String)> {
        let (count, news) = self.channel.since(self.seen);
        self.seen = count;
        let (places, pointer) = self.channel.pointer_since(self.pointed);
        self.pointed = places;
        let past = self.past.take().map(|state| (Some("past"), state));
        let heard = news
            .into_iter()
            .filter(|message| self.is_presenter || !message.is_of_run);
        past.into_iter()
            .chain(heard.chain(pointer).map(|message| (None, message)))
            .map(|(name, message)| (name, message.text.clone()))
            .collect()
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
        assert_eq!(channel.since(0).1.len(), 2);
        assert!(
            channel
                .history()
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
        let (count, news) = channel.since(2);
        assert_eq!((count, news.len()), (100_002, MAX_RECENT));
        assert!(
            news.last().unwrap().text.contains("\"at\":99999"),
            "{news:?}"
        );
    }

    #[test]
    fn of_places_of_a_pointer_the_last_one_counts_and_pushes_nothing_out() {
        let relay = Relay::default();
        let mut early = relay.listen("a", false);
        let point = |n: usize| {
            let message = r#"{"v":1,"from":"w","role":"presenter","tool":{"lang":"fr","slide":"a","at":0,"step":0,"pointer":{"n":N,"at":[0.5,0.5]}}}"#;
            message.replace('N', &n.to_string()).into_bytes()
        };
        assert!(relay.publish("a", &state(1)));
        (0..1_000).for_each(|n| assert!(relay.publish("a", &point(n))));
        let news = early.news();
        assert_eq!(news.len(), 2, "{news:?}");
        assert!(news[0].1.contains("\"at\":1") && news[1].1.contains("\"n\":999"));
        assert_eq!(early.news(), []);
        let late = relay.listen("a", false).news();
        assert_eq!(
            late.len(),
            1,
            "nobody is told where a pointer was: {late:?}"
        );
    }

    #[test]
    fn channels_are_bounded_and_those_that_are_heard_stay() {
        let relay = Relay::default();
        let heard = relay.channel("heard");
        (0..1_000).for_each(|at| assert!(relay.publish(&at.to_string(), &state(at))));
        assert_eq!(relay.channels.lock().unwrap().len(), MAX_CHANNELS);
        assert!(Arc::ptr_eq(&heard, &relay.channel("heard")));
    }
}
