//! Drives an installed Chromium: finds it, starts it without a window, and speaks the `DevTools`
//! protocol with it.
//!
//! The browser opens pages, measures, prints and photographs them. It never reaches a network or a
//! port: its requests are held, and the caller that opens a page answers or refuses them. Nothing
//! here knows of decks or sites.

mod connection;
pub mod find;
mod page;
mod process;

use std::fmt;
use std::path::Path;
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::{Value, json};

use connection::{Connection, ReceiveError};
pub use page::{ColourScheme, Media};
use process::Process;

/// How long the browser may take to start. The first start after an update of the system can take
/// half a minute.
const STARTING: Duration = Duration::from_mins(1);
/// How long the browser may take to answer. It prints a thousand slides in a tenth of that.
const ANSWERING: Duration = Duration::from_mins(2);

/// Why a browser could not do what it was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrowserError {
    /// One plain sentence.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
}

impl BrowserError {
    fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            hint: None,
        }
    }
}

impl fmt::Display for BrowserError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// The answer to a request of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RequestAnswer {
    /// The file at the address.
    Bytes {
        /// Its media type: `text/html`.
        media_type: String,
        /// Its bytes.
        bytes: Vec<u8>,
    },
    /// There is nothing at the address.
    NotFound,
    /// The address is not one that pages may ask for.
    Refused,
}

/// A browser with one page.
pub struct Browser<'a> {
    connection: Connection,
    process: Process,
    /// The id of the page in messages.
    session: Option<String>,
    /// The number of the last message that was sent.
    last: u64,
    /// What the page gets for the address that it requests.
    answer: Box<dyn FnMut(&str) -> RequestAnswer + 'a>,
    /// The addresses that were refused, in the order of their requests.
    refused: Vec<String>,
    /// The names of events since one was last waited for.
    events: Vec<String>,
}

impl<'a> Browser<'a> {
    /// Starts a program, with an empty page. `answer` is called with every address that a page
    /// requests.
    ///
    /// # Errors
    /// When the program does not start, or does not speak the protocol.
    pub fn start(
        program: &Path,
        answer: impl FnMut(&str) -> RequestAnswer + 'a,
    ) -> Result<Self, BrowserError> {
        let (process, connection) = Process::start(program)?;
        let mut browser = Self {
            connection,
            process,
            session: None,
            last: 0,
            answer: Box::new(answer),
            refused: Vec::new(),
            events: Vec::new(),
        };
        browser.attach().map_err(|error| {
            let message = format!(
                "`{}` does not work as a browser: {error}",
                program.display()
            );
            BrowserError {
                message,
                hint: error.hint,
            }
        })?;
        Ok(browser)
    }

    /// The addresses that were refused, in the order in which pages requested them.
    #[must_use]
    pub fn refused(&self) -> &[String] {
        &self.refused
    }

    /// Opens the page, and has its requests held until they are answered.
    fn attach(&mut self) -> Result<(), BrowserError> {
        let deadline = Instant::now() + STARTING;
        let target = self.call_until(
            "Target.createTarget",
            &json!({"url": "about:blank"}),
            deadline,
        )?;
        let attach = json!({"targetId": target["targetId"], "flatten": true});
        let attached = self.call_until("Target.attachToTarget", &attach, deadline)?;
        self.session = attached["sessionId"].as_str().map(str::to_owned);
        self.call("Page.enable", &json!({}))?;
        self.call("Fetch.enable", &json!({"patterns": [{"urlPattern": "*"}]}))?;
        Ok(())
    }

    /// Calls a method of the protocol and waits for its result. Requests of the page are answered
    /// meanwhile.
    fn call(&mut self, method: &str, parameters: &Value) -> Result<Value, BrowserError> {
        self.call_until(method, parameters, Instant::now() + ANSWERING)
    }

    fn call_until(
        &mut self,
        method: &str,
        parameters: &Value,
        deadline: Instant,
    ) -> Result<Value, BrowserError> {
        let id = self.send(method, parameters)?;
        loop {
            let mut message = self.receive(deadline, method)?;
            if message["id"] != id {
                continue;
            }
            if let Some(error) = message["error"]["message"].as_str() {
                return Err(BrowserError::new(format!(
                    "the browser refuses `{method}`: {error}"
                )));
            }
            return Ok(message["result"].take());
        }
    }

    /// Waits for an event.
    fn wait_for(&mut self, event: &str) -> Result<(), BrowserError> {
        let deadline = Instant::now() + ANSWERING;
        while !self.events.iter().any(|seen| seen == event) {
            self.receive(deadline, event)?;
        }
        self.events.clear();
        Ok(())
    }

    /// Sends a message. Returns its number, which the answer has, too.
    fn send(&mut self, method: &str, parameters: &Value) -> Result<u64, BrowserError> {
        self.last += 1;
        let mut message = json!({"id": self.last, "method": method, "params": parameters});
        if let Some(session) = &self.session {
            message["sessionId"] = json!(session);
        }
        self.connection
            .send(&message)
            .map_err(|error| self.explain(error, method))?;
        Ok(self.last)
    }

    /// Waits for the next message. `what` names the call or event in an error.
    fn receive(&mut self, deadline: Instant, what: &str) -> Result<Value, BrowserError> {
        let message = self
            .connection
            .receive(deadline)
            .map_err(|error| self.explain(error, what))?;
        match message["method"].as_str() {
            Some("Fetch.requestPaused") => self.answer_request(&message["params"])?,
            Some("Inspector.targetCrashed") => {
                return Err(BrowserError::new("the page crashed in the browser"));
            }
            Some(event) => self.events.push(event.to_owned()),
            None => {}
        }
        Ok(message)
    }

    fn answer_request(&mut self, paused: &Value) -> Result<(), BrowserError> {
        let id = &paused["requestId"];
        let url = paused["request"]["url"].as_str().unwrap_or_default();
        let (method, parameters) = match (self.answer)(url) {
            RequestAnswer::Bytes { media_type, bytes } => {
                let headers = json!([{"name": "Content-Type", "value": media_type}]);
                let body = BASE64.encode(bytes);
                let parameters = json!({"requestId": id, "responseCode": 200, "responseHeaders": headers, "body": body});
                ("Fetch.fulfillRequest", parameters)
            }
            RequestAnswer::NotFound => (
                "Fetch.fulfillRequest",
                json!({"requestId": id, "responseCode": 404}),
            ),
            RequestAnswer::Refused => {
                self.refused.push(url.to_owned());
                (
                    "Fetch.failRequest",
                    json!({"requestId": id, "errorReason": "BlockedByClient"}),
                )
            }
        };
        // Chromium answers with an empty result, so nothing waits for it.
        self.send(method, &parameters).map(drop)
    }

    fn explain(&self, error: ReceiveError, what: &str) -> BrowserError {
        match error {
            ReceiveError::TimedOut => {
                BrowserError::new(format!("the browser did not answer in time (`{what}`)"))
            }
            ReceiveError::Closed => {
                let words = self.process.last_words();
                let hint = words
                    .as_ref()
                    .filter(|words| words.to_lowercase().contains("sandbox"))
                    .map(|_| "its sandbox needs user namespaces: allow them, or run where they are allowed".to_owned());
                let words = words.map_or_else(String::new, |words| format!(": {words}"));
                BrowserError {
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
        // A browser that does not read this is killed when the process is dropped.
        let _ = self.send("Browser.close", &json!({}));
    }
}
