//! A site that a command reads as it would be published.

use std::mem::ManuallyDrop;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use clap::Args;
use indicatif::ProgressBar;

use super::outcome::Refusal;
use super::reporting::progress_bar;
use crate::config::base_url::{self, BaseUrl};
use crate::date::Date;
use crate::diagnostic::{self, Diagnostic};
use crate::disk_cache::DiskCache;
use crate::drawing_tools::OsDrawingTools;
use crate::files::Files;
use crate::os_files::OsFiles;
use crate::render;
use crate::site::Options;
use crate::snapshot::Snapshot;
use crate::workspace::{Change, Workspace};

/// What is published.
#[derive(Debug, Args)]
pub(super) struct Publish {
    /// Include drafts
    #[arg(long)]
    pub(super) drafts: bool,
    /// Include posts dated after today
    #[arg(long)]
    pub(super) future: bool,
    /// Publish at another address than that in lutrin.yaml: that of a preview, which asks search
    /// engines to leave it out
    #[arg(long, value_name = "URL", value_parser = parse_base_url)]
    base_url: Option<BaseUrl>,
    /// How many threads to use [default: one for each core]
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    jobs: Option<u16>,
    /// Whether drafts are for authors alone, and nothing is published.
    #[arg(skip)]
    for_authors: bool,
}

fn parse_base_url(url: &str) -> Result<BaseUrl, String> {
    BaseUrl::parse(url).map_err(|message| format!("{message}: {}", base_url::HINT))
}

impl Publish {
    /// Drafts and what is dated after today, too.
    pub(super) const EVERYTHING: Self = Self {
        drafts: true,
        future: true,
        base_url: None,
        jobs: None,
        for_authors: true,
    };

    /// Starts as many threads as were asked for.
    pub(super) fn start_threads(&self) {
        if let Some(jobs) = self.jobs {
            // It fails only when the pool is there already, and nothing made one yet.
            let _ = rayon::ThreadPoolBuilder::new()
                .num_threads(jobs.into())
                .build_global();
        }
    }

    /// The same for the linking of a site.
    fn options(&self, today: Date) -> Options {
        Options {
            drafts: self.drafts,
            future: self.future,
            today: Some(today),
            base_url: self.base_url.clone(),
            unlisted: self.drafts && !self.for_authors,
        }
    }

    /// The options that change what is published, as one text.
    pub(super) fn as_text(&self) -> String {
        let base = self.base_url.as_ref();
        let base = base.map(|base| format!("{}{}", base.origin, base.base_path));
        format!(
            "{} {} {}",
            self.drafts,
            self.future,
            base.unwrap_or_default()
        )
    }
}

/// A site that was read.
pub(super) struct OpenSite {
    pub(super) files: Arc<OsFiles>,
    pub(super) cache: Arc<DiskCache>,
    pub(super) snapshot: ManuallyDrop<Arc<Snapshot>>,
    /// When reading began.
    pub(super) started: Instant,
}

impl OpenSite {
    /// Reads the site in a folder.
    pub(super) fn open(root: &Path, publish: &Publish, today: Date) -> Result<Self, Refusal> {
        publish.start_threads();
        let files = open_files(root)?;
        Ok(Self::read(files.clone(), files, publish, today))
    }

    /// Reads a site. `inputs` is what its texts are read through.
    pub(super) fn read(
        files: Arc<OsFiles>,
        inputs: Arc<dyn Files>,
        publish: &Publish,
        today: Date,
    ) -> Self {
        let started = Instant::now();
        let cache = Arc::new(DiskCache::new(files.root()));
        let tools = Arc::new(OsDrawingTools::new(files.root()));
        let workspace =
            Workspace::new(inputs, cache.clone(), publish.options(today)).with_drawing_tools(tools);
        // The command ends with the process. The system takes memory back at once; to free it piece
        // by piece takes a while.
        let mut workspace = ManuallyDrop::new(workspace);
        let snapshot = ManuallyDrop::new(workspace.apply(&[Change::Everything]));
        Self {
            files,
            cache,
            snapshot,
            started,
        }
    }

    /// The diagnostics of the inputs, images included. Images are made now, unless nothing will be
    /// published anyway.
    pub(super) fn diagnostics(&self) -> Vec<Diagnostic> {
        let mut found = self.snapshot.diagnostics.clone();
        if !found.iter().any(Diagnostic::is_error) {
            let bar = ImageBar(progress_bar(0, "images "));
            found.extend(render::make_images(&self.snapshot, &bar));
            bar.0.finish_and_clear();
            diagnostic::sort(&mut found);
        }
        found
    }
}

/// The files of the site in a folder.
pub(super) fn open_files(root: &Path) -> Result<Arc<OsFiles>, Refusal> {
    let files = OsFiles::new(root).map_err(|error| {
        Refusal::with_hint(
            format!("`{}` cannot be opened: {error}", root.display()),
            "name the folder of a site with `--root`",
        )
    })?;
    Ok(Arc::new(files))
}

/// Shows how many images are done.
struct ImageBar(ProgressBar);

impl render::Progress for ImageBar {
    fn begin(&self, steps: usize) {
        self.0.set_length(steps as u64);
    }

    fn step(&self) {
        self.0.inc(1);
    }
}
