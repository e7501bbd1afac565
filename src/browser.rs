//! An installed Chromium: found, started unseen, and spoken to by the `DevTools` protocol over
//! pipes.
//!
//! It opens pages, measures, prints and photographs them. It never sees a network: every request of
//! a page is answered by whoever opened it, or refused. Nothing here knows of decks or sites.

pub mod find;
mod page;
mod process;
mod wire;

use std::fmt;
use std::path::Path;
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::{Value, json};

pub use page::{Media, Scheme};
use process::Process;
use wire::{Lost, Wire};

/// How long it may take to start: the first start after an update of the system takes long.
const STARTING: Duration = Duration::from_mins(1);
/// How long it may take to answer. A thousand slides are printed in a tenth of that.
const ANSWERING: Duration = Duration::from_mins(2);

/// Why a browser could not do what it was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// One plain sentence.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
}

impl Failure {
    fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            hint: None,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// What a request of a page gets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// What is at the address.
    Bytes {
        /// What it is: `text/html`.
        media_type: String,
        /// The bytes themselves.
        bytes: Vec<u8>,
    },
    /// There is nothing there.
    Nothing,
    /// The address is none of ours: no page may ask for it.
    Refused,
}

/// A browser with one page.
pub struct Browser<'a> {
    wire: Wire,
    process: Process,
    /// What names the page in messages.
    session: Option<String>,
    /// The number of the last message.
    last: u64,
    answer: Box<dyn FnMut(&str) -> Answer + 'a>,
    refused: Vec<String>,
    /// What happened since somebody last waited for it.
    events: Vec<String>,
}

impl<'a> Browser<'a> {
    /// Starts a program, with a page that has nothing in it. `answer` is asked for every address
    /// that a page wants.
    ///
    /// # Errors
    /// When the program does not start, or does not speak the protocol.
    pub fn start(program: &Path, answer: impl FnMut(&str) -> Answer + 'a) -> Result<Self, Failure> {
        let (process, wire) = Process::start(program)?;
        let mut browser = Self {
            wire,
            process,
            session: None,
            last: 0,
            answer: Box::new(answer),
            refused: Vec::new(),
            events: Vec::new(),
        };
        browser.attach().map_err(|failure| {
            let message = format!(
                "`{}` does not work as a browser: {failure}",
                program.display()
            );
            Failure {
                message,
                hint: failure.hint,
            }
        })?;
        Ok(browser)
    }

    /// The addresses that were refused, in the order in which pages asked for them.
    #[must_use]
    pub fn refused(&self) -> &[String] {
        &self.refused
    }

    fn attach(&mut self) -> Result<(), Failure> {
        let starting = Instant::now() + STARTING;
        let target = self.call_until(
            "Target.createTarget",
            &json!({"url": "about:blank"}),
            starting,
        )?;
        let attach = json!({"targetId": target["targetId"], "flatten": true});
        let attached = self.call_until("Target.attachToTarget", &attach, starting)?;
        self.session = attached["sessionId"].as_str().map(str::to_owned);
        self.call("Page.enable", &json!({}))?;
        self.call("Fetch.enable", &json!({"patterns": [{"urlPattern": "*"}]}))?;
        Ok(())
    }

    /// Asks for something and waits for the answer; what happens meanwhile is heeded.
    fn call(&mut self, method: &str, parameters: &Value) -> Result<Value, Failure> {
        self.call_until(method, parameters, Instant::now() + ANSWERING)
    }

    fn call_until(
        &mut self,
        method: &str,
        parameters: &Value,
        until: Instant,
    ) -> Result<Value, Failure> {
        let id = self.say(method, parameters)?;
        loop {
            let mut message = self.hear(until, method)?;
            if message["id"] != id {
                continue;
            }
            if let Some(error) = message["error"]["message"].as_str() {
                return Err(Failure::new(format!(
                    "the browser refuses `{method}`: {error}"
                )));
            }
            return Ok(message["result"].take());
        }
    }

    /// Waits until something has happened.
    fn wait_for(&mut self, event: &str) -> Result<(), Failure> {
        let until = Instant::now() + ANSWERING;
        while !self.events.iter().any(|seen| seen == event) {
            self.hear(until, event)?;
        }
        self.events.clear();
        Ok(())
    }

    /// Sends a message; its number is what the answer has.
    fn say(&mut self, method: &str, parameters: &Value) -> Result<u64, Failure> {
        self.last += 1;
        let mut message = json!({"id": self.last, "method": method, "params": parameters});
        if let Some(session) = &self.session {
            message["sessionId"] = json!(session);
        }
        self.wire
            .send(&message)
            .map_err(|lost| self.explain(lost, method))?;
        Ok(self.last)
    }

    /// The next message. Requests are answered on the way.
    fn hear(&mut self, until: Instant, what: &str) -> Result<Value, Failure> {
        let message = self
            .wire
            .receive(until)
            .map_err(|lost| self.explain(lost, what))?;
        match message["method"].as_str() {
            Some("Fetch.requestPaused") => self.answer_request(&message["params"])?,
            Some("Inspector.targetCrashed") => {
                return Err(Failure::new("the page crashed in the browser"));
            }
            Some(event) => self.events.push(event.to_owned()),
            None => {}
        }
        Ok(message)
    }

    fn answer_request(&mut self, paused: &Value) -> Result<(), Failure> {
        let id = &paused["requestId"];
        let url = paused["request"]["url"].as_str().unwrap_or_default();
        let (method, parameters) = match (self.answer)(url) {
            Answer::Bytes { media_type, bytes } => {
                let headers = json!([{"name": "Content-Type", "value": media_type}]);
                let body = BASE64.encode(bytes);
                let parameters = json!({"requestId": id, "responseCode": 200, "responseHeaders": headers, "body": body});
                ("Fetch.fulfillRequest", parameters)
            }
            Answer::Nothing => (
                "Fetch.fulfillRequest",
                json!({"requestId": id, "responseCode": 404}),
            ),
            Answer::Refused => {
                self.refused.push(url.to_owned());
                (
                    "Fetch.failRequest",
                    json!({"requestId": id, "errorReason": "BlockedByClient"}),
                )
            }
        };
        // The answer to that says nothing.
        self.say(method, &parameters).map(drop)
    }

    fn explain(&self, lost: Lost, what: &str) -> Failure {
        match lost {
            Lost::Late => Failure::new(format!("the browser did not answer in time (`{what}`)")),
            Lost::Closed => {
                let words = self.process.last_words();
                let hint = words
                    .as_ref()
                    .filter(|words| words.to_lowercase().contains("sandbox"))
                    .map(|_| "its sandbox needs user namespaces: allow them, or run where they are allowed".to_owned());
                let words = words.map_or_else(String::new, |words| format!(": {words}"));
                Failure {
                    message: format!("the browser ended{words}"),
                    hint,
                }
            }
        }
    }
}

impl Drop for Browser<'_> {
    fn drop(&mut self) {
        self.session = None;
        // One that no longer listens is killed by its process' own end.
        let _ = self.say("Browser.close", &json!({}));
    }
}
