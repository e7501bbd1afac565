//! What is left when a signal ends a command: nothing, or what the next one clears.

use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Command, Stdio};

use lutrin::date::Date;
use lutrin::lang::Lang;
use lutrin::path::SitePath;
use lutrin::rehearsal::{Run, RunId, RunSlide, Tenths, Visit};
use lutrin::source::Source;
use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

use crate::common::disk::DiskSite;
use crate::common::server::{Client, Server, document_of, eventually, free_port};

const SIGNALS: [(Signal, i32); 3] = [(Signal::INT, 2), (Signal::TERM, 15), (Signal::HUP, 1)];

/// A server whose temporary files are in a folder of their own.
fn start(site: &DiskSite, command: &[&str], temporary: &TempDir) -> Server {
    let port = free_port().to_string();
    let mut command = site.command(&[command, &["--port", &port]].concat());
    Server::run(command.stdin(Stdio::null()).env("TMPDIR", temporary.path()))
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}

/// Whether whoever started the tests has them go on at a signal: what they start does so, too.
fn is_ignored(number: i32) -> bool {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status
        .lines()
        .find_map(|line| line.strip_prefix("SigIgn:"))
        .map(str::trim);
    mask.is_some_and(|mask| u64::from_str_radix(mask, 16).unwrap() >> (number - 1) & 1 == 1)
}

fn send(pid: u32, signal: Signal) {
    kill_process(Pid::from_raw(i32::try_from(pid).unwrap()).unwrap(), signal).unwrap();
}

fn talk() -> DiskSite {
    DiskSite::small()
        .file(
            "content/talks/t/index.en.md",
            "---\ntitle: T\n---\nAbout.\n",
        )
        .file("content/talks/t/deck.en.md", "# One\n\n---\n\n## Two\n")
        .file("themes/tiny/templates/deck.html", "{{ page.title }}")
}

/// Fails without `interrupt::on_signal` in `src/serve/gate/inner.rs`.
#[test]
fn a_server_that_a_signal_ends_leaves_nothing() {
    let site = talk();
    for (signal, number) in SIGNALS
        .into_iter()
        .filter(|(_, number)| !is_ignored(*number))
    {
        for command in [&["serve"] as &[&str], &["present", "t"]] {
            let temporary = tempfile::tempdir().unwrap();
            let mut server = start(&site, command, &temporary);
            assert_eq!(names(temporary.path()).len(), 1, "the folder of its socket");
            // A page that is open, and asks for nothing, keeps nobody from ending.
            let _open = server.events("/");
            send(server.pid(), signal);
            assert_eq!(
                server.wait().signal(),
                Some(number),
                "{command:?}: {}",
                server.said.lock().unwrap()
            );
            assert_eq!(
                names(temporary.path()),
                [""; 0],
                "{command:?}, signal {number}"
            );
        }
    }
}

#[test]
fn what_a_killed_server_left_is_cleared_by_the_next_one() {
    let (site, temporary) = (DiskSite::small(), tempfile::tempdir().unwrap());
    let alive = start(&site, &["serve"], &temporary);
    let mut killed = start(&site, &["serve"], &temporary);
    killed.kill();
    assert_eq!(names(temporary.path()).len(), 2);
    let next = start(&site, &["serve"], &temporary);
    eventually("two folders of two servers", || {
        let dead = names(temporary.path()).into_iter().filter(|name| {
            let socket = temporary.path().join(name).join("back");
            std::os::unix::net::UnixStream::connect(socket).is_err()
        });
        (dead.count() == 0 && names(temporary.path()).len() == 2).then_some(())
    });
    assert_eq!((alive.get("/").status, next.get("/").status), (200, 200));
}

/// `nohup lutrin serve` goes on when its terminal closes.
#[test]
fn a_signal_that_is_ignored_ends_nothing() {
    let (site, temporary) = (DiskSite::small(), tempfile::tempdir().unwrap());
    let port = free_port().to_string();
    let serve = site.command(&["serve", "--port", &port]);
    let mut shell = Command::new("sh");
    shell
        .args(["-c", "trap '' HUP; exec \"$@\"", "sh"])
        .arg(serve.get_program())
        .args(serve.get_args());
    shell
        .current_dir(site.root())
        .stdin(Stdio::null())
        .env("TMPDIR", temporary.path())
        .env("NO_COLOR", "1");
    let mut server = Server::run(&mut shell);
    send(server.pid(), Signal::HUP);
    assert_eq!(server.get("/").status, 200);
    send(server.pid(), Signal::TERM);
    assert_eq!(
        (server.wait().signal(), names(temporary.path())),
        (Some(15), Vec::new())
    );
}

/// A run that was answered is there in whole, wherever in the next save the signal came.
#[test]
fn a_signal_in_the_middle_of_a_save_harms_no_run() {
    let (site, temporary) = (talk(), tempfile::tempdir().unwrap());
    let name = "content/talks/t/rehearsals/2026-11-23T180405-1a2b3c4d.en.yaml";
    let run = move |end: u32| {
        let started = Date::parse("2026-11-23T18:04:05").unwrap();
        let slide = RunSlide {
            id: "one".to_owned(),
            ..RunSlide::default()
        };
        let id = RunId::parse("1a2b3c4d").unwrap();
        let mut run = Run::begin(id, started, Lang::new("en"), vec![slide]);
        run.revision = end;
        run.add_visit(Visit {
            slide: "one".to_owned(),
            enter: Tenths::default(),
            leave: Tenths::new(end * 10),
        })
        .unwrap();
        document_of(&run).to_string()
    };
    let mut server = start(&site, &["serve"], &temporary);
    let (client, head) = (Client::of(&server), server.head(&server.token()));
    let saves = std::thread::spawn(move || {
        let mut answered = 0;
        for end in 1..10_000 {
            let reply = client.send(
                "PUT",
                "/_lutrin/rehearsals/t/1a2b3c4d?window=w1",
                &head,
                &run(end),
            );
            match reply {
                Some(reply) if reply.status == 200 => answered = end,
                _ => break,
            }
        }
        answered
    });
    eventually("a first save", || site.path(name).exists().then_some(()));
    std::thread::sleep(std::time::Duration::from_millis(200));
    send(server.pid(), Signal::TERM);
    assert_eq!(server.wait().signal(), Some(15));
    let answered = saves.join().unwrap();
    let kept = Run::parse(&Source::new(SitePath::new(name), &site.read(name)))
        .value
        .unwrap();
    assert!(
        answered > 0 && kept.end.get() >= answered * 10,
        "{answered} {:?}",
        kept.end
    );
    assert_eq!(names(temporary.path()), [""; 0]);
}

/// A browser leaves a folder of its own, too: it has its temporary files beside its profile.
#[test]
fn an_export_leaves_nothing_but_its_file() {
    let (site, temporary) = (talk(), tempfile::tempdir().unwrap());
    let export = site
        .command(&["export", "t", "--pdf"])
        .env("TMPDIR", temporary.path())
        .output()
        .unwrap();
    assert!(
        export.status.success(),
        "{}",
        String::from_utf8_lossy(&export.stderr)
    );
    assert_eq!(names(temporary.path()), [""; 0]);
}

/// Fails without `interrupt::on_signal` in `src/browser/process.rs`.
#[test]
fn an_export_that_a_signal_ends_leaves_no_browser() {
    let (site, temporary) = (talk(), tempfile::tempdir().unwrap());
    let mut command = site.command(&["export", "t", "--pdf"]);
    command
        .env("TMPDIR", temporary.path())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    // A browser that does not answer: the signal comes while it is waited for.
    site.write(
        "browser",
        "#!/bin/sh\nmkdir -p \"$(dirname \"$0\")/started\"\nexec sleep 60\n",
    );
    fs::set_permissions(
        site.path("browser"),
        std::os::unix::fs::PermissionsExt::from_mode(0o755),
    )
    .unwrap();
    let mut export = command
        .arg("--browser")
        .arg(site.path("browser"))
        .spawn()
        .unwrap();
    eventually("the browser's start", || {
        site.path("started").exists().then_some(())
    });
    assert_eq!(names(temporary.path()).len(), 1, "its profile");
    send(export.id(), Signal::TERM);
    assert_eq!(export.wait().unwrap().signal(), Some(15));
    assert_eq!(names(temporary.path()), [""; 0]);
}
