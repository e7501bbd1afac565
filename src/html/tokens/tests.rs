//! Tokens of small texts, and their ranges in any text.

use proptest::prelude::*;

use super::*;

/// Each token in a short form, apart by spaces: `<p>`, `</p>`, `"text"`, `!comment`, `?other`.
fn shape(html: &str) -> String {
    let one = |token: Token<'_>| match token {
        Token::Start(tag) if tag.is_self_closing => format!("<{}/>", tag.name),
        Token::Start(tag) => format!("<{}>", tag.name),
        Token::End(tag) => format!("</{}>", tag.name),
        Token::Text(text) if text.is_raw => format!("'{}'", text.written),
        Token::Text(text) => format!("\"{}\"", text.written),
        Token::Comment(range) => format!("!{}", &html[range]),
        Token::Other(range) => format!("?{}", &html[range]),
    };
    tokens(html).map(one).collect::<Vec<_>>().join(" ")
}

#[test]
fn markup_and_text_stand_apart() {
    for (html, expected) in [
        ("", ""),
        ("a &amp; b", "\"a &amp; b\""),
        ("<P>a<br/>b</P >", "<p> \"a\" <br/> \"b\" </p>"),
        ("a < b, 1<2, <3", "\"a < b, 1<2, <3\""),
        (
            "a<!-- <b> -->c<!---->",
            "\"a\" !<!-- <b> --> \"c\" !<!---->",
        ),
        (
            "<!DOCTYPE html><?php x ?>é",
            "?<!DOCTYPE html> ?<?php x ?> \"é\"",
        ),
        ("<a\r\nb='>'\r\n>\r\n<i>", "<a> \"\r\n\" <i>"),
        ("<p title=\"é\u{1f600}\">\0</p>", "<p> \"\0\" </p>"),
    ] {
        assert_eq!(shape(html), expected, "{html}");
    }
}

#[test]
fn what_never_ends_is_text_or_a_comment() {
    for (html, expected) in [
        ("a<b c", "\"a<b c\""),
        ("<p>a</p", "<p> \"a</p\""),
        ("<a b=\"c>d", "\"<a b=\\\"c>d\""),
        ("a<!-- b", "\"a\" !<!-- b"),
        ("a<", "\"a<\""),
        ("<script>a<b", "<script> 'a<b'"),
    ] {
        assert_eq!(shape(html), expected.replace("\\\"", "\""), "{html}");
    }
}

#[test]
fn scripts_styles_and_titles_are_text() {
    for (html, expected) in [
        (
            "<script>if (a<b) '<p>'</script>c",
            "<script> 'if (a<b) '<p>'' </script> \"c\"",
        ),
        (
            "<script><!-- </script >a",
            "<script> '<!-- ' </script> \"a\"",
        ),
        ("<STYLE>a > b</style><p>", "<style> 'a > b' </style> <p>"),
        (
            "<title>a <b> &amp;</title>",
            "<title> \"a <b> &amp;\" </title>",
        ),
        (
            "<textarea></p></textarea>",
            "<textarea> \"</p>\" </textarea>",
        ),
        ("<noscript><p></noscript>", "<noscript> <p> </noscript>"),
    ] {
        assert_eq!(shape(html), expected, "{html}");
    }
}

fn attributes(html: &str) -> String {
    let one = |attribute: &Attribute<'_>| {
        let value = attribute.value.as_deref().unwrap_or("-");
        let written = attribute
            .value_range
            .clone()
            .map_or("-", |range| &html[range]);
        let value = if value == written {
            value.to_owned()
        } else {
            format!("{value}<{written}")
        };
        format!(
            "{}={value}@{}",
            attribute.written,
            &html[attribute.range.clone()]
        )
    };
    let Some(Token::Start(tag)) = tokens(html).next() else {
        return "no tag".to_owned();
    };
    tag.attributes
        .iter()
        .map(one)
        .collect::<Vec<_>>()
        .join(" | ")
}

#[test]
fn attributes_are_read_as_browsers_read_them() {
    for (html, expected) in [
        ("<p>", ""),
        (
            "<p a b=c d=\"e f\"  g='h\"i' j=>",
            "a=-@a | b=c@b=c | d=e f@d=\"e f\" | g=h\"i@g='h\"i' | j=@j=",
        ),
        ("<p a=\"\" b = c>", "a=@a=\"\" | b=c@b = c"),
        ("<p a=1/>", "a=1/@a=1/"),
        ("<p a=1 />", "a=1@a=1"),
        ("<p =a b\"c>", "=a=-@=a | b\"c=-@b\"c"),
        (
            "<svg viewBox=\"0 0\" xlink:href='#a'>",
            "viewBox=0 0@viewBox=\"0 0\" | xlink:href=#a@xlink:href='#a'",
        ),
        (
            "<a href=\"?a=1&amp;copy=2&copy=3\">",
            "href=?a=1&copy=2&copy=3<?a=1&amp;copy=2&copy=3@href=\"?a=1&amp;copy=2&copy=3\"",
        ),
        (
            "<Counter :n=\"a > b\" @click='x' v-on:a.b/>",
            ":n=a > b@:n=\"a > b\" | @click=x@@click='x' | v-on:a.b=-@v-on:a.b",
        ),
        (
            "<p a='é' b=\"&eacute;\" c=&eacute;>",
            "a=é@a='é' | b=é<&eacute;@b=\"&eacute;\" | c=é<&eacute;@c=&eacute;",
        ),
        ("<p a\r\n=\r\n'b'>", "a=b@a\r\n=\r\n'b'"),
    ] {
        assert_eq!(attributes(html), expected, "{html}");
    }
}

#[test]
fn names_are_compared_in_small_letters_and_kept_as_written() {
    let Some(Token::Start(tag)) = tokens("<linearGradient ID=A id=b Hidden>").next() else {
        panic!("no tag")
    };
    assert_eq!(
        (tag.name.as_ref(), tag.written),
        ("lineargradient", "linearGradient")
    );
    assert_eq!(
        (tag.get("id"), tag.get("hidden"), tag.get("x")),
        (Some("A"), Some(""), None)
    );
}

#[test]
fn a_stretch_has_the_ranges_of_the_whole_text() {
    let text = "é<b>c<i>";
    let ranges: Vec<_> = tokens_in(text, 2..6).map(|token| token.range()).collect();
    assert_eq!(ranges, [2..5, 5..6]);
    assert_eq!(tokens_in(text, 1..4).count(), 0);
    assert_eq!(tokens_in(text, 90..99).count(), 0);
}

proptest! {
    #[test]
    fn ranges_cover_the_text_side_by_side(
        html in "(</?[a-zA-Z!?/-]{0,6}|<script>|</script>|<!--|-->|&(amp;|#3)?|[ =\"'>/é\r\n\u{0}]|[a-c]){0,60}",
    ) {
        let mut end = 0;
        for token in tokens(&html) {
            let range = token.range();
            prop_assert_eq!(range.start, end);
            prop_assert!(range.end > range.start);
            let written = html.get(range.clone());
            prop_assert!(written.is_some());
            end = range.end;
            if let Token::Start(tag) | Token::End(tag) = &token {
                let written = written.unwrap_or_default();
                prop_assert!(written.starts_with('<') && written.ends_with('>'));
                let mut behind = range.start + 1 + tag.written.len();
                for attribute in &tag.attributes {
                    prop_assert!(attribute.range.start >= behind && attribute.range.end < range.end);
                    prop_assert!(html[attribute.range.clone()].starts_with(attribute.written));
                    if let (Some(value), Some(place)) = (&attribute.value, &attribute.value_range) {
                        let written = &html[place.clone()];
                        let is_plain = !written.contains(['&', '\r', '\0']);
                        prop_assert!(!is_plain || written == value, "{} is not {}", written, value);
                    }
                    behind = attribute.range.end;
                }
            }
        }
        prop_assert_eq!(end, html.len());
    }

    #[test]
    fn any_text_has_tokens(html in any::<String>()) {
        let again: String = tokens(&html).map(|token| html[token.range()].to_owned()).collect();
        prop_assert_eq!(again, html);
    }
}
