//! Small sites, made in a line or two and looked at from the outside.
//!
//! [`SiteTest`] builds in memory; [`disk::DiskSite`] writes a folder and runs the real command.

pub mod disk;
pub mod photographs;
pub mod sample;
pub mod server;
pub mod xml;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use lutrin::build::render_all;
use lutrin::cache::MemoryCache;
use lutrin::date::Date;
use lutrin::diagnostic::{self, Diagnostic};
use lutrin::drawing::tools::DrawingTools;
use lutrin::files::{Files, MemoryFiles, ReadError};
use lutrin::path::{SitePath, UrlPath};
use lutrin::render::{Output, Progress, make_images, render, routes};
use lutrin::report::{self, ReportFormat};
use lutrin::site::Options;
use lutrin::snapshot::Snapshot;
use lutrin::workspace::{Change, Workspace};

/// The configuration of a test that has none of its own: two languages, the French one at the root.
/// Pictures to share pages with take long to paint, so only their own tests have them.
pub const CONFIG: &str = "\
title: Test
base_url: https://example.org
languages: {fr: {name: Français}, en: {name: English}}
root_language: fr
social_cards: false
";

/// The day on which every test happens.
pub const TODAY: &str = "2026-11-20";

/// Where the fixtures of a kind are.
pub fn fixtures(kind: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures")
        .join(kind)
}

/// Whether expected files are to be written anew: `UPDATE=1 cargo test`. Look at every one before
/// you commit it.
pub fn updating() -> bool {
    std::env::var_os("UPDATE").is_some()
}

/// The files of a folder with an extension, sorted.
pub fn files_with(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut found: Vec<PathBuf> = entries
        .filter(|path| path.extension().is_some_and(|e| e == extension))
        .collect();
    found.sort();
    assert!(
        !found.is_empty(),
        "no {extension} files in {}",
        folder.display()
    );
    found
}

/// Files in memory, some of which cannot be read.
#[derive(Debug, Clone, Default)]
struct TestFiles {
    readable: MemoryFiles,
    unreadable: BTreeMap<SitePath, String>,
}

impl Files for TestFiles {
    fn list(&self) -> (Vec<SitePath>, Vec<(SitePath, ReadError)>) {
        let failed = self
            .unreadable
            .keys()
            .map(|path| (path.clone(), self.read(path).unwrap_err()));
        (self.readable.list().0, failed.collect())
    }

    fn read(&self, path: &SitePath) -> Result<Vec<u8>, ReadError> {
        match self.unreadable.get(path) {
            Some(message) => Err(ReadError {
                message: message.clone(),
                not_found: false,
            }),
            None => self.readable.read(path),
        }
    }
}

/// A site to be built.
#[derive(Debug, Clone)]
pub struct SiteTest {
    files: TestFiles,
    options: Options,
    config: Option<String>,
    drawing_tools: Option<Arc<dyn DrawingTools>>,
}

impl SiteTest {
    /// A site with [`CONFIG`] and nothing else.
    pub fn new() -> Self {
        let today = Date::parse(TODAY).unwrap();
        let options = Options {
            today: Some(today),
            ..Options::default()
        };
        Self {
            files: TestFiles::default(),
            options,
            config: Some(CONFIG.to_owned()),
            drawing_tools: None,
        }
    }

    /// With programs that draw.
    pub fn drawing_tools(mut self, tools: Arc<dyn DrawingTools>) -> Self {
        self.drawing_tools = Some(tools);
        self
    }

    /// Adds a file.
    pub fn file(mut self, path: &str, bytes: impl AsRef<[u8]>) -> Self {
        self.files.readable.insert(path, bytes);
        self
    }

    /// Adds a file that cannot be read.
    pub fn unreadable(mut self, path: &str, message: &str) -> Self {
        self.files
            .unreadable
            .insert(SitePath::new(path), message.to_owned());
        self
    }

    /// Adds an English post with this body.
    pub fn post(self, slug: &str, body: &str) -> Self {
        let text = format!("---\ntitle: {slug}\ndate: 2026-01-02\n---\n{body}");
        self.file(&format!("content/blog/{slug}.en.md"), text)
    }

    /// Replaces the configuration.
    pub fn config(mut self, config: &str) -> Self {
        self.config = Some(config.to_owned());
        self
    }

    /// A site without configuration.
    pub fn without_config(mut self) -> Self {
        self.config = None;
        self
    }

    /// Publishes drafts too.
    pub fn drafts(mut self) -> Self {
        self.options.drafts = true;
        self
    }

    /// Publishes posts dated after [`TODAY`] too.
    pub fn future(mut self) -> Self {
        self.options.future = true;
        self
    }

    /// Publishes every date, as if no day were today.
    pub fn any_day(mut self) -> Self {
        self.options.today = None;
        self
    }

    /// Reads, links and renders it all.
    pub fn build(self) -> Built {
        let mut built = self.build_without_rendering();
        if !built.found.iter().any(Diagnostic::is_error) {
            built.found.extend(make_images(&built.snapshot, &Unseen));
            built.found.extend(render_all(&built.snapshot));
            diagnostic::sort(&mut built.found);
        }
        built
    }

    /// Reads and links it all, and renders only what is asked for.
    pub fn build_without_rendering(mut self) -> Built {
        if let Some(config) = self.config {
            self.files.readable.insert("lutrin.yaml", config);
        }
        let files = Arc::new(self.files);
        let mut workspace = Workspace::new(
            files.clone(),
            Arc::new(MemoryCache::default()),
            self.options,
        );
        if let Some(tools) = self.drawing_tools {
            workspace = workspace.with_drawing_tools(tools);
        }
        let snapshot = workspace.apply(&[Change::Everything]);
        let found = snapshot.diagnostics.clone();
        Built {
            snapshot,
            files,
            found,
        }
    }
}

/// Nobody watches.
struct Unseen;

impl Progress for Unseen {
    fn begin(&self, _: usize) {}

    fn step(&self) {}
}

/// A site that was built.
pub struct Built {
    pub snapshot: Arc<Snapshot>,
    files: Arc<TestFiles>,
    found: Vec<Diagnostic>,
}

impl Built {
    /// A page that must be there.
    pub fn page(&self, url: &str) -> Page {
        let bytes = self
            .bytes(url)
            .unwrap_or_else(|| panic!("nothing is at {url}: {:?}", self.routes()));
        Page {
            url: url.to_owned(),
            html: String::from_utf8(bytes).expect("pages are UTF-8"),
        }
    }

    /// What answers at an address.
    pub fn bytes(&self, url: &str) -> Option<Vec<u8>> {
        let output = render(&self.snapshot, &UrlPath::new(url))?;
        assert!(
            output.diagnostics.is_empty(),
            "{url}: {:?}",
            output.diagnostics
        );
        Some(match output.value {
            Output::Bytes(bytes) => bytes,
            Output::File(file) => self.files.read(&file).unwrap(),
        })
    }

    /// Every public address, sorted, without what is made for pages.
    pub fn routes(&self) -> BTreeSet<String> {
        let addresses = routes(&self.snapshot)
            .into_iter()
            .filter(|route| !route.fingerprinted);
        addresses.map(|route| route.url.to_string()).collect()
    }

    /// The whole output by file name.
    pub fn output(&self) -> BTreeMap<String, Vec<u8>> {
        let addresses = routes(&self.snapshot).into_iter().map(|route| route.url);
        addresses
            .map(|url| (url.output_file(), self.bytes(url.as_str()).unwrap()))
            .collect()
    }

    /// Expects an address to be free.
    pub fn nothing_at(&self, url: &str) -> &Self {
        assert!(!self.routes().contains(url), "{url} is there");
        assert!(self.bytes(url).is_none(), "{url} answers");
        self
    }

    /// Expects exactly these diagnostics, in the short format.
    pub fn diagnostics(&self, expected: &str) -> &Self {
        assert_eq!(self.short(), expected);
        self
    }

    /// Expects that there is nothing to say.
    pub fn clean(&self) -> &Self {
        self.diagnostics("")
    }

    /// All that there is to say, in the short format.
    pub fn short(&self) -> String {
        let mut out = Vec::new();
        report::write(
            &mut out,
            &self.found,
            &*self.snapshot,
            ReportFormat::Short,
            false,
        )
        .unwrap();
        String::from_utf8(out).unwrap()
    }

    /// All that there is to say, each with its hints and the other places that matter.
    pub fn told(&self) -> String {
        let mut told = String::new();
        for diagnostic in &self.found {
            let mut out = Vec::new();
            report::write(
                &mut out,
                std::slice::from_ref(diagnostic),
                &*self.snapshot,
                ReportFormat::Short,
                false,
            )
            .unwrap();
            told.push_str(&String::from_utf8(out).unwrap());
            for (place, why) in &diagnostic.related {
                let source = self.snapshot.source(&place.file);
                let at = place
                    .span
                    .zip(source)
                    .map(|(span, source)| source.position(span.start));
                let at = at.map_or_else(String::new, |at| format!(":{}:{}", at.line, at.column));
                writeln!(told, "  related: {}{at}: {why}", place.file).unwrap();
            }
            for hint in &diagnostic.hints {
                writeln!(told, "  help: {hint}").unwrap();
            }
        }
        told
    }

    /// The codes that were given, each once.
    pub fn codes(&self) -> BTreeSet<&'static str> {
        self.found
            .iter()
            .map(|diagnostic| diagnostic.code.id)
            .collect()
    }
}

/// A page that was rendered.
pub struct Page {
    url: String,
    pub html: String,
}

impl Page {
    /// Expects a text on the page.
    pub fn contains(&self, text: &str) -> &Self {
        assert!(
            self.html.contains(text),
            "{} does not contain {text:?}:\n{}",
            self.url,
            self.html
        );
        self
    }

    /// Expects a text to be absent.
    pub fn lacks(&self, text: &str) -> &Self {
        assert!(
            !self.html.contains(text),
            "{} contains {text:?}:\n{}",
            self.url,
            self.html
        );
        self
    }
}
