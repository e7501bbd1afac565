//! Pages and sheets with parts that are there and parts that are not.

use super::*;

const URL: &str = "https://e.org/talks/t/deck/";

fn part(url: &str) -> Option<PageResource> {
    let (media_type, bytes): (&str, &[u8]) = match url {
        "https://e.org/s.css" => (
            "text/css; charset=utf-8",
            b"@import 'more.css' print;a{b:url(i.png)}",
        ),
        "https://e.org/more.css" => ("text/css", b"p{c:url('/f.woff2#x')}"),
        "https://e.org/loop.css" => ("text/css", b"@import url(loop.css);"),
        "https://e.org/d.js" => ("text/javascript", b"let a = '</script><!--';"),
        "https://e.org/i.png" | "https://e.org/talks/t/deck/i.png" => ("image/png", b"png"),
        "https://e.org/i-2.webp" => ("image/webp", b"wide"),
        "https://e.org/demo.html" => (
            "text/html; charset=utf-8",
            b"<head></head><img src=i.png><script>go()</script><iframe src=demo.html></iframe>",
        ),
        "https://e.org/icons.svg" => (
            "image/svg+xml",
            b"<?xml version='1.0'?><svg onload='go()'><style>#a{fill:red}</style><script>go()</script>\
               <symbol id='a'><path fill='url(#g)' onclick='go()'/></symbol><linearGradient id='g'/></svg>",
        ),
        "https://e.org/a.pdf" => ("application/pdf", b"pdf"),
        "https://e.org/f.woff2" => ("font/woff2", b"font"),
        _ => return None,
    };
    Some(PageResource {
        media_type: media_type.to_owned(),
        bytes: bytes.to_vec(),
    })
}

fn made(html: &str) -> SingleFile {
    let beside = BTreeMap::from([(
        "https://e.org/en/talks/t/deck/".to_owned(),
        "t.en.html".to_owned(),
    )]);
    single_file(&Original {
        html,
        url: URL,
        origin: "https://e.org",
        beside: &beside,
        part: &part,
    })
}

/// The file without its policy.
fn written(html: &str) -> String {
    let html = made(html).html;
    let start = html.find("\n<meta http-equiv").unwrap();
    let end = start + html[start..].find('>').unwrap() + 1;
    format!("{}{}", &html[..start], &html[end..])
}

const PNG: &str = "data:image/png;base64,cG5n";

#[test]
fn images_of_one_size_stand_in_the_page() {
    assert_eq!(
        written("<img src=i.png alt=\"a &amp; b\">"),
        format!("<img src=\"{PNG}\" alt=\"a &amp; b\">")
    );
    let sized = "<img srcset=\"/i.png 400w, /i-2.webp 1600w\" sizes=\"50vw\" src=/i.png loading=lazy width=2>";
    assert_eq!(
        written(sized),
        "<img src=\"data:image/webp;base64,d2lkZQ==\" width=\"2\">"
    );
    assert_eq!(
        written("<source srcset='/i.png'>"),
        format!("<source srcset=\"{PNG}\">")
    );
    assert_eq!(
        written("<svg><use href='#a'/><image href='/i.png'/></svg>"),
        format!("<svg><use href=\"#a\"/><image href=\"{PNG}\"/></svg>")
    );
    assert_eq!(
        written("<p style=\"x:url(/i.png)\">"),
        format!("<p style=\"x:url(&quot;{PNG}&quot;)\">")
    );
}

#[test]
fn pages_and_documents_stand_in_the_page() {
    assert_eq!(
        written("<object data=/a.pdf></object><embed src=/i.png><iframe src=/a.pdf></iframe>"),
        format!(
            "<object data=\"data:application/pdf;base64,cGRm\"></object><embed src=\"{PNG}\">\
             <iframe src=\"data:application/pdf;base64,cGRm\"></iframe>"
        )
    );
    let page = made("<iframe src='/demo.html#x' width=9></iframe>");
    assert!(
        page.html.contains("<iframe srcdoc=\"<head>"),
        "{}",
        page.html
    );
    let inside = "</head><img src=&quot;data:image/png;base64,cG5n&quot;><script>go()</script>";
    assert!(page.html.contains(inside), "{}", page.html);
    // Its script is known to both policies; a page within itself ends somewhere.
    let hash = BASE64.encode(Sha256::digest(b"go()"));
    assert!(page.html.starts_with("\n<meta") && page.html.matches(&hash).count() > 1);
    assert_eq!(page.missing, ["https://e.org/demo.html"]);
}

#[test]
fn parts_of_drawings_are_shown_from_the_page() {
    let html = "<body><svg><use href='/icons.svg#a'/><use xlink:href='/icons.svg#a'/></svg></body>";
    assert_eq!(
        written(html),
        "<body><svg><use href=\"#_f0-a\"/><use xlink:href=\"#_f0-a\"/></svg>\
         <div id=\"_f0\" aria-hidden=\"true\" style=\"position:absolute;width:0;height:0;overflow:hidden\">\
         <svg><style>#_f0 {\n#_f0-a{fill:red}\n}</style><symbol id=\"_f0-a\"><path fill=\"url(#_f0-g)\"/></symbol>\
         <linearGradient id=\"_f0-g\"/></svg></div>\n</body>"
    );
}

#[test]
fn sheets_stand_in_the_page_with_all_that_they_load() {
    let more = "p{c:url(\"data:font/woff2;base64,Zm9udA==#x\")}";
    let more = data_url("text/css", more.as_bytes());
    assert_eq!(
        written("<link rel=stylesheet href=/s.css media=screen>"),
        format!(
            "<style media=\"screen\">@import url(\"{more}\") print;a{{b:url(\"{PNG}\")}}</style>"
        )
    );
    for (css, expected) in [
        ("a{b:url( \"i.png\" )}", format!("a{{b:url(\"{PNG}\")}}")),
        (
            "/* url(gone) */ a{content:'url(gone)'}",
            "/* url(gone) */ a{content:'url(gone)'}".to_owned(),
        ),
        (
            "a{b:url(#c)}b{mask:URL(data:x)}",
            "a{b:url(\"#c\")}b{mask:url(\"data:x\")}".to_owned(),
        ),
        (
            "a{b:my-url(x)} c{d:'\\'url(x)'}",
            "a{b:my-url(x)} c{d:'\\'url(x)'}".to_owned(),
        ),
        ("a{b:'é</p>'}", "a{b:'é<\\/p>'}".to_owned()),
    ] {
        assert_eq!(
            written(&format!("<style>{css}</style>")),
            format!("<style>{expected}</style>")
        );
    }
}

#[test]
fn scripts_stand_in_the_page_and_the_policy_knows_them() {
    let html =
        "<head><meta charset=utf-8><script defer src=/d.js></script></head><body><p>x</body>";
    let made = made(html).html;
    let script = "let a = '<\\/script><\\!--';";
    assert!(
        made.ends_with(&format!(
            "</head><body><p>x<script>{script}</script></body>"
        )),
        "{made}"
    );
    let hash = BASE64.encode(Sha256::digest(script.as_bytes()));
    assert!(
        made.starts_with(
            "<head><meta charset=utf-8>\n<meta http-equiv=\"Content-Security-Policy\""
        ),
        "{made}"
    );
    assert!(
        made.contains(&format!("default-src 'none'; script-src 'sha256-{hash}';")),
        "{made}"
    );
    assert_eq!(
        written("<script>alert(1)</script><script type='application/ld+json'>{}</script>"),
        ""
    );
    assert_eq!(
        written("<script type='application/json' id=x>{\"a\":1}</script>"),
        "<script type='application/json' id=x>{\"a\":1}</script>"
    );
}

#[test]
fn links_lead_within_the_file_to_one_beside_it_or_to_the_site() {
    for (href, expected) in [
        ("#a", "#a"),
        ("/talks/t/deck/#a", "#a"),
        ("./", "#"),
        ("../../../en/talks/t/deck/#a", "t.en.html#a"),
        ("../", "https://e.org/talks/t/"),
        ("https://o.org/?a=1&amp;b", "https://o.org/?a=1&amp;b"),
    ] {
        assert_eq!(
            written(&format!("<a href=\"{href}\">x</a>")),
            format!("<a href=\"{expected}\">x</a>")
        );
    }
}

#[test]
fn the_data_of_a_deck_keeps_what_is_still_true() {
    let data = r#"{"presenter":"presenter/","languages":[{"lang":"en","url":"../../../en/talks/t/deck/"},{"lang":"de","url":"/de/"}],"title":"\u003cb>"}"#;
    assert_eq!(
        written(&format!(
            "<script type=\"application/json\" id=\"_deck\">{data}</script>"
        )),
        r#"<script type="application/json" id="_deck">{"languages":[{"lang":"en","url":"t.en.html"}],"presenter":null,"title":"\u003cb>"}</script>"#
    );
}

#[test]
fn a_script_that_a_deck_would_load_later_is_in_its_file() {
    let data = r#"{"tools":"../../../d.js"}"#;
    let made = made(&format!(
        "<meta charset=utf-8><script type=\"application/json\" id=\"_deck\">{data}</script>"
    ));
    assert!(made.missing.is_empty(), "{:?}", made.missing);
    assert!(
        made.html.contains(r#"{"tools":null}</script>"#),
        "{}",
        made.html
    );
    assert!(made.html.contains("<script>let a"), "{}", made.html);
    assert!(made.html.contains("script-src 'sha256-"), "{}", made.html);
}

#[test]
fn what_is_for_other_programs_is_left_out() {
    let html = "<link rel=canonical href=x><link rel=alternate href=y><link rel=preload href=/i.png><base href=/>\
                <meta property=og:image content=z><meta name=twitter:card content=w><meta http-equiv=refresh content=0>\
                <!-- a --><link rel=icon href=/i.png>";
    assert_eq!(written(html), format!("<link rel=\"icon\" href=\"{PNG}\">"));
}

#[test]
fn what_is_not_there_is_left_out_and_told() {
    let made = made(
        "<img src=https://o.org/i.png alt=x><link rel=stylesheet href=/loop.css><iframe src=/none.html></iframe>\
         <style>a{b:url(gone.png)}</style><img src=https://o.org/i.png>",
    );
    assert_eq!(
        made.missing,
        [
            "https://e.org/loop.css",
            "https://e.org/none.html",
            "https://e.org/talks/t/deck/gone.png",
            "https://o.org/i.png"
        ]
    );
    assert!(
        made.html.contains("<img alt=\"x\">") && made.html.contains("<iframe></iframe>"),
        "{}",
        made.html
    );
    assert!(made.html.contains("a{b:url(\"data:,\")}"), "{}", made.html);
}

#[test]
fn any_text_is_survived() {
    for text in [
        "a < b",
        "<style>",
        "<style>a{b:url(",
        "<style>'",
        "<script src=/d.js>",
        "<a href=",
        "<title><b></title>",
        "&#xd800;",
        "<a href='&#9999999;&x;&'>",
        "<style>/*é",
    ] {
        let _ = single_file(&Original {
            html: text,
            url: URL,
            origin: "https://e.org",
            beside: &BTreeMap::new(),
            part: &part,
        });
    }
}
