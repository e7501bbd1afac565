//! What a web page, a program on this machine or a broken client could try against the dev server.
//!
//! Each test names the guard it fails without.

use std::fs;
use std::io::Read;
use std::net::{Shutdown, TcpStream};
use std::os::unix::fs::symlink;
use std::time::{Duration, Instant};

use crate::common::disk::DiskSite;
use crate::common::server::{Connection, Server, eventually};

/// A file outside the site, and what it says.
const SECRET: &str = "the secret of another folder";

fn get(host: &str, lines: &str) -> Vec<u8> {
    let host = if host.is_empty() {
        String::new()
    } else {
        format!("Host: {host}\r\n")
    };
    format!("GET /robots.txt HTTP/1.1\r\n{host}{lines}\r\n").into_bytes()
}

/// Fails without `Guard::check_host`: a name that an attacker's DNS points here would read drafts.
#[test]
fn rebound_names_are_no_names_of_this_server() {
    let site = DiskSite::small();
    let server = Server::start(&site, &[]);
    let port = server.address.port();
    for host in ["localhost", "LocalHost", "127.0.0.1", "[::1]"] {
        assert_eq!(
            server.raw(&get(&format!("{host}:{port}"), "")),
            200,
            "{host}"
        );
    }
    for host in [
        "evil.example",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "192.168.0.1",
        "localhost@evil.example",
        "[::1].evil",
    ] {
        assert_eq!(
            server.raw(&get(&format!("{host}:{port}"), "")),
            421,
            "{host}"
        );
    }
    assert_eq!(
        server.raw(&get(&format!("localhost:{}", port - 1), "")),
        421,
        "another port"
    );
    // Streams and scripts are no way around it.
    for path in [
        "/_lutrin/events?path=/",
        "/_lutrin/reload.js",
        "/backstage/",
    ] {
        assert_eq!(
            server.raw(format!("GET {path} HTTP/1.1\r\nHost: evil.example\r\n\r\n").as_bytes()),
            421,
            "{path}"
        );
    }
}

/// Fails without the first line of `Guard::check_host` and the gate's count of hosts.
#[test]
fn a_request_names_one_host() {
    let site = DiskSite::small();
    let server = Server::start(&site, &[]);
    let host = server.host();
    assert_eq!(server.raw(&get("", "")), 400);
    assert_eq!(server.raw(b"GET /robots.txt HTTP/1.0\r\n\r\n"), 400);
    assert_eq!(server.raw(&get(&host, "Host: evil.example\r\n")), 400);
    assert_eq!(
        server.raw(&get("evil.example", &format!("Host: {host}\r\n"))),
        400
    );
    assert_eq!(server.raw(&get("", "X-Forwarded-Host: localhost\r\n")), 400);
}

/// Fails without `Guard::check_write`.
#[test]
fn another_site_cannot_change_anything() {
    let site = DiskSite::small();
    let server = Server::start(&site, &[]);
    let (own, token) = (format!("http://{}", server.host()), server.token());
    let post = |lines: &str| {
        server
            .ask(
                "POST",
                "/_lutrin/rescan",
                &format!("Content-Length: 0\r\n{lines}"),
            )
            .status
    };
    let with = |origin: &str, token: &str| {
        post(&format!("Origin: {origin}\r\nX-Lutrin-Token: {token}\r\n"))
    };
    assert_eq!(post(""), 403);
    assert_eq!(
        post(&format!("X-Lutrin-Token: {token}\r\n")),
        403,
        "no origin"
    );
    assert_eq!(post(&format!("Origin: {own}\r\n")), 403, "no token");
    for origin in [
        "http://evil.example",
        "null",
        "https://localhost",
        &format!("https://{}", server.host()),
        &format!("{own}.evil"),
        "http://127.0.0.1",
    ] {
        assert_eq!(with(origin, &token), 403, "{origin}");
    }
    for wrong in [
        "",
        "0",
        &"0".repeat(32),
        &token[1..],
        &token
            .to_uppercase()
            .replace(|c: char| c.is_ascii_digit(), "x"),
    ] {
        assert_eq!(with(&own, wrong), 403, "{wrong}");
    }
    // A form of another site cannot set a header; a token in the address or the body is none.
    assert_eq!(
        server
            .ask(
                "POST",
                &format!("/_lutrin/rescan?token={token}"),
                &format!("Origin: {own}\r\nContent-Length: 0\r\n")
            )
            .status,
        403
    );
    assert_eq!(with(&own, &token), 202);
    // Nor is the token to be read from elsewhere: pages say that other sites may not use them.
    assert_eq!(
        server.get("/").header("cross-origin-resource-policy"),
        Some("same-origin")
    );
    assert_eq!(server.get("/").header("access-control-allow-origin"), None);
}

/// Pages and files are looked up in a map of routes, never on the disk, so this fails only without
/// both that and `guard::decode_path` (whose own tests fail without it).
#[test]
fn no_path_leads_out_of_the_site() {
    let site = DiskSite::small().file("static/deep/er/x.txt", "x");
    let outside = site.root().with_extension("secret");
    fs::write(&outside, SECRET).unwrap();
    let server = Server::start(&site, &[]);
    let name = outside.file_name().unwrap().to_str().unwrap();
    let climbs = [
        "../",
        "..%2f",
        "%2e%2e/",
        "%2e%2e%2f",
        ".%2e/",
        "..\\",
        "..%5c",
        "%252e%252e%252f",
        "..%c0%af",
        "%c0%ae%c0%ae/",
        "..;/",
        "....//",
        ".%00./",
        "\u{ff0e}\u{ff0e}/",
    ];
    for climb in climbs {
        for start in ["/", "/static/", "/deep/er/", "/_lutrin/", "//"] {
            for end in [name, "lutrin.yaml", "etc/passwd", &format!("{name}%00.txt")] {
                for times in [1, 2, 5] {
                    let path = format!("{start}{}{end}", climb.repeat(times));
                    let reply = server.get(&path);
                    assert!(
                        [400, 404].contains(&reply.status),
                        "{path}: {}",
                        reply.status
                    );
                    assert!(
                        !reply.text().contains(SECRET) && !reply.text().contains("root_language"),
                        "{path}"
                    );
                }
            }
        }
    }
    for path in [
        "/lutrin.yaml",
        "/content/blog/b.en.md",
        "/static/robots.txt",
        "/.lutrin/",
        "/themes/tiny/templates/home.html",
        "/C:/x",
        "/file:///etc/passwd",
    ] {
        assert_eq!(server.get(path).status, 404, "{path}");
    }
    // Bytes that are no text, and targets that are no path.
    for target in ["/%ff", "/%zz%00"] {
        assert!([400, 404].contains(&server.get(target).status), "{target}");
    }
    for target in [
        "http://evil.example/",
        "*",
        "robots.txt",
        "//evil.example/../..",
    ] {
        let reply = server.get(target);
        assert!(
            [400, 404].contains(&reply.status),
            "{target}: {}",
            reply.status
        );
        assert_eq!(reply.header("location"), None, "{target}");
    }
    fs::remove_file(outside).unwrap();
}

/// Fails without the look of `OsFiles::open` at what was opened: links that are there from the
/// start (`OsFiles::problem` keeps those out of the list already), and links put in the place of a
/// file later.
#[test]
fn no_symbolic_link_leads_out_of_the_site() {
    let site = DiskSite::small()
        .file("static/swap.txt", "first")
        .file("static/folder/x.txt", "x");
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("x.txt"), SECRET).unwrap();
    symlink(outside.path().join("x.txt"), site.path("static/link.txt")).unwrap();
    symlink(outside.path(), site.path("static/linked")).unwrap();
    symlink(
        site.path("static/robots.txt"),
        site.path("static/inside.txt"),
    )
    .unwrap();
    let server = Server::start(&site, &[]);
    assert_eq!(server.get("/swap.txt").text(), "first");
    assert_eq!(
        server.get("/inside.txt").text(),
        "User-agent: *\n",
        "a link within the site is a file"
    );
    for path in ["/link.txt", "/linked/x.txt", "/linked/", "/linked"] {
        let reply = server.get(path);
        assert_eq!(reply.status, 404, "{path}");
        assert!(!reply.text().contains(SECRET));
    }
    // Swapped in one step, so that the name is never missing.
    symlink(outside.path().join("x.txt"), site.path("static/new")).unwrap();
    fs::rename(site.path("static/new"), site.path("static/swap.txt")).unwrap();
    fs::rename(site.path("static/folder"), site.path("moved")).unwrap();
    symlink(outside.path(), site.path("static/folder")).unwrap();
    let end = Instant::now() + Duration::from_secs(1);
    while Instant::now() < end {
        for path in ["/swap.txt", "/folder/x.txt"] {
            let reply = server.get(path);
            assert!(!reply.text().contains(SECRET), "{path} was given away");
        }
    }
    assert_eq!(server.get("/swap.txt").status, 404);
}

/// Fails without the same look: what a link in content/ leads to would be a page.
#[test]
fn no_text_is_read_through_a_link_that_leads_out() {
    let site = DiskSite::small();
    let outside = tempfile::tempdir().unwrap();
    let text = format!("---\ntitle: T\ndate: 2026-01-01\n---\n{SECRET}\n");
    fs::write(outside.path().join("x.en.md"), text).unwrap();
    symlink(
        outside.path().join("x.en.md"),
        site.path("content/blog/before.en.md"),
    )
    .unwrap();
    let server = Server::start(&site, &[]);
    let mut events = server.events("/en/");
    events.next();
    symlink(
        outside.path().join("x.en.md"),
        site.path("content/blog/after.en.md"),
    )
    .unwrap();
    site.write(
        "content/blog/b.en.md",
        "---\ntitle: B\ndate: 2026-01-02\n---\nSeen.\n",
    );
    server.until("/en/blog/b/", |reply| reply.text().contains("Seen."));
    for path in ["/en/blog/before/", "/en/blog/after/"] {
        let reply = server.get(path);
        assert!(
            reply.status == 404 && !reply.text().contains(SECRET),
            "{path}: {}",
            reply.status
        );
    }
}

/// Fails without `Head::parse`: two readers would disagree on where a request ends.
#[test]
fn no_request_hides_in_another() {
    let site = DiskSite::small();
    let server = Server::start(&site, &[]);
    let host = server.host();
    let hidden = "GET /backstage/ HTTP/1.1\r\nHost: x\r\n\r\n";
    for (lines, status) in [
        ("Transfer-Encoding: chunked\r\n", 411),
        ("Transfer-Encoding: chunked\r\nContent-Length: 4\r\n", 411),
        ("transfer-ENCODING:\tidentity\r\n", 411),
        ("Transfer-Encoding : chunked\r\n", 400),
        ("X: y\r\n Transfer-Encoding: chunked\r\n", 400),
        ("X: y\rTransfer-Encoding: chunked\r\n", 400),
        ("Content-Length: 4\r\nContent-Length: 40\r\n", 400),
        ("Content-Length: 4, 40\r\n", 400),
        ("Content-Length: 0x4\r\n", 400),
        ("Content-Length: +4\r\n", 400),
        ("Content-Length:\r\n", 400),
        ("Content-Length : 40\r\n", 400),
        (" Content-Length: 40\r\n", 400),
        ("no colon\r\n", 400),
        (": no name\r\n", 400),
        ("X: \0\r\n", 400),
    ] {
        let mut connection = server.connect();
        connection
            .send(format!("POST / HTTP/1.1\r\nHost: {host}\r\n{lines}\r\n{hidden}").as_bytes());
        assert_eq!(connection.reply(false).status, status, "{lines:?}");
        assert!(
            connection.is_over(),
            "{lines:?}: nothing that follows is believed"
        );
    }
    for line in [
        "GET  / HTTP/1.1",
        "GET / HTTP/1.1 x",
        "GET / HTTP/3",
        "GET / http/1.1",
        " GET / HTTP/1.1",
        "G\u{e9}T / HTTP/1.1",
        "GET /\t/ HTTP/1.1 ",
        "",
    ] {
        assert_eq!(
            server.raw(format!("{line}\r\nHost: {host}\r\n\r\n").as_bytes()),
            400,
            "{line:?}"
        );
    }
}

/// Fails without `MAX_HEAD` and `MAX_BODY`.
#[test]
fn what_is_too_long_is_refused() {
    let site = DiskSite::small();
    let server = Server::start(&site, &[]);
    let host = server.host();
    assert_eq!(
        server.raw(&get(&host, &format!("X: {}\r\n", "x".repeat(20_000)))),
        431
    );
    assert_eq!(server.raw(&get(&host, &"X: y\r\n".repeat(10_000))), 431);
    assert_eq!(
        server.raw(format!("GET /{} HTTP/1.1\r\n", "x".repeat(1 << 20)).as_bytes()),
        431
    );
    // Heads that never end.
    assert_eq!(server.raw(&vec![b'x'; 1 << 20]), 431);
    for length in ["2000000", "99999999999999"] {
        let head = format!(
            "POST /_lutrin/rescan HTTP/1.1\r\nHost: {host}\r\nContent-Length: {length}\r\n\r\n"
        );
        assert_eq!(server.raw(head.as_bytes()), 413, "{length}");
    }
    let head = format!(
        "POST / HTTP/1.1\r\nHost: {host}\r\nContent-Length: {}9\r\n\r\n",
        "9".repeat(40)
    );
    assert_eq!(
        server.raw(head.as_bytes()),
        400,
        "a length that is no number"
    );
    assert_eq!(server.get("/").status, 200);
}

/// Fails without `REQUEST_TIME`: a client that sends a byte now and then would hold its thread for
/// ever.
#[test]
fn slow_requests_end() {
    let site = DiskSite::small();
    let server = Server::start(&site, &[]);
    let host = server.host();
    let trickle = |start: String| {
        let mut connection = server.connect();
        std::thread::spawn(move || {
            connection.send(start.as_bytes());
            let mut stream = connection.stream.get_ref().try_clone().unwrap();
            std::thread::spawn(move || {
                // Ends when the server hangs up.
                while std::io::Write::write_all(&mut stream, b"x").is_ok() {
                    std::thread::sleep(Duration::from_millis(300));
                }
            });
            let status = connection.reply(false).status;
            let _ = connection.stream.get_ref().shutdown(Shutdown::Both);
            status
        })
    };
    let slow = [
        trickle(format!("GET / HTTP/1.1\r\nHost: {host}\r\nX: ")),
        trickle(format!(
            "POST / HTTP/1.1\r\nHost: {host}\r\nContent-Length: 1000\r\n\r\n"
        )),
    ];
    for client in slow {
        assert_eq!(client.join().unwrap(), 408);
    }
}

/// Fails without `make_room`: connections that ask for nothing would keep out those that ask for
/// pages.
#[test]
fn idle_connections_do_not_keep_others_out() {
    let site = DiskSite::small();
    let server = Server::start(&site, &[]);
    let streams: Vec<_> = (0..200).map(|_| server.events("/")).collect();
    let silent: Vec<Connection> = (0..600).map(|_| server.connect()).collect();
    for path in ["/", "/en/blog/b/", "/robots.txt"] {
        let asked = Instant::now();
        assert_eq!(server.get(path).status, 200, "{path}");
        assert!(
            asked.elapsed() < Duration::from_secs(5),
            "{path} took {:?}",
            asked.elapsed()
        );
    }
    // Half a head is as good as nothing.
    let halves: Vec<Connection> = (0..600)
        .map(|_| {
            let mut connection = server.connect();
            connection.send(b"GET / HTTP/1.1\r\nHost:");
            connection
        })
        .collect();
    assert_eq!(server.get("/en/").status, 200);
    // The streams are still there, and are told.
    site.write(
        "content/blog/b.en.md",
        "---\ntitle: B\ndate: 2026-01-02\n---\nNew words.\n",
    );
    for mut stream in streams {
        stream.until(|state| state["generation"].as_u64().unwrap() > 1);
    }
    drop((silent, halves));
}

/// Fails without `MAX_STREAMS`, and without the router's look at how the address of the stream is
/// written.
#[test]
fn streams_leave_room_for_pages() {
    let site = DiskSite::small();
    let server = Server::start(&site, &[]);
    let host = server.host();
    let mut streams: Vec<Connection> = (0..400).map(|_| server.connect()).collect();
    let mut refused = 0;
    for stream in &mut streams {
        stream.send(
            format!("GET /_lutrin/events?path=/ HTTP/1.1\r\nHost: {host}\r\n\r\n").as_bytes(),
        );
        let mut start = [0; 12];
        stream.stream.read_exact(&mut start).unwrap();
        refused += usize::from(&start == b"HTTP/1.1 503");
    }
    assert!(
        (1..=100).contains(&refused),
        "{refused} streams were refused"
    );
    assert_eq!(server.get("/").status, 200);
    for other in [
        "/_lutrin/event%73",
        "/_lutrin/%65vents?path=/",
        "/_lutrin/events/",
        "//_lutrin/events",
    ] {
        assert_eq!(server.get(other).status, 404, "{other}");
    }
}

/// Threads of the server now.
fn threads(server: &Server) -> usize {
    fs::read_dir(format!("/proc/{}/task", server.pid()))
        .unwrap()
        .count()
}

/// Fails without `SEND_TIME`: a client that takes nothing of a large answer would hold its threads
/// for ever.
#[test]
fn clients_that_do_not_read_are_left() {
    let site = DiskSite::small().file("static/large.bin", vec![7; 24 << 20]);
    let server = Server::start(&site, &[]);
    assert_eq!(server.get("/").status, 200);
    let before = threads(&server);
    let request = format!("GET /large.bin HTTP/1.1\r\nHost: {}\r\n\r\n", server.host());
    let stuck: Vec<TcpStream> = (0..30)
        .map(|_| {
            let mut connection = server.connect();
            connection.send(request.as_bytes());
            connection.stream.into_inner()
        })
        .collect();
    eventually("the answers begin", || {
        (threads(&server) >= before + 30).then_some(())
    });
    assert_eq!(server.get("/en/").status, 200);
    assert_eq!(server.get("/large.bin").body.len(), 24 << 20);
    eventually("the threads end", || {
        (threads(&server) <= before + 10).then_some(())
    });
    drop(stuck);
}

/// A loop that writes, and ends long after the longest page. Fails without `MAX_PAGE`.
const WRITES: &str = "{% for a in range(end=100000) %}{% for b in range(end=100000) %}xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx{% endfor %}{% endfor %}";
/// A loop that writes nothing, and ends in a few weeks.
const SILENT: &str = "{% for a in range(end=100000) %}{% for b in range(end=100000) %}{% for c in range(end=100000) %}{% set d = a %}{% endfor %}{% endfor %}{% endfor %}";

#[test]
fn a_template_that_writes_for_ever_is_its_pages_error() {
    let site = DiskSite::small().file("templates/post.html", WRITES);
    let server = Server::start(&site, &[]);
    let reply = server.get("/en/blog/b/");
    assert_eq!(reply.status, 500);
    assert!(
        !reply.text().contains("took longer"),
        "it ends where the page is too long, before the memory does"
    );
    assert!(
        reply.text().contains("/_lutrin/reload.js"),
        "the page comes back by itself once it is mended"
    );
    assert_eq!(server.get("/en/").status, 200);
    site.write("templates/post.html", "mended {{ content | safe }}");
    server.until("/en/blog/b/", |reply| {
        reply.status == 200 && reply.text().contains("mended")
    });
}

/// Fails without `LONGEST_RENDER`, and without `Runaways::pages`: one page, asked for again and
/// again, would use up what all pages have.
#[test]
fn a_template_that_never_ends_is_its_pages_error() {
    let site = DiskSite::small().file("templates/post.html", SILENT);
    let server = Server::start(&site, &[]);
    let reply = server.get("/en/blog/b/");
    assert_eq!(reply.status, 500);
    assert!(reply.text().contains("never end"), "{}", reply.text());
    for _ in 0..3 {
        assert_eq!(server.get("/en/blog/b/").status, 500);
        assert_eq!(
            server.events("/en/blog/b/").next()["page"],
            serde_json::Value::Null
        );
    }
    assert_eq!(server.get("/en/").status, 200);
    site.write("templates/post.html", "mended {{ content | safe }}");
    server.until("/en/blog/b/", |reply| {
        reply.status == 200 && reply.text().contains("mended")
    });
}

/// The engine's own limit: without it, the stack of the server would run over.
#[test]
fn templates_that_call_themselves_are_errors() {
    let component =
        "{% component again(n) %}{{<again n={n} />}}{% endcomponent again %}{{<again n={1} />}}";
    let site = DiskSite::small()
        .file("templates/post.html", component)
        .file("templates/page.html", "{% include \"page.html\" %}");
    let server = Server::start(&site, &[]);
    let reply = server.get("/en/blog/b/");
    assert_eq!(reply.status, 500, "{}", reply.text());
    assert_eq!(server.get("/en/").status, 200);
    site.write("templates/page.html", "mended");
    site.write("templates/post.html", "mended {{ content | safe }}");
    server.until("/en/blog/b/", |reply| {
        reply.status == 200 && reply.text().contains("mended")
    });
}
