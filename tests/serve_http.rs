//! The dev server as an HTTP server: what `curl`, a browser and a video element count on.

use std::collections::BTreeMap;
use std::io::Read;

use flate2::read::GzDecoder;

use crate::common::CONFIG;
use crate::common::disk::DiskSite;
use crate::common::server::{Reply, Server};

/// A site with a long page, a section, a draft, a post of the future and files of several kinds.
fn site() -> DiskSite {
    let long = format!(
        "---\ntitle: Long\ndate: 2026-01-03\n---\n{}\n",
        "A sentence that is there again. ".repeat(200)
    );
    let site = DiskSite::small().file("content/blog/long.en.md", long);
    site.file(
        "content/guide/_index.en.md",
        "---\ntitle: Guide\n---\nThe guide.\n",
    )
    .file(
        "content/guide/first.en.md",
        "---\ntitle: First\n---\nFirst page.\n",
    )
    .file(
        "content/blog/été/index.fr.md",
        "---\ntitle: Été\ndate: 2026-01-04\nslug: ete\n---\nL’été, ![i](été.png).\n",
    )
    .file("content/blog/été/été.png", "not really an image")
    .file(
        "static/film.mp4",
        (0..=255_u8).cycle().take(10_000).collect::<Vec<u8>>(),
    )
    .file("static/a b.txt", "with a space")
}

fn unzip(reply: &Reply) -> Vec<u8> {
    let mut body = Vec::new();
    GzDecoder::new(&*reply.body).read_to_end(&mut body).unwrap();
    body
}

#[test]
fn the_address_stands_alone_on_standard_output() {
    let site = DiskSite::small();
    let server = Server::start(&site, &[]);
    assert_eq!(
        *server.out.lock().unwrap(),
        [format!("http://{}/", server.address)]
    );
    assert_eq!(server.get("/").status, 200);
}

#[test]
fn a_taken_port_moves_on_and_says_so() {
    let site = DiskSite::small();
    let first = Server::start(&site, &[]);
    let port = first.address.port().to_string();
    let second = Server::start(&site, &["--port", &port]);
    assert!(second.address.port() > first.address.port());
    second.says(&format!(
        "port {port} is taken, so this is port {}",
        second.address.port()
    ));
    assert_eq!(second.get("/").status, 200);
}

#[test]
fn a_host_of_the_network_is_said_to_be_open() {
    let site = DiskSite::small();
    let server = Server::start(&site, &["--host", "0.0.0.0"]);
    assert_eq!(
        server.address.ip().to_string(),
        "127.0.0.1",
        "an address that can be opened"
    );
    server.says("everybody on this network can read the public site");
    assert_eq!(server.get("/").status, 200);
}

#[test]
fn pages_are_the_bytes_of_a_build_but_for_the_script() {
    let site = site();
    site.build();
    let server = Server::start(&site, &[]);
    let built: BTreeMap<String, Vec<u8>> = site.tree("public");
    assert!(built.len() > 15, "{:?}", built.keys());
    for (name, bytes) in built.iter().filter(|(name, _)| !name.starts_with('.')) {
        let path =
            format!("/{}", name.strip_suffix("index.html").unwrap_or(name)).replace(' ', "%20");
        let reply = server.get(&path);
        let status = if name.ends_with("404.html") {
            [200, 404]
        } else {
            [200, 200]
        };
        assert!(status.contains(&reply.status), "{path}: {}", reply.status);
        let is_page = reply.header("content-type") == Some("text/html; charset=utf-8");
        let body = if is_page {
            reply.page().into_bytes()
        } else {
            reply.body.clone()
        };
        assert_eq!(
            String::from_utf8_lossy(&body),
            String::from_utf8_lossy(bytes),
            "{path}"
        );
        assert_eq!(
            is_page,
            reply.text().contains("/_lutrin/reload.js"),
            "{path}"
        );
    }
}

#[test]
fn drafts_and_the_future_are_served_and_never_built() {
    let site = site()
        .file("content/blog/secret.en.md", "---\ntitle: Secret\ndraft: true\n---\nNot yet.\n")
        .file("content/blog/later.en.md", "---\ntitle: Later\ndate: 9999-01-01\n---\nLater.\n")
        .file(
            "templates/post.html",
            "{% if page.is_draft %}DRAFT{% endif %}{% if page.is_future %}FUTURE{% endif %}{{ content | safe }}",
        );
    site.build();
    let built = site.tree("public");
    assert!(!built.keys().any(|name| name.contains("secret")
        || name.contains("later")
        || name.contains("backstage")));
    let server = Server::start(&site, &[]);
    assert!(server.get("/en/blog/secret/").text().contains("Not yet."));
    assert!(server.get("/en/blog/later/").text().contains("Later."));
    assert_eq!(server.get("/backstage/").status, 200);
    assert_eq!(server.get("/en/backstage/").status, 200);
}

/// The default theme says which pages a build leaves out.
#[test]
fn drafts_and_the_future_wear_a_badge() {
    let site = DiskSite::empty()
        .file("lutrin.yaml", CONFIG)
        .file(
            "content/blog/secret.en.md",
            "---\ntitle: Secret\ndraft: true\n---\nNot yet.\n",
        )
        .file(
            "content/blog/later.en.md",
            "---\ntitle: Later\ndate: 9999-01-01\n---\nLater.\n",
        )
        .file(
            "content/blog/past.en.md",
            "---\ntitle: Past\ndate: 2020-01-01\n---\nPast.\n",
        );
    let server = Server::start(&site, &[]);
    let badged = |path| server.get(path).text().contains("badge");
    assert!(badged("/en/blog/secret/") && badged("/en/blog/later/"));
    assert!(!badged("/en/blog/past/"));
}

#[test]
fn validators_save_what_is_known() {
    let site = site();
    let server = Server::start(&site, &[]);
    for path in [
        "/en/blog/long/",
        "/film.mp4",
        "/robots.txt",
        "/_lutrin/reload.js",
    ] {
        let etag = server.get(path).header("etag").unwrap().to_owned();
        let weak = format!("W/{}", etag.trim_start_matches("W/"));
        for known in [
            etag.clone(),
            weak,
            "*".to_owned(),
            format!("\"other\", {etag}"),
            format!("\"a\",{etag} , W/\"b\""),
        ] {
            let reply = server.ask("GET", path, &format!("If-None-Match: {known}\r\n"));
            assert_eq!(
                (reply.status, reply.header("etag")),
                (304, Some(&*etag)),
                "{path} {known}"
            );
            let reply = server.ask("HEAD", path, &format!("If-None-Match: {known}\r\n"));
            assert_eq!(reply.status, 304, "{path} {known}");
        }
        let reply = server.ask("GET", path, "If-None-Match: \"other\"\r\n");
        assert_eq!(reply.status, 200);
    }
    let missing = server.ask("GET", "/nowhere/", "If-None-Match: *\r\n");
    assert_eq!(missing.status, 404, "what is not there is not known either");
}

#[test]
fn texts_are_compressed_for_who_takes_it() {
    let site = site();
    let server = Server::start(&site, &[]);
    let plain = server.get("/en/blog/long/");
    assert_eq!(plain.header("content-encoding"), None);
    for accepts in ["gzip", "deflate, gzip;q=0.5, br", "br,gzip"] {
        let zipped = server.ask(
            "GET",
            "/en/blog/long/",
            &format!("Accept-Encoding: {accepts}\r\n"),
        );
        assert_eq!(zipped.header("content-encoding"), Some("gzip"), "{accepts}");
        assert!(zipped.body.len() < plain.body.len() / 2);
        assert_eq!(unzip(&zipped), plain.body);
        assert_ne!(zipped.header("etag"), plain.header("etag"));
        assert!(
            zipped
                .header("vary")
                .is_some_and(|vary| vary.eq_ignore_ascii_case("accept-encoding"))
        );
    }
    for accepts in ["gzip;q=0", "gzip; q=0.000", "identity", "br", ""] {
        let reply = server.ask(
            "GET",
            "/en/blog/long/",
            &format!("Accept-Encoding: {accepts}\r\n"),
        );
        assert_eq!(reply.header("content-encoding"), None, "{accepts}");
        assert_eq!(reply.body, plain.body);
    }
}

#[test]
fn head_says_what_get_would_send() {
    let site = site();
    let server = Server::start(&site, &[]);
    for path in ["/", "/en/blog/long/", "/film.mp4", "/nowhere/", "/en/guide"] {
        let (get, mut connection) = (server.get(path), server.connect());
        let request = |method: &str| {
            format!(
                "{method} {path} HTTP/1.1\r\nHost: {}\r\n\r\n",
                server.host()
            )
        };
        connection.send((request("HEAD") + &request("GET")).as_bytes());
        let head = connection.reply(true);
        assert_eq!(
            (head.status, head.header("content-length")),
            (get.status, get.header("content-length")),
            "{path}"
        );
        assert_eq!(head.header("etag"), get.header("etag"));
        // Had HEAD a body, this would not be an answer.
        assert_eq!(connection.reply(false).body, get.body, "{path}");
    }
}

#[test]
fn parts_of_a_file_are_sent_alone() {
    let site = site();
    let server = Server::start(&site, &[]);
    let film = site.tree("static")["film.mp4"].clone();
    let whole = server.get("/film.mp4");
    assert_eq!(
        (whole.status, whole.header("accept-ranges")),
        (200, Some("bytes"))
    );
    assert_eq!(whole.header("content-type"), Some("video/mp4"));
    assert_eq!(whole.body, film);
    for (range, from, to) in [
        ("0-0", 0, 1),
        ("500-999", 500, 1000),
        ("9000-", 9000, 10_000),
        ("-10", 9990, 10_000),
        ("9990-99999", 9990, 10_000),
    ] {
        let part = server.ask("GET", "/film.mp4", &format!("Range: bytes={range}\r\n"));
        assert_eq!(part.status, 206, "{range}");
        assert_eq!(
            part.header("content-range"),
            Some(&*format!("bytes {from}-{}/10000", to - 1))
        );
        assert_eq!(part.body, film[from..to], "{range}");
    }
    for range in ["10000-", "-0", "99999-100000"] {
        let refused = server.ask("GET", "/film.mp4", &format!("Range: bytes={range}\r\n"));
        assert_eq!(
            (refused.status, refused.header("content-range")),
            (416, Some("bytes */10000")),
            "{range}"
        );
    }
    for ignored in ["bytes=5-2", "bytes=0-1,4-5", "lines=0-1", "bytes"] {
        assert_eq!(
            server
                .ask("GET", "/film.mp4", &format!("Range: {ignored}\r\n"))
                .status,
            200,
            "{ignored}"
        );
    }
    let etag = whole.header("etag").unwrap();
    assert!(
        !etag.starts_with("W/"),
        "`If-Range` takes no weak validator"
    );
    let same = server.ask(
        "GET",
        "/film.mp4",
        &format!("Range: bytes=0-9\r\nIf-Range: {etag}\r\n"),
    );
    assert_eq!((same.status, same.body.len()), (206, 10));
    let other = server.ask(
        "GET",
        "/film.mp4",
        "Range: bytes=0-9\r\nIf-Range: \"other\"\r\n",
    );
    assert_eq!((other.status, other.body.len()), (200, 10_000));
}

#[test]
fn media_types_are_right() {
    let site = site()
        .file("static/a.css", "a{}")
        .file("static/a.js", "1")
        .file("static/a.mjs", "1")
        .file("static/a.svg", "<svg/>")
        .file("static/a.json", "{}")
        .file("static/a.woff2", "x")
        .file("static/a.webp", "x")
        .file("static/a.avif", "x")
        .file("static/a.xml", "<a/>")
        .file("static/a.webmanifest", "{}")
        .file("static/a.ics", "x")
        .file("static/a.unknown", "x")
        .file("static/noextension", "x");
    let server = Server::start(&site, &[]);
    for (path, expected) in [
        ("/", "text/html; charset=utf-8"),
        ("/404.html", "text/html; charset=utf-8"),
        ("/robots.txt", "text/plain; charset=utf-8"),
        ("/a.css", "text/css; charset=utf-8"),
        ("/a.js", "text/javascript; charset=utf-8"),
        ("/a.mjs", "text/javascript; charset=utf-8"),
        ("/a.svg", "image/svg+xml; charset=utf-8"),
        ("/a.json", "application/json; charset=utf-8"),
        ("/a.woff2", "font/woff2"),
        ("/a.webp", "image/webp"),
        ("/a.avif", "image/avif"),
        ("/a.xml", "text/xml; charset=utf-8"),
        ("/a.webmanifest", "application/manifest+json; charset=utf-8"),
        ("/a.ics", "text/calendar; charset=utf-8"),
        ("/a.unknown", "application/octet-stream"),
        ("/noextension", "application/octet-stream"),
        ("/_lutrin/reload.js", "text/javascript; charset=utf-8"),
    ] {
        let reply = server.get(path);
        assert_eq!(reply.header("content-type"), Some(expected), "{path}");
        assert_eq!(
            reply.header("x-content-type-options"),
            Some("nosniff"),
            "{path}"
        );
    }
}

#[test]
fn what_is_not_there_answers_in_the_language_around_it() {
    let page = "{{ lang }} 404";
    let site = site().file("templates/404.html", page);
    let server = Server::start(&site, &[]);
    for (path, expected) in [
        ("/nowhere/", "fr 404"),
        ("/en/nowhere/", "en 404"),
        ("/en/blog/x.png", "en 404"),
        ("/english/", "fr 404"),
    ] {
        let reply = server.get(path);
        assert_eq!(
            (reply.status, reply.page().as_str()),
            (404, expected),
            "{path}"
        );
    }
}

#[test]
fn folders_get_their_slash() {
    let site = site();
    let server = Server::start(&site, &[]);
    for (path, to) in [
        ("/en/guide", "/en/guide/"),
        ("/en/guide/first", "/en/guide/first/"),
        ("/en", "/en/"),
        ("/en/guide?x=1", "/en/guide/"),
    ] {
        let reply = server.get(path);
        assert_eq!(reply.status, 302, "{path}");
        assert!(
            reply.header("location").unwrap().starts_with(to),
            "{path}: {:?}",
            reply.header("location")
        );
    }
    assert_eq!(server.get("/en/guide/index.html").status, 200);
}

#[test]
fn names_may_be_written_in_every_way() {
    let site = site();
    let server = Server::start(&site, &[]);
    for path in [
        "/blog/été/été.png",
        "/blog/%C3%A9t%C3%A9/%C3%A9t%C3%A9.png",
        "/blog/e\u{301}te\u{301}/e\u{301}te\u{301}.png",
        "/blog/e%CC%81te%CC%81/e%CC%81te%CC%81.png",
    ] {
        assert_eq!(server.get(path).text(), "not really an image", "{path}");
    }
    assert_eq!(server.get("/a%20b.txt").text(), "with a space");
    assert_eq!(server.get("/blog/ete/").status, 200);
}

/// A disk that keeps accents apart: the file's own name is decomposed.
#[test]
fn files_with_decomposed_names_answer() {
    let site = site().file("static/e\u{301}.txt", "apart");
    let server = Server::start(&site, &[]);
    for path in ["/é.txt", "/%C3%A9.txt", "/e%CC%81.txt"] {
        assert_eq!(server.get(path).text(), "apart", "{path}");
    }
}

#[test]
fn a_site_below_a_path_is_served_there() {
    let site = site();
    site.write(
        "lutrin.yaml",
        site.read("lutrin.yaml")
            .replace("https://example.org", "https://example.org/sub/site/"),
    );
    let server = Server::start(&site, &[]);
    assert_eq!(
        *server.out.lock().unwrap(),
        [format!("http://{}/sub/site/", server.address)]
    );
    assert_eq!(server.get("/sub/site/en/guide/").status, 200);
    assert_eq!(server.get("/sub/site/robots.txt").status, 200);
    for (path, to) in [
        ("/", "/sub/site/"),
        ("/sub/site", "/sub/site/"),
        ("/sub/site/en/guide", "/sub/site/en/guide/"),
    ] {
        let reply = server.get(path);
        assert_eq!(
            (reply.status, reply.header("location")),
            (302, Some(to)),
            "{path}"
        );
    }
    assert_eq!(server.get("/sub/site/nowhere/").status, 404);
    assert_eq!(server.get("/_lutrin/reload.js").status, 200);
    let state = server.events("/sub/site/en/guide/").next();
    assert!(
        state["page"].as_str().is_some_and(|page| page != "none"),
        "{state}"
    );
}

#[test]
fn connections_go_on_until_they_are_closed() {
    let site = site();
    let server = Server::start(&site, &[]);
    let host = server.host();
    let mut connection = server.connect();
    for path in ["/", "/en/", "/nowhere/", "/robots.txt"] {
        connection.send(format!("GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n").as_bytes());
        assert_eq!(
            connection.reply(false).body,
            server.get(path).body,
            "{path}"
        );
    }
    // All at once, in order; also one with a body.
    let get = |path: &str| format!("GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n");
    let post = format!("POST / HTTP/1.1\r\nHost: {host}\r\nContent-Length: 5\r\n\r\nGET /");
    connection
        .send((get("/robots.txt") + &post + &get("/en/guide/") + &get("/film.mp4")).as_bytes());
    assert_eq!(connection.reply(false).body, server.get("/robots.txt").body);
    assert_eq!(connection.reply(false).status, 405);
    assert_eq!(connection.reply(false).body, server.get("/en/guide/").body);
    assert_eq!(connection.reply(false).body.len(), 10_000);
    for close in ["close", "TE, close", "Close"] {
        let mut connection = server.connect();
        connection.send(
            format!("GET / HTTP/1.1\r\nHost: {host}\r\nConnection: {close}\r\n\r\n").as_bytes(),
        );
        assert_eq!(connection.reply(false).status, 200);
        assert!(connection.is_over(), "{close}");
    }
}

#[test]
fn old_clients_are_answered_and_left() {
    let site = site();
    let server = Server::start(&site, &[]);
    let mut connection = server.connect();
    connection.send(
        format!(
            "GET /robots.txt HTTP/1.0\r\nHost: {}\r\n\r\n",
            server.host()
        )
        .as_bytes(),
    );
    assert_eq!(connection.reply(false).text(), "User-agent: *\n");
    assert!(connection.is_over());
}

#[test]
fn what_only_reads_is_only_read() {
    let site = site();
    let server = Server::start(&site, &[]);
    for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"] {
        assert_eq!(
            server.ask(method, "/", "Content-Length: 0\r\n").status,
            405,
            "{method}"
        );
    }
    assert_eq!(server.get("/_lutrin/rescan").status, 405);
}

/// Whatever the root language and the path of the site are, one address leads to the backstage.
#[test]
fn the_backstage_is_at_one_address() {
    let config = |base: &str, root: &str| {
        format!(
            "title: T\nbase_url: https://example.org{base}\nlanguages: {{fr: {{}}, en: {{}}}}\nsocial_cards: false\n{root}"
        )
    };
    let cases = [
        ("", "root_language: fr\n", "/backstage/", None),
        ("", "root_language: en\n", "/backstage/", None),
        ("", "", "/backstage/", Some("/fr/backstage/")),
        ("", "", "/backstage", Some("/fr/backstage/")),
        ("", "root_language: fr\n", "/backstage", Some("/backstage/")),
        (
            "/repo",
            "root_language: fr\n",
            "/backstage/",
            Some("/repo/backstage/"),
        ),
        ("/repo", "", "/backstage", Some("/repo/fr/backstage/")),
        ("/repo", "", "/repo/backstage/", Some("/repo/fr/backstage/")),
        (
            "/repo",
            "",
            "/backstage/talks/t/",
            Some("/repo/fr/backstage/talks/t/"),
        ),
        ("", "", "/backstage/talks/t", Some("/fr/backstage/talks/t/")),
    ];
    for (base, root, asked, expected) in cases {
        let site = DiskSite::empty()
            .file("lutrin.yaml", config(base, root))
            .file("content/talks/t/index.en.md", "---\ntitle: T\n---\n");
        let server = Server::start(&site, &[]);
        let reply = server.get(asked);
        assert_eq!(reply.header("location"), expected, "{base} {root}{asked}");
        let there = expected.map_or(reply.status, |there| server.get(there).status);
        assert_eq!(there, 200, "{base} {root}{asked}");
    }
}

/// A page of the site at that address stays there.
#[test]
fn a_page_that_is_called_backstage_is_itself() {
    let site = DiskSite::empty()
        .file(
            "lutrin.yaml",
            "title: T\nbase_url: https://example.org\nlanguages: {en: {}}\nsocial_cards: false\n",
        )
        .file("static/backstage/index.html", "<p>A hall.</p>");
    let server = Server::start(&site, &[]);
    assert!(server.get("/backstage/").text().contains("A hall."));
    assert_eq!(server.get("/en/backstage/").status, 200);
    assert_eq!(server.get("/backstage/nothing/").status, 404);
}
