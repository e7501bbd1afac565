//! Finds an installed Chromium, or a browser made from it. Callers pass in the [`Machine`], so that
//! tests need no browser.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::BrowserError;

/// Environment variables that may name the browser; the first one that is set counts.
const VARIABLES: [&str; 2] = ["CHROMIUM", "CHROME"];

/// Its names on the search path, the usual ones first.
const NAMES: [&str; 7] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "microsoft-edge-stable",
];

/// Where it is on Linux when it is not on the search path.
const LINUX: [&str; 4] = [
    "/snap/bin/chromium",
    "/usr/lib/chromium/chromium",
    "/opt/google/chrome/chrome",
    "/opt/microsoft/msedge/microsoft-edge",
];

/// Where it is on macOS, in `/Applications` and in that folder of the user's home.
const MACOS: [&str; 3] = [
    "Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "Applications/Chromium.app/Contents/MacOS/Chromium",
    "Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
];

/// Where it is on Windows, in the folders of programs.
const WINDOWS: [&str; 3] = [
    "Google/Chrome/Application/chrome.exe",
    "Chromium/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
];

/// The variables that name the folders of programs on Windows.
const WINDOWS_FOLDERS: [&str; 3] = ["ProgramFiles", "ProgramFiles(x86)", "LocalAppData"];

/// An operating system, as far as it matters where programs are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum System {
    /// Linux, and what is like it.
    Linux,
    /// macOS.
    Macos,
    /// Windows.
    Windows,
}

impl System {
    /// The system that this program runs on.
    #[must_use]
    pub fn current() -> Self {
        if cfg!(windows) {
            Self::Windows
        } else if cfg!(target_os = "macos") {
            Self::Macos
        } else {
            Self::Linux
        }
    }
}

/// The machine on which a browser is looked for.
pub struct Machine<'m> {
    /// Its operating system.
    pub system: System,
    /// The value of a variable of the environment.
    pub variable: &'m dyn Fn(&str) -> Option<OsString>,
    /// Whether a path is a program.
    pub is_program: &'m dyn Fn(&Path) -> bool,
}

impl Machine<'_> {
    /// The named program, else the one that the environment names, else the first installed one.
    ///
    /// # Errors
    /// When what is named is no program, or nothing is installed: the hint says what to install.
    pub fn find(&self, named: Option<&Path>) -> Result<PathBuf, BrowserError> {
        if let Some(named) = named {
            return self.named(named, "`--browser` names");
        }
        for variable in VARIABLES {
            if let Some(value) = (self.variable)(variable).filter(|value| !value.is_empty()) {
                return self.named(Path::new(&value), &format!("the variable {variable} names"));
            }
        }
        self.candidates()
            .into_iter()
            .find(|path| (self.is_program)(path))
            .ok_or_else(|| {
                let message =
                    "no Chromium, Chrome or Edge is installed on the usual paths".to_owned();
                BrowserError {
                    message,
                    hint: Some(self.advice()),
                }
            })
    }

    /// A path, or a name on the search path.
    fn named(&self, path: &Path, by: &str) -> Result<PathBuf, BrowserError> {
        let bare = path.components().count() == 1;
        let on_path = || {
            self.search_path()
                .into_iter()
                .map(|folder| folder.join(path))
        };
        let found = std::iter::once(path.to_owned()).chain(on_path().filter(|_| bare));
        found
            .into_iter()
            .find(|path| (self.is_program)(path))
            .ok_or_else(|| {
                let message = format!("{by} `{}`, which is no program", path.display());
                BrowserError {
                    message,
                    hint: Some("it takes the path of Chromium, Chrome or Edge".to_owned()),
                }
            })
    }

    fn candidates(&self) -> Vec<PathBuf> {
        let root = |path: &&str| Path::new("/").join(path);
        match self.system {
            System::Linux => self
                .on_path()
                .chain(LINUX.iter().map(PathBuf::from))
                .collect(),
            System::Macos => {
                let home = (self.variable)("HOME").map(PathBuf::from);
                let in_home = home
                    .iter()
                    .flat_map(|home| MACOS.iter().map(move |path| home.join(path)));
                MACOS
                    .iter()
                    .map(root)
                    .chain(in_home)
                    .chain(self.on_path())
                    .collect()
            }
            System::Windows => {
                let folders = WINDOWS_FOLDERS
                    .iter()
                    .filter_map(|name| (self.variable)(name))
                    .map(PathBuf::from);
                let folders: Vec<PathBuf> = folders.collect();
                WINDOWS
                    .iter()
                    .flat_map(|path| folders.iter().map(move |folder| folder.join(path)))
                    .collect()
            }
        }
    }

    /// Every name in every folder of the search path.
    fn on_path(&self) -> impl Iterator<Item = PathBuf> {
        let folders = self.search_path();
        NAMES.iter().flat_map(move |name| {
            folders
                .iter()
                .map(|folder| folder.join(name))
                .collect::<Vec<_>>()
        })
    }

    fn search_path(&self) -> Vec<PathBuf> {
        let path = (self.variable)("PATH").unwrap_or_default();
        std::env::split_paths(&path)
            .filter(|folder| !folder.as_os_str().is_empty())
            .collect()
    }

    /// What to do where no browser is installed.
    fn advice(&self) -> String {
        let install = match self.system {
            System::Linux => "install the package `chromium` (`chromium-browser` on Ubuntu)",
            System::Macos => "install Chrome or Chromium (`brew install --cask chromium`)",
            System::Windows => "install Chrome, or repair Edge",
        };
        format!("{install}, or name the program with `--browser PATH` or in the variable CHROMIUM")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A machine with these programs and variables.
    fn find(
        system: System,
        programs: &[&str],
        variables: &[(&str, &str)],
        named: Option<&str>,
    ) -> Result<String, BrowserError> {
        let variable = |name: &str| {
            Some(OsString::from(
                variables.iter().find(|(set, _)| *set == name)?.1,
            ))
        };
        let is_program = |path: &Path| programs.iter().any(|program| Path::new(program) == path);
        let machine = Machine {
            system,
            variable: &variable,
            is_program: &is_program,
        };
        machine
            .find(named.map(Path::new))
            .map(|path| path.to_str().unwrap().to_owned())
    }

    #[test]
    fn the_search_path_comes_before_the_usual_places() {
        let programs = ["/snap/bin/chromium", "/b/google-chrome", "/b/chromium"];
        assert_eq!(
            find(System::Linux, &programs, &[("PATH", "/a:/b")], None).unwrap(),
            "/b/chromium"
        );
        assert_eq!(
            find(System::Linux, &programs, &[("PATH", "/a")], None).unwrap(),
            "/snap/bin/chromium"
        );
        assert_eq!(
            find(System::Linux, &programs[..2], &[("PATH", ":/b")], None).unwrap(),
            "/b/google-chrome"
        );
    }

    #[test]
    fn what_is_named_comes_before_all_others() {
        let programs = ["/b/chromium", "/c/own", "/d/other"];
        let variables = [("PATH", "/b:/c"), ("CHROMIUM", "/d/other")];
        assert_eq!(
            find(System::Linux, &programs, &variables, Some("/c/own")).unwrap(),
            "/c/own"
        );
        assert_eq!(
            find(System::Linux, &programs, &variables, Some("own")).unwrap(),
            "/c/own"
        );
        assert_eq!(
            find(System::Linux, &programs, &variables, None).unwrap(),
            "/d/other"
        );
        let empty = [("PATH", "/b"), ("CHROMIUM", ""), ("CHROME", "/c/own")];
        assert_eq!(
            find(System::Linux, &programs, &empty, None).unwrap(),
            "/c/own"
        );
    }

    #[test]
    fn a_name_that_leads_nowhere_is_an_error() {
        let programs = ["/b/chromium"];
        let error = find(System::Linux, &programs, &[("PATH", "/b")], Some("/x/y")).unwrap_err();
        assert_eq!(
            error.message,
            "`--browser` names `/x/y`, which is no program"
        );
        let error = find(
            System::Linux,
            &programs,
            &[("PATH", "/b"), ("CHROME", "nope")],
            None,
        )
        .unwrap_err();
        assert_eq!(
            error.message,
            "the variable CHROME names `nope`, which is no program"
        );
    }

    #[test]
    fn applications_are_found_on_macos_and_windows() {
        let in_home = "/Users/a/Applications/Chromium.app/Contents/MacOS/Chromium";
        assert_eq!(
            find(System::Macos, &[in_home], &[("HOME", "/Users/a")], None).unwrap(),
            in_home
        );
        let chrome = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
        assert_eq!(
            find(
                System::Macos,
                &[in_home, chrome],
                &[("HOME", "/Users/a")],
                None
            )
            .unwrap(),
            chrome
        );
        let edge = "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe";
        let variables = [
            ("ProgramFiles", "C:/Program Files"),
            ("ProgramFiles(x86)", "C:/Program Files (x86)"),
        ];
        assert_eq!(
            find(System::Windows, &[edge], &variables, None).unwrap(),
            edge
        );
    }

    #[test]
    fn where_there_is_none_the_hint_says_what_to_install() {
        for (system, word) in [
            (System::Linux, "`chromium`"),
            (System::Macos, "brew install"),
            (System::Windows, "install Chrome"),
        ] {
            let error = find(system, &[], &[("PATH", "/a")], None).unwrap_err();
            assert_eq!(
                error.message,
                "no Chromium, Chrome or Edge is installed on the usual paths"
            );
            let hint = error.hint.unwrap();
            assert!(hint.contains(word) && hint.contains("--browser"), "{hint}");
        }
    }
}
