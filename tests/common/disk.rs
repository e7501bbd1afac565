//! A site in a folder of its own, and the real command run on it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::SystemTime;

use assert_cmd::assert::{Assert, OutputAssertExt};
use tempfile::TempDir;

use super::CONFIG;

/// A site on disk.
pub struct DiskSite {
    folder: TempDir,
}

/// What tells whether a file was touched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    pub inode: u64,
    pub modified: SystemTime,
}

impl DiskSite {
    /// An empty folder.
    pub fn empty() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    /// A site with the harness's configuration, tiny templates and one post in each language.
    pub fn small() -> Self {
        let site = Self::empty().file("lutrin.yaml", CONFIG).tiny_theme();
        site.file(
            "content/blog/a/index.en.md",
            "---\ntitle: A\ndate: 2026-01-01\n---\nText of A.\n",
        )
        .file(
            "content/blog/a/index.fr.md",
            "---\ntitle: A fr\ndate: 2026-01-01\n---\nTexte de A.\n",
        )
        .file(
            "content/blog/b.en.md",
            "---\ntitle: B\ndate: 2026-01-02\n---\nText of B.\n",
        )
        .file("static/robots.txt", "User-agent: *\n")
    }

    /// A theme without style sheets, so that builds are quick and what they make is small.
    pub fn tiny_theme(self) -> Self {
        let page = "<title>{{ page.title }}</title>{% if content %}{{ content | safe }}{% endif %}";
        let mut site = self
            .file("themes/tiny/i18n/en.yaml", months())
            .file("themes/tiny/i18n/fr.yaml", months());
        let names = [
            "home",
            "section",
            "post",
            "page",
            "archive",
            "taxonomy",
            "term",
            "404",
            "languages",
            "backstage",
        ];
        for name in names.into_iter().chain(["talk", "talks"]) {
            site = site.file(&format!("themes/tiny/templates/{name}.html"), page);
        }
        let site = site.file("themes/tiny/templates/redirect.html", "{{ target }}");
        let config = site.read("lutrin.yaml");
        site.file(
            "lutrin.yaml",
            format!("{config}theme: tiny\nsearch: false\n"),
        )
    }

    /// Adds a file.
    pub fn file(self, path: &str, bytes: impl AsRef<[u8]>) -> Self {
        self.write(path, bytes);
        self
    }

    /// Writes a file.
    pub fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// Reads a file.
    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// The folder of the site.
    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    /// A path in it.
    pub fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// The command, to be run in the site's folder.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_lutrin"));
        command
            .args(arguments)
            .current_dir(self.root())
            .env_remove("CLICOLOR_FORCE")
            .env("NO_COLOR", "1");
        command
    }

    /// Runs the command: its exit code, and what it says on standard output and standard error.
    pub fn output(&self, arguments: &[&str]) -> (i32, String, String) {
        let output = self.command(arguments).output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        (
            output.status.code().unwrap(),
            text(&output.stdout),
            text(&output.stderr),
        )
    }

    /// Runs the command.
    pub fn run(&self, arguments: &[&str]) -> Assert {
        self.command(arguments).output().unwrap().assert()
    }

    /// Builds, and expects it to work.
    pub fn build(&self) -> Output {
        self.run(&["build"]).success().get_output().clone()
    }

    /// The files below a folder with their bytes; what is no file stands with nothing.
    pub fn tree(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        tree(&self.path(folder))
    }

    /// The files below a folder with their inodes and times.
    pub fn stamps(&self, folder: &str) -> BTreeMap<String, Stamp> {
        let folder = self.path(folder);
        let stamp = |name: &String| {
            let metadata = fs::metadata(folder.join(name)).unwrap();
            Stamp {
                inode: std::os::unix::fs::MetadataExt::ino(&metadata),
                modified: metadata.modified().unwrap(),
            }
        };
        tree(&folder)
            .keys()
            .map(|name| (name.clone(), stamp(name)))
            .collect()
    }

    /// What lies in the site's folder, hidden files included.
    pub fn entries(&self) -> Vec<String> {
        let entries = fs::read_dir(self.root()).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }
}

/// The files below a folder with their bytes.
pub fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = walkdir::WalkDir::new(folder)
        .into_iter()
        .map(Result::unwrap);
    let files = entries.filter(|entry| entry.file_type().is_file());
    let name = |path: &Path| {
        path.strip_prefix(folder)
            .unwrap()
            .to_str()
            .unwrap()
            .to_owned()
    };
    files
        .map(|entry| (name(entry.path()), fs::read(entry.path()).unwrap()))
        .collect()
}

/// Strings that a theme cannot do without.
pub fn months() -> &'static str {
    "months: [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12]\ndate: '{day} {month} {year}'\n"
}
