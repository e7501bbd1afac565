//! Writes the server's addresses to the terminal: each alone on a line of standard output, for
//! programs and for copying; what they are for, on standard error.

use std::io::{self, BufRead, IsTerminal, Write};
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::thread;

use super::live::Views;
use super::pairing::{self, Pairing};
use super::{StartPages, address, terminal_code};
use crate::path::UrlPath;
use crate::render;

/// Writes addresses of one server.
#[derive(Debug, Clone)]
pub(super) struct Announcer {
    /// What addresses begin with on this machine, and on the network: the likeliest first.
    here: String,
    network: Vec<String>,
    /// The paths of the page that everybody may see, and of the presenter view.
    page: String,
    presenter: Option<String>,
    /// Whether the public site has the page.
    is_public: bool,
    pairing: Arc<Pairing>,
}

impl Announcer {
    /// The announcer of a server.
    pub(super) fn new(
        views: &Views,
        start: &StartPages,
        bound: SocketAddr,
        pairing: Arc<Pairing>,
    ) -> Self {
        let public = views.public.as_ref();
        let base = &views.full.config.base_path;
        let at = |ip: IpAddr| format!("http://{}", SocketAddr::new(ip, bound.port()));
        let here = if bound.ip().is_unspecified() {
            IpAddr::from([127, 0, 0, 1])
        } else {
            bound.ip()
        };
        let network = public.map(|_| {
            address::of_network(bound.ip())
                .into_iter()
                .map(at)
                .collect()
        });
        let href = |url: &UrlPath| url.href(base);
        Self {
            here: at(here),
            network: network.unwrap_or_default(),
            page: href(&start.page),
            presenter: start.presenter.as_ref().map(href),
            is_public: public.is_none_or(|public| render::is_there(public, &start.page)),
            pairing,
        }
    }

    /// Writes where everything is. `is_open` when others can reach the server.
    pub(super) fn announce(&self, is_open: bool) -> io::Result<()> {
        match &self.presenter {
            None => print(&format!("{}{}", self.here, self.page))?,
            Some(presenter) => {
                say("the slides, for the screen that the audience sees:")?;
                print(&format!("{}{}", self.here, self.page))?;
                say("your own view, with notes and clock:")?;
                print(&format!("{}{presenter}", self.here))?;
            }
        }
        if is_open {
            return self.announce_network();
        }
        if self.presenter.is_some() {
            say(
                "only this machine can open them: with `--lan`, a phone on this network can be your remote",
            )?;
        }
        Ok(())
    }

    /// The address to open in a browser. It has a pairing key where requests of this machine cannot be
    /// told from those of others.
    pub(super) fn to_open(&self, bound: SocketAddr) -> io::Result<String> {
        let page = self.presenter.as_ref().unwrap_or(&self.page);
        if bound.ip().is_loopback() || bound.ip().is_unspecified() {
            return Ok(format!("{}{page}", self.here));
        }
        self.pairing_address(&self.here)
    }

    /// Writes what others on the network can see, and a pairing key.
    fn announce_network(&self) -> io::Result<()> {
        say(
            "everybody on this network can read the public site: no drafts, nothing to come, no notes, no backstage",
        )?;
        if self.network.is_empty() {
            return say(
                "warning: this machine has no address on a network now; start again when it has one",
            );
        }
        for network in &self.network {
            say(&format!("  {network}{}", self.page))?;
        }
        if !self.is_public {
            let who = "only who came in by a key sees it from elsewhere";
            say(&format!(
                "warning: this deck is a draft or waits for its day: {who}"
            ))?;
        }
        self.show_key()?;
        thread::spawn({
            let announcer = self.clone();
            move || announcer.make_keys()
        });
        Ok(())
    }

    /// Makes a pairing key and shows it.
    fn show_key(&self) -> io::Result<()> {
        let Some(network) = self.network.first() else {
            return Ok(());
        };
        let address = self.pairing_address(network)?;
        match self.presenter {
            Some(_) => say(
                "your phone as remote: this address works once, for one device, and shows it everything",
            )?,
            None => say(
                "to see everything from another device: this address works once, for one device",
            )?,
        }
        print(&address)?;
        if let Some(code) =
            terminal_code::draw(&address).filter(|_| self.presenter.is_some() && is_terminal())
        {
            write!(io::stderr(), "{code}")?;
        }
        say("press Enter for another one")
    }

    /// An address with a new pairing key.
    fn pairing_address(&self, network: &str) -> io::Result<String> {
        let page = self.presenter.as_ref().unwrap_or(&self.page);
        Ok(format!(
            "{network}{}?key={}&to={page}",
            pairing::PATH,
            self.pairing.new_key()?
        ))
    }

    /// Shows a further key for every line that is read, until standard input ends.
    fn make_keys(&self) {
        if is_in_background() {
            return;
        }
        for line in io::stdin().lock().lines() {
            // The terminal is gone.
            if line.is_err() || self.show_key().is_err() {
                return;
            }
        }
    }
}

/// Writes an address, alone on its line.
fn print(address: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{address}")?;
    out.flush()
}

/// Writes a message.
fn say(message: &str) -> io::Result<()> {
    writeln!(io::stderr(), "{message}")
}

/// Whether messages are read on a terminal. In a log, a picture is of no use.
fn is_terminal() -> bool {
    io::stderr().is_terminal()
}

/// Whether the system would stop the process, and the server with it, if it read from the terminal.
#[cfg(unix)]
fn is_in_background() -> bool {
    let foreground = rustix::termios::tcgetpgrp(io::stdin());
    io::stdin().is_terminal() && foreground.is_ok_and(|group| group != rustix::process::getpgrp())
}

#[cfg(not(unix))]
fn is_in_background() -> bool {
    false
}
