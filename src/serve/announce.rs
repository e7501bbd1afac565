//! What the terminal is told: addresses alone on lines of standard output, for programs and for
//! copying; what they are for, on standard error.

use std::io::{self, BufRead, IsTerminal, Write};
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::thread;

use super::doors::{self, Doors};
use super::{Home, address, terminal_code};
use crate::path::UrlPath;
use crate::render;
use crate::snapshot::Snapshot;

/// Who tells the terminal.
#[derive(Debug, Clone)]
pub(super) struct Announcer {
    /// What addresses begin with here, and on the network: the likeliest first.
    here: String,
    network: Vec<String>,
    /// The path of what is shown to everybody, and of what is shown to its speaker.
    page: String,
    presenter: Option<String>,
    /// Whether the public site has the page.
    is_public: bool,
    doors: Arc<Doors>,
}

impl Announcer {
    /// What is to be told of a server. `public` is the site that others see, where there are
    /// others.
    pub(super) fn new(
        snapshot: &Snapshot,
        public: Option<&Snapshot>,
        home: &Home,
        bound: SocketAddr,
        doors: Arc<Doors>,
    ) -> Self {
        let base = &snapshot.config.base_path;
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
            page: href(&home.page),
            presenter: home.presenter.as_ref().map(href),
            is_public: public.is_none_or(|public| render::is_there(public, &home.page)),
            doors,
        }
    }

    /// Says where everything is. `is_open` when others can reach it.
    pub(super) fn announce(&self, is_open: bool) -> io::Result<()> {
        match &self.presenter {
            None => print(&format!("{}{}", self.here, self.page))?,
            Some(presenter) => {
                tell("the slides, for the screen that the audience sees:")?;
                print(&format!("{}{}", self.here, self.page))?;
                tell("your own view, with notes and clock:")?;
                print(&format!("{}{presenter}", self.here))?;
            }
        }
        if is_open {
            return self.announce_network();
        }
        if self.presenter.is_some() {
            tell(
                "only this machine can open them: with `--lan`, a phone on this network can be your remote",
            )?;
        }
        Ok(())
    }

    /// The address to open a browser with: where this machine does not know itself, with a key.
    pub(super) fn to_open(&self, bound: SocketAddr) -> io::Result<String> {
        let page = self.presenter.as_ref().unwrap_or(&self.page);
        if bound.ip().is_loopback() || bound.ip().is_unspecified() {
            return Ok(format!("{}{page}", self.here));
        }
        self.entrance(&self.here)
    }

    /// Who sees what from elsewhere, and the way in.
    fn announce_network(&self) -> io::Result<()> {
        tell(
            "everybody on this network can read the public site: no drafts, nothing to come, no notes, no backstage",
        )?;
        if self.network.is_empty() {
            return tell(
                "warning: this machine has no address on a network now; start again when it has one",
            );
        }
        for network in &self.network {
            tell(&format!("  {network}{}", self.page))?;
        }
        if !self.is_public {
            let who = "only who came in by a key sees it from elsewhere";
            tell(&format!(
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

    /// Makes a key and shows it.
    fn show_key(&self) -> io::Result<()> {
        let Some(network) = self.network.first() else {
            return Ok(());
        };
        let address = self.entrance(network)?;
        match self.presenter {
            Some(_) => tell(
                "your phone as remote: this address works once, for one device, and shows it everything",
            )?,
            None => tell(
                "to see everything from another device: this address works once, for one device",
            )?,
        }
        print(&address)?;
        if let Some(code) =
            terminal_code::draw(&address).filter(|_| self.presenter.is_some() && is_terminal())
        {
            write!(io::stderr(), "{code}")?;
        }
        tell("press Enter for another one")
    }

    fn entrance(&self, network: &str) -> io::Result<String> {
        let page = self.presenter.as_ref().unwrap_or(&self.page);
        Ok(format!(
            "{network}{}?key={}&to={page}",
            doors::PATH,
            self.doors.new_key()?
        ))
    }

    /// Another key for every line, until there are no more.
    fn make_keys(&self) {
        if is_in_background() {
            return;
        }
        for line in io::stdin().lock().lines() {
            // A terminal that is gone needs no keys.
            if line.is_err() || self.show_key().is_err() {
                return;
            }
        }
    }
}

/// An address, alone on its line.
fn print(address: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{address}")?;
    out.flush()
}

fn tell(words: &str) -> io::Result<()> {
    writeln!(io::stderr(), "{words}")
}

/// A picture is of no use in a log.
fn is_terminal() -> bool {
    io::stderr().is_terminal()
}

/// A program in the background that reads from its terminal is stopped by the system, and the
/// server with it.
#[cfg(unix)]
fn is_in_background() -> bool {
    let foreground = rustix::termios::tcgetpgrp(io::stdin());
    io::stdin().is_terminal() && foreground.is_ok_and(|group| group != rustix::process::getpgrp())
}

#[cfg(not(unix))]
fn is_in_background() -> bool {
    false
}
