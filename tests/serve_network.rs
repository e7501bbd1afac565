//! The dev server on a network: what others can read and do, how a device gets in, and what the
//! windows of a deck tell each other through it. Where this machine is on no network, nothing can
//! come from one, and the parts that need it are left out.

use std::collections::BTreeSet;
use std::fs;
use std::io::Read;
use std::net::IpAddr;
use std::process::Stdio;

use lutrin::date::Date;
use lutrin::lang::Lang;
use lutrin::rehearsal::{Run, RunId, RunSlide};
use serde_json::{Value, json};

use crate::common::CONFIG;
use crate::common::disk::DiskSite;
use crate::common::server::{
    Client, Connection, Reply, Server, document_of, eventually, free_port, network_address,
};

/// What is in every text that is nobody's business.
const WHISPER: &str = "WHISPERED";

const DECK: &str = "/en/talks/t/deck/";

/// A site with something of every kind that is not published, in the theme that everybody uses.
fn site() -> DiskSite {
    let front = "---\nvariants: {short: {duration: 5m}}\n---\n";
    let slides = format!(
        "# One\n\nShown.\n\n::: notes\n{WHISPER} on one.\n:::\n\n---\n\n## Two {{only=short}}\n\nNote: {WHISPER} on two.\n"
    );
    let talk = format!(
        "---\ntitle: T\nduration: 10m\nproposals: [{{event: Summit, notes: {WHISPER}}}]\n---\nAbout.\n"
    );
    let run = format!(
        "version: 1\nstarted: 2026-11-23T18:04:05Z\nlanguage: en\nspeaker: {WHISPER}\nslides: []\nvisits: []\npauses: []\n\
         questions: []\nstate: ended\nend: 5.0\n"
    );
    DiskSite::empty()
        .file("lutrin.yaml", CONFIG)
        .file("content/blog/a.en.md", "---\ntitle: A\ndate: 2026-01-01\ntags: [shown]\n---\nText of A.\n")
        .file(
            "content/blog/draft/index.en.md",
            format!("---\ntitle: {WHISPER}\ndate: 2026-01-01\ndraft: true\ntags: [{WHISPER}]\n---\n{WHISPER}.\n"),
        )
        .file("content/blog/draft/secret.txt", WHISPER)
        .file("content/blog/later.en.md", format!("---\ntitle: Later {WHISPER}\ndate: 9999-01-01\n---\n{WHISPER}.\n"))
        .file("content/talks/t/index.en.md", talk)
        .file("content/talks/t/deck.en.md", format!("{front}{slides}"))
        .file("content/talks/t/outline.en.md", format!("## {WHISPER} {{time=5m}}\n"))
        .file("content/talks/t/rehearsals/2026-11-23T180405.en.yaml", run)
        .file("content/talks/d/index.en.md", format!("---\ntitle: {WHISPER}\ndraft: true\n---\n{WHISPER}.\n"))
        .file("content/talks/d/deck.en.md", format!("# {WHISPER}\n"))
        .file("static/film.txt", "shown to all")
}

/// A server on all addresses, and somebody on the network.
fn open(site: &DiskSite) -> Option<(Server, Client, IpAddr)> {
    let ip = network_address().or_else(|| {
        eprintln!("this machine is on no network: this part was left out");
        None
    })?;
    let server = Server::start(site, &["--host", "0.0.0.0"]);
    let visitor = Client::from_network(&server, ip);
    Some((server, visitor, ip))
}

/// The one-time address that is printed last.
fn entrance(server: &Server) -> String {
    server.prints(|line| line.contains("/_lutrin/enter"));
    let printed = server.out.lock().unwrap();
    let address = printed
        .iter()
        .rfind(|line| line.contains("/_lutrin/enter"))
        .unwrap();
    address[address.find("/_lutrin").unwrap()..].to_owned()
}

/// The addresses in a text, below this server.
fn addresses(text: &str) -> impl Iterator<Item = String> + '_ {
    let after = ["href=\"", "src=\"", "href=", "src="]
        .into_iter()
        .flat_map(|mark| text.split(mark).skip(1));
    after.filter_map(|rest| {
        let address = rest.split(['"', ' ', '>', '#', '?']).next()?;
        address.starts_with('/').then(|| address.to_owned())
    })
}

/// Every address that somebody who sees everything is led to, and every one that only has to be
/// guessed.
fn all_addresses(server: &Server, site: &DiskSite) -> BTreeSet<String> {
    let guessed = [
        "/",
        "/en/",
        "/backstage/",
        "/en/backstage/",
        "/en/backstage/talks/t/",
        "/en/backstage/talks/d/",
        DECK,
        "/en/talks/t/deck/short/",
        "/en/talks/t/deck/handout/",
        "/en/talks/t/deck/short/handout/",
        "/en/talks/t/deck/presenter/",
        "/en/talks/t/deck/short/presenter/",
        "/en/talks/t/deck/clock/",
        "/en/talks/t/deck/short/clock/",
        "/en/talks/d/",
        "/en/talks/d/deck/",
        "/en/talks/d/deck/handout/",
        "/en/talks/d/deck/presenter/",
        "/en/talks/d/deck/clock/",
        "/en/blog/draft/",
        "/en/blog/draft/secret.txt",
        "/blog/draft/secret.txt",
        "/en/blog/later/",
        "/en/talks/t/outline/",
        "/talks/t/outline.en.md",
        "/content/talks/t/deck.en.md",
        "/talks/t/rehearsals/2026-11-23T180405.en.yaml",
        "/en/search.json",
        "/search.json",
        "/en/feed.xml",
        "/en/index.xml",
        "/sitemap.xml",
        "/events.ics",
        "/404.html",
        "/lutrin.yaml",
        "/_lutrin/reload.js",
        "/_lutrin/rescan",
        "/_lutrin/rehearsals/t/1a2b3c4d?window=w1",
        "/_lutrin/voice/t",
        "/en/tags/whispered/",
        "/_lutrin/enter",
        "/_lutrin/enter?key=&to=/en/backstage/",
    ];
    let mut all: BTreeSet<String> = guessed
        .iter()
        .map(|address| (*address).to_owned())
        .collect();
    let built = site.tree("public").into_keys();
    all.extend(built.map(|name| {
        format!("/{}", name.strip_suffix("index.html").unwrap_or(&name)).replace(' ', "%20")
    }));
    let mut left: Vec<String> = all.iter().cloned().collect();
    while let Some(address) = left.pop() {
        for found in addresses(&server.get(&address).text()) {
            if all.insert(found.clone()) {
                left.push(found);
            }
        }
    }
    all
}

fn headers(reply: &Reply) -> String {
    reply
        .headers
        .iter()
        .fold(String::new(), |all, (name, value)| {
            all + name + ": " + value + "\n"
        })
}

#[test]
fn no_note_reaches_an_audience() {
    let site = site();
    site.build();
    let Some((server, visitor, _)) = open(&site) else {
        return;
    };
    let token = server.token();
    let all = all_addresses(&server, &site);
    let secret = all
        .iter()
        .filter(|address| server.get(address).text().contains(WHISPER))
        .count();
    assert!(
        all.len() > 50 && secret >= 12,
        "{} addresses, {secret} with secrets: {all:?}",
        all.len()
    );
    assert!(
        server
            .get("/en/talks/t/deck/presenter/")
            .text()
            .contains(WHISPER),
        "its speaker sees it"
    );
    for with_token in [false, true] {
        // Somebody may have read the token over a shoulder.
        let head = format!(
            "Origin: http://{}\r\nX-Lutrin-Token: {token}\r\n",
            visitor.host
        );
        let visitor = Client {
            lines: if with_token { head } else { String::new() },
            ..visitor.clone()
        };
        for address in &all {
            for variation in [
                address.clone(),
                format!("{address}index.html"),
                address.trim_end_matches('/').to_owned(),
            ] {
                if variation.is_empty() {
                    continue;
                }
                let reply = visitor.get(&variation);
                let said = headers(&reply) + &reply.text();
                assert!(
                    !said.contains(WHISPER) && !said.to_lowercase().contains("whispered"),
                    "{variation}: {said}"
                );
                let is_page = said.contains("content-type: text/html");
                assert!(
                    !(said.contains(&token) || is_page && said.contains("data-token")),
                    "{variation}"
                );
            }
            let state = visitor
                .listen(&format!("/_lutrin/events?path={address}"))
                .next();
            assert!(!state.to_string().contains(WHISPER), "{address}: {state}");
            assert_eq!(
                (&state["errors"], &state["backstage"]),
                (&json!([]), &Value::Null),
                "{state}"
            );
        }
        for method in ["POST", "PUT", "DELETE", "PATCH"] {
            for address in [
                "/_lutrin/rescan",
                "/_lutrin/present/t",
                "/_lutrin/rehearsals/t/1a2b3c4d?window=w1",
                DECK,
            ] {
                let reply = visitor.send(method, address, "", "{}").unwrap();
                assert!(
                    [403, 405].contains(&reply.status),
                    "{method} {address}: {}",
                    reply.status
                );
            }
        }
    }
}

#[test]
fn the_network_reads_what_a_build_publishes() {
    let site = site();
    site.build();
    let Some((server, visitor, ip)) = open(&site) else {
        return;
    };
    server.says("everybody on this network can read the public site: no drafts");
    server.says(&format!("  http://{ip}:{}/", server.address.port()));
    for (name, bytes) in site
        .tree("public")
        .iter()
        .filter(|(name, _)| !name.starts_with('.'))
    {
        let path =
            format!("/{}", name.strip_suffix("index.html").unwrap_or(name)).replace(' ', "%20");
        let reply = visitor.get(&path);
        assert!(
            reply.status == 200 || name.ends_with("404.html"),
            "{path}: {}",
            reply.status
        );
        let is_page = reply
            .header("content-type")
            .is_some_and(|media| media.starts_with("text/html"));
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
    }
    for hidden in [
        "/en/blog/draft/",
        "/en/blog/later/",
        "/en/backstage/",
        "/en/backstage",
        "/en/talks/d/",
        "/en/talks/t/deck/handout/",
    ] {
        assert_eq!(
            (
                visitor.get(hidden).status,
                visitor.get("/en/nothing/").status
            ),
            (404, 404),
            "{hidden}"
        );
    }
    // An edit reaches them; a draft that is edited does not.
    let mut states = visitor.listen(&format!("/_lutrin/events?path={DECK}"));
    let first = states.next();
    site.write("content/blog/draft/secret.txt", format!("{WHISPER} again"));
    site.write("static/film.txt", "shown again");
    let state = states.until(|state| state["touched"] != json!({}));
    assert_eq!(
        state["touched"]
            .as_object()
            .unwrap()
            .keys()
            .collect::<Vec<_>>(),
        ["/film.txt"]
    );
    assert_eq!(state["page"], first["page"]);
    site.write("content/talks/t/deck.en.md", "# One\n\nMended.\n");
    states.until(|state| state["page"] != first["page"]);
    assert!(visitor.get(DECK).text().contains("Mended."));
}

/// Fails without the gate's own header, and without its taking away what a client says of itself.
#[test]
fn nobody_can_say_that_they_are_this_machine() {
    let site = site();
    let Some((server, visitor, _)) = open(&site) else {
        return;
    };
    for lines in [
        "X-Lutrin-Machine: here\r\n",
        "x-lutrin-machine: here\r\nX-Lutrin-Machine: here\r\n",
        "X-Forwarded-For: 127.0.0.1\r\nForwarded: for=127.0.0.1\r\nX-Real-IP: 127.0.0.1\r\n",
        "Cookie: lutrin_session=\r\n",
        "Cookie: lutrin_session=abcdefgh; lutrin_session\r\n",
    ] {
        assert_eq!(
            visitor.ask("GET", "/en/backstage/", lines).status,
            404,
            "{lines}"
        );
    }
    // Nor by naming the machine as it names itself.
    let named = Client {
        host: server.host(),
        ..visitor
    };
    assert_eq!(named.get("/en/backstage/").status, 404);
    assert_eq!(server.get("/en/backstage/").status, 200);
}

/// What only looks ahead does not use the key up, nor does what comes from elsewhere.
fn requests_that_press_nothing_keep_the_key(visitor: &Client, way: &str, own_origin: &str) {
    for lines in [
        "",
        "User-Agent: WhatsApp/2.23\r\n",
        "Sec-Purpose: prefetch;prerender\r\n",
        "X-Purpose: preview\r\n",
        "X-Moz: prefetch\r\n",
    ] {
        for method in ["GET", "HEAD"] {
            let reply = visitor.ask(method, way, lines);
            assert_eq!(
                (
                    reply.status,
                    reply.header("set-cookie"),
                    reply.header("location")
                ),
                (200, None, None),
                "{lines}"
            );
        }
    }
    assert_eq!(
        visitor.send("PUT", way, own_origin, "").unwrap().status,
        405
    );
    for lines in [
        "",
        "Origin: null\r\n",
        "Origin: http://evil.example\r\n",
        "Origin: http://localhost\r\n",
    ] {
        let reply = visitor.send("POST", way, lines, "").unwrap();
        assert_eq!(
            (reply.status, reply.header("set-cookie")),
            (403, None),
            "{lines}"
        );
    }
}

/// A way that leads to another site does not use the key up.
fn ways_out_keep_the_key(visitor: &Client, bare: &str, own_origin: &str) {
    for to in [
        "//evil.example/",
        "https://evil.example",
        "/%5Cevil.example",
        "/%2Fevil.example",
        "%09//evil",
        "/a%0D%0ASet-Cookie:%20a=b",
    ] {
        for reply in [
            visitor.get(&format!("{bare}&to={to}")),
            visitor
                .send("POST", &format!("{bare}&to={to}"), own_origin, "")
                .unwrap(),
        ] {
            assert_eq!(
                (
                    reply.status,
                    reply.header("location"),
                    reply.header("set-cookie")
                ),
                (400, None, None),
                "{to}"
            );
        }
    }
}

#[test]
fn a_key_lets_one_device_in() {
    let site = site();
    let Some((server, visitor, _)) = open(&site) else {
        return;
    };
    let way = entrance(&server);
    let own_origin = format!("Origin: http://{}\r\n", visitor.host);
    let press =
        |client: &Client, target: &str| client.send("POST", target, &own_origin, "").unwrap();
    requests_that_press_nothing_keep_the_key(&visitor, &way, &own_origin);
    let bare = way.split("&to=").next().unwrap();
    ways_out_keep_the_key(&visitor, bare, &own_origin);
    let reply = press(&visitor, &format!("{bare}&to=/en/backstage/%C3%A9%20%25/"));
    assert_eq!(
        (reply.status, reply.header("location")),
        (303, Some("/en/backstage/%C3%A9%20%25/"))
    );
    let cookie = reply.header("set-cookie").unwrap();
    let (cookie, attributes) = cookie.split_once("; ").unwrap();
    assert_eq!(attributes, "HttpOnly; SameSite=Strict; Path=/");
    let inside = Client {
        lines: format!("Cookie: a=b; {cookie}\r\n"),
        ..visitor.clone()
    };
    assert_eq!(inside.get("/en/backstage/").status, 200);
    assert!(inside.get("/en/blog/draft/").text().contains(WHISPER));
    // The sound of runs stays on the machine, whoever is let in.
    assert_eq!(inside.get("/_lutrin/voice/t").status, 403);
    assert_eq!(server.get("/_lutrin/voice/t").status, 200);
    let page = inside.get("/en/").text();
    let token = page.split("data-token=\"").nth(1).unwrap()[..32].to_owned();
    let head = format!(
        "Origin: http://{}\r\nX-Lutrin-Token: {token}\r\n",
        inside.host
    );
    assert_eq!(
        inside
            .send("POST", "/_lutrin/rescan", &head, "")
            .unwrap()
            .status,
        202
    );
    assert_eq!(
        visitor
            .send("POST", "/_lutrin/rescan", &head, "")
            .unwrap()
            .status,
        403,
        "a token alone is not enough"
    );
    assert_eq!(
        inside
            .send("POST", "/_lutrin/rescan", "", "")
            .unwrap()
            .status,
        403,
        "nor is a session"
    );
    for wrong in [
        way.clone(),
        format!("{bare}x"),
        "/_lutrin/enter".to_owned(),
        "/_lutrin/enter?key=".to_owned(),
    ] {
        for reply in [visitor.get(&wrong), press(&visitor, &wrong)] {
            assert_eq!(
                (reply.status, reply.header("set-cookie")),
                (403, None),
                "{wrong}"
            );
            assert!(
                reply.text().contains("Cette clé n’ouvre rien"),
                "{}",
                reply.text()
            );
        }
    }
    // Who is inside needs no key: a button that was pressed twice leads on.
    for client in [&inside, &Client::of(&server)] {
        for reply in [client.get(&way), press(client, &way)] {
            assert_eq!((reply.status, reply.header("set-cookie")), (303, None));
        }
    }
}

/// The page with the button speaks the language of the page that it leads to, in whatever theme,
/// and does nothing else.
#[test]
fn the_way_in_is_a_page_with_a_button() {
    let languages = "title: T\nbase_url: https://example.org/sub/\nroot_language: fr\n\
                     languages: {fr: {name: F}, en: {name: E}, de: {name: D}}\n";
    let site = DiskSite::small().file("lutrin.yaml", format!("{languages}theme: tiny\n"));
    let Some((server, visitor, _)) = open(&site) else {
        return;
    };
    let way = entrance(&server);
    let bare = way.split("&to=").next().unwrap();
    for (to, lang, button) in [
        ("/sub/en/talks/t/deck/presenter/", "en", "Open"),
        ("/sub/talks/t/deck/presenter/", "fr", "Ouvrir"),
        ("/", "fr", "Ouvrir"),
        ("/sub/de/", "de", "Open"),
    ] {
        let reply = visitor.get(&format!("{bare}&to={to}"));
        let page = reply.text();
        assert!(page.contains(&format!("<html lang=\"{lang}\">")), "{page}");
        assert!(
            page.contains(&format!(
                "<form method=\"post\"><button>{button}</button></form>"
            )),
            "{page}"
        );
        assert!(
            page.contains("content=\"noindex\"") && !page.contains("<script"),
            "{page}"
        );
        assert_eq!(
            (reply.header("cache-control"), reply.header("x-robots-tag")),
            (Some("no-store"), Some("noindex"))
        );
        let policy = reply.header("content-security-policy").unwrap();
        assert!(
            policy.contains("default-src 'none'") && policy.contains("form-action 'self'"),
            "{policy}"
        );
        assert!(!page.contains("key="), "nothing of the key has to be in it");
    }
    let style = visitor.get("/_lutrin/entrance.css");
    assert_eq!(
        (style.status, style.header("content-type")),
        (200, Some("text/css; charset=utf-8"))
    );
    let closed = visitor.get("/_lutrin/enter?key=x&to=/sub/").text();
    assert!(
        closed.contains("Cette clé n’ouvre rien") && !closed.contains("<form"),
        "{closed}"
    );
}

#[test]
fn enter_makes_another_key() {
    let Some(ip) = network_address() else { return };
    let site = site();
    let port = free_port().to_string();
    let mut command = site.command(&["serve", "--host", "0.0.0.0", "--port", &port]);
    let mut server = Server::run(command.stdin(Stdio::piped()));
    let first = entrance(&server);
    server.press_enter();
    let second = server.prints(|line| line.contains("/_lutrin/enter") && !line.contains(&first));
    let second = &second[second.find("/_lutrin").unwrap()..];
    let visitor = Client::from_network(&server, ip);
    let head = format!("Origin: http://{}\r\n", visitor.host);
    let press = |way: &str| visitor.send("POST", way, &head, "").unwrap().status;
    assert_eq!(
        (press(second), press(&first)),
        (303, 303),
        "both open, each once"
    );
    assert_eq!((press(second), press(&first)), (403, 403));
}

#[test]
fn a_server_of_this_machine_gives_no_keys() {
    let site = site();
    let server = Server::start(&site, &[]);
    server.get("/");
    assert_eq!(server.out.lock().unwrap().len(), 1);
    let reply = server.get("/_lutrin/enter?key=a&to=/");
    assert_eq!(
        (reply.status, reply.header("set-cookie")),
        (303, None),
        "this machine needs none"
    );
}

fn message(from: &str, at: usize) -> Value {
    json!({"v": 1, "from": from, "seq": at, "role": "presenter", "lang": "en", "slide": "one", "at": at, "step": 0, "curtain": null})
}

fn say(server: &Server, channel: &str, message: &str) -> u16 {
    server
        .send(
            "POST",
            &format!("/_lutrin/present/{channel}"),
            &server.token(),
            message,
        )
        .status
}

#[test]
fn windows_hear_each_other() {
    let site = site();
    let server = Server::start(&site, &[]);
    let mut early = server.listen("/_lutrin/present/t");
    assert_eq!(say(&server, "t", &message("a", 1).to_string()), 204);
    assert_eq!(early.next(), message("a", 1));
    assert_eq!(
        say(
            &server,
            "t",
            &json!({"v": 1, "from": "b", "hello": true}).to_string()
        ),
        204
    );
    assert_eq!(early.next(), json!({"v": 1, "from": "b", "hello": true}));
    let mut late = server.listen("/_lutrin/present/t");
    assert_eq!(
        late.next(),
        message("a", 1),
        "the last state, and no question"
    );
    // Two lead: the last word counts. What nobody knows does not go on.
    let mut sent = message("b", 2);
    sent["notes"] = json!(WHISPER);
    assert_eq!(say(&server, "t", &sent.to_string()), 204);
    assert_eq!(
        (early.next(), late.next()),
        (message("b", 2), message("b", 2))
    );
    // A variant is a channel of its own.
    let mut short = server.listen("/_lutrin/present/t/short");
    assert_eq!(say(&server, "t/short", &message("c", 7).to_string()), 204);
    assert_eq!(short.next(), message("c", 7));
    assert_eq!(say(&server, "t", &message("a", 3).to_string()), 204);
    assert_eq!(early.next(), message("a", 3), "and nothing of the variant");
}

#[test]
fn what_is_no_message_is_not_passed_on() {
    let site = site();
    let server = Server::start(&site, &[]);
    let (token, target) = (server.token(), "/_lutrin/present/t");
    let head = server.head(&token);
    let client = Client::of(&server);
    let body = message("a", 1).to_string();
    for lines in [
        "",
        &head.replace(&token, &"0".repeat(32)),
        &head.replace("localhost", "evil.example"),
    ] {
        assert_eq!(
            client.send("POST", target, lines, &body).unwrap().status,
            403,
            "{lines}"
        );
    }
    for unknown in ["nowhere", "t/long", "t/short/x", "", "t/", "%2e%2e/t", "T"] {
        let status = say(&server, unknown, &body);
        assert!([400, 404].contains(&status), "{unknown}: {status}");
        assert!(
            [400, 404].contains(&server.get(&format!("/_lutrin/present/{unknown}")).status),
            "{unknown}"
        );
    }
    let long = |count: usize| body.replace("one", &"x".repeat(count));
    assert_eq!(
        (
            say(&server, "t", &long(10)),
            say(&server, "t", &long(4 << 10))
        ),
        (204, 400),
        "but for a run, 4 KiB"
    );
    assert_eq!(say(&server, "t", &" ".repeat((1 << 20) + 1)), 413);
    for bad in [
        "",
        "{}",
        "[]",
        "{",
        &message("a", 1).to_string().replace("presenter", "root"),
    ] {
        assert_eq!(say(&server, "t", bad), 400, "{bad}");
    }
    for method in ["PUT", "DELETE", "HEAD"] {
        assert_eq!(
            server.ask(method, target, "Content-Length: 0\r\n").status,
            405,
            "{method}"
        );
    }
    // The gate counts streams by how they are written.
    for other in [
        "/_lutrin/%70resent/t",
        "//_lutrin/present/t",
        "/_lutrin/./present/t",
    ] {
        assert!([400, 404].contains(&server.get(other).status), "{other}");
    }
}

/// Fails without the gate's look at the addresses of channels.
#[test]
fn listeners_leave_room_for_pages() {
    let site = site();
    let server = Server::start(&site, &[]);
    let mut streams: Vec<Connection> = (0..400).map(|_| server.connect()).collect();
    let mut refused = 0;
    for stream in &mut streams {
        stream.send(
            format!(
                "GET /_lutrin/present/t HTTP/1.1\r\nHost: {}\r\n\r\n",
                server.host()
            )
            .as_bytes(),
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
    // Those who are gone are dropped as soon as there is something to say.
    let threads = || {
        fs::read_dir(format!("/proc/{}/task", server.pid()))
            .unwrap()
            .count()
    };
    let before = threads();
    drop(streams);
    eventually("the threads of listeners end", || {
        assert_eq!(say(&server, "t", &message("a", 1).to_string()), 204);
        (threads() + 300 < before).then_some(())
    });
    assert_eq!(server.listen("/_lutrin/present/t").next(), message("a", 1));
}

/// Fails without `MAX_VISITOR_STREAMS`: an audience of many tabs would keep a remote out.
#[test]
fn an_audience_leaves_room_for_the_remote() {
    let site = site();
    let Some((server, visitor, _)) = open(&site) else {
        return;
    };
    let mut streams: Vec<Connection> = (0..300).map(|_| visitor.connect().unwrap()).collect();
    let mut refused = 0;
    for stream in &mut streams {
        stream.send(
            format!(
                "GET /_lutrin/present/t HTTP/1.1\r\nHost: {}\r\n\r\n",
                visitor.host
            )
            .as_bytes(),
        );
        let mut start = [0; 12];
        stream.stream.read_exact(&mut start).unwrap();
        refused += usize::from(&start == b"HTTP/1.1 503");
    }
    assert_eq!(refused, 60);
    assert_eq!(say(&server, "t", &message("a", 1).to_string()), 204);
    assert_eq!(server.listen("/_lutrin/present/t").next(), message("a", 1));
    // An audience hears where the talk is, and nothing else.
    let status = visitor.send(
        "POST",
        "/_lutrin/present/t",
        &server.head(&server.token()),
        &message("x", 9).to_string(),
    );
    assert_eq!(status.unwrap().status, 403);
    assert_eq!(
        visitor.get("/_lutrin/present/d").status,
        404,
        "a draft is not there"
    );
}

#[test]
fn a_restarted_server_hears_again() {
    let site = site();
    let mut server = Server::start(&site, &[]);
    assert_eq!(say(&server, "t", &message("a", 5).to_string()), 204);
    server.kill();
    let server = Server::start(&site, &["--port", &server.address.port().to_string()]);
    let mut stream = server.listen("/_lutrin/present/t");
    assert_eq!(say(&server, "t", &message("a", 6).to_string()), 204);
    assert_eq!(stream.next(), message("a", 6), "it knew nothing before");
}

#[test]
fn what_is_said_of_a_run_reaches_presenters_alone() {
    let site = site();
    let Some((server, visitor, _)) = open(&site) else {
        return;
    };
    let started = Date::parse("2026-11-23T18:04:05Z").unwrap();
    let slide = RunSlide {
        id: "one".to_owned(),
        hash: "a1".to_owned(),
        title: Some("One".to_owned()),
        ..RunSlide::default()
    };
    let id = RunId::parse("1a2b3c4d").unwrap();
    let mut run = Run::begin(id, started, Lang::new("en"), vec![slide]);
    run.speaker = Some("ada".to_owned());
    let run = json!({
        "commands": 1, "by": "a", "term": 0, "mode": "talk", "records": true, "document": document_of(&run),
    });
    let sent = json!({"v": 1, "from": "a", "role": "presenter", "run": run});
    let target = "/_lutrin/present/t";
    let mut presenter = server.listen("/_lutrin/present/t?role=presenter");
    let mut audience = server.listen(target);
    let mut elsewhere = visitor.listen("/_lutrin/present/t?role=presenter");
    assert_eq!(say(&server, "t", &message("a", 1).to_string()), 204);
    // From here on, all of them listen.
    for listener in [&mut presenter, &mut audience, &mut elsewhere] {
        assert_eq!(listener.next(), message("a", 1));
    }
    assert_eq!(say(&server, "t", &sent.to_string()), 204);
    assert_eq!(say(&server, "t", &message("a", 2).to_string()), 204);
    assert_eq!(
        (presenter.next(), presenter.next()),
        (sent.clone(), message("a", 2))
    );
    assert_eq!(
        (audience.next(), elsewhere.next()),
        (message("a", 2), message("a", 2))
    );
    let mut late = visitor.listen(target);
    assert_eq!(
        late.next(),
        message("a", 2),
        "nor is it kept for those who come"
    );
    let head = format!(
        "Origin: http://{}\r\nX-Lutrin-Token: {}\r\n",
        visitor.host,
        server.token()
    );
    assert_eq!(
        visitor
            .send("POST", target, &head, &sent.to_string())
            .unwrap()
            .status,
        403
    );
}

#[test]
fn listeners_are_told_that_somebody_is_there() {
    let site = site();
    let server = Server::start(&site, &[]);
    let mut stream = server.listen("/_lutrin/present/t");
    assert!(stream.line(|line| line.starts_with("event: beat")));
}

#[test]
fn a_device_is_inside_when_the_server_is_started_again() {
    let site = site();
    let Some((mut server, visitor, _)) = open(&site) else {
        return;
    };
    let way = entrance(&server);
    let head = format!("Origin: http://{}\r\n", visitor.host);
    let reply = visitor.send("POST", &way, &head, "").unwrap();
    let cookie = reply
        .header("set-cookie")
        .unwrap()
        .split(';')
        .next()
        .unwrap()
        .to_owned();
    let port = server.address.port().to_string();
    server.kill();
    let server = Server::start(&site, &["--host", "0.0.0.0", "--port", &port]);
    let inside = Client {
        lines: format!("Cookie: {cookie}\r\n"),
        ..visitor.clone()
    };
    assert_eq!(
        (
            inside.get("/en/backstage/").status,
            visitor.get("/en/backstage/").status
        ),
        (200, 404)
    );
    assert_eq!(visitor.get(&way).status, 403, "a key works once");
    drop(server);
    assert!(
        !site
            .read(".lutrin/devices")
            .contains(cookie.split_once('=').unwrap().1)
    );
}

#[test]
fn present_says_where_the_slides_are() {
    let site = site();
    let port = free_port().to_string();
    let start = |arguments: &[&str]| {
        let command = [&["present", "--port", &port], arguments].concat();
        Server::run(site.command(&command).stdin(Stdio::null()))
    };
    let server = start(&["content/talks/t/", "--variant", "short", "--poll"]);
    server.says("with `--lan`, a phone on this network can be your remote");
    let at = |path: &str| format!("http://{}{path}", server.address);
    let deck = "/en/talks/t/deck/short/";
    assert_eq!(
        *server.out.lock().unwrap(),
        [at(deck), at(&format!("{deck}presenter/"))]
    );
    assert!(server.get(deck).text().contains("Shown."));
    assert!(
        server.get("/en/talks/d/deck/").text().contains(WHISPER),
        "drafts are shown"
    );
    site.write(
        "content/talks/t/deck.en.md",
        site.read("content/talks/t/deck.en.md")
            .replace("Shown.", "Mended."),
    );
    server.until(deck, |reply| reply.text().contains("Mended."));
    drop(server);
    let Some(ip) = network_address() else { return };
    let server = start(&["d", "--lang", "en", "--lan"]);
    server.says("this deck is a draft or waits for its day");
    let way = server.prints(|line| line.contains("/_lutrin/enter"));
    let start = format!("http://{ip}:{}/_lutrin/enter?key=", server.address.port());
    assert!(
        way.starts_with(&start) && way.ends_with("&to=/en/talks/d/deck/presenter/"),
        "{way}"
    );
    assert!(
        !server.said.lock().unwrap().contains('█'),
        "a log has no picture"
    );
    assert_eq!(
        Client::from_network(&server, ip)
            .get("/en/talks/d/deck/")
            .status,
        404
    );
}

#[test]
fn present_says_what_there_is_instead() {
    let site = site().file(
        "content/talks/bare/index.en.md",
        "---\ntitle: Bare\n---\nAbout.\n",
    );
    for (arguments, error, help) in [
        (
            &["tt"][..],
            "`content/talks` has no `tt`",
            "did you mean `t`?",
        ),
        (
            &["quite-another"],
            "`content/talks` has no `quite-another`",
            "lutrin new talk",
        ),
        (
            &["bare"],
            "`content/talks/bare` has no deck",
            "make one: `lutrin new deck bare`",
        ),
        (
            &["t", "--variant", "shrt"],
            "the deck of `t` has no variant `shrt`",
            "did you mean `short`?",
        ),
        (
            &["t", "--lang", "fr"],
            "`t` has no deck in `fr`",
            "lutrin new deck t --lang fr",
        ),
        (
            &["t", "--lang", "xx"],
            "`xx` is not a language of the site",
            "it has",
        ),
    ] {
        let output = site
            .command(&[&["present"], arguments].concat())
            .output()
            .unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {said}");
        assert!(
            said.contains(&format!("error: {error}")) && said.contains(help),
            "{arguments:?}: {said}"
        );
        assert!(output.stdout.is_empty());
    }
}
