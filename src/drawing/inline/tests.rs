//! Drawings as tools write them, and what a page may have of them.

use super::{parts, read};

#[test]
fn what_acts_or_loads_is_taken_out() {
    let svg = "<?xml version='1.0'?><!DOCTYPE svg><!-- c --><svg width='10pt' height='20pt' \
               viewBox='0 0 7.5 15' onload='a()' xmlns='x'><title>%3</title><script>a()</script>\
               <g id='a' onclick='b()' class='node'><a href='javascript:c()' xlink:href='https://e.org'>\
               <text fill='black' style='fill:red'>A &amp; B</text></a></g>\
               <image href='https://e.org/i.png'/><use href='#a'/><use href='x.svg#a'/>\
               <rect fill='url(#g)' mask='url(http://e.org)'/></svg>trailing";
    let drawing = read(svg).unwrap();
    assert_eq!(
        drawing.inside,
        "<g id=\"a\" class=\"node\"><a xlink:href=\"https://e.org\"><text fill=\"currentColor\" \
         data-style=\"fill:red\">A &amp; B</text></a></g><image/><use href=\"#a\"/><use/>\
         <rect fill=\"url(#g)\"/>"
    );
    let class = &drawing.class;
    assert_eq!(
        drawing.css,
        format!(".{class} [data-style=\"fill:red\"]:not(#_) {{ fill:light-dark(red, #ff0a0a) }}\n")
    );
    assert_eq!(drawing.view_box, "0 0 7.5 15");
    assert!((drawing.size.0 - 40.0 / 3.0).abs() < 1e-9);
}

#[test]
fn a_sheet_speaks_of_its_own_drawing_alone() {
    let svg = "<svg id='m' width='100%' viewBox='0 0 8 4'><style>#m{fill:#333;}#m .n rect{stroke:#000}\
               @import url(https://e.org/f.css);</style><g/></svg>";
    let drawing = read(svg).unwrap();
    assert_eq!(drawing.size, (8.0, 4.0));
    assert_eq!(
        drawing.css,
        format!(
            ".{} {{\n&{{fill:light-dark(#333, #c4c4c4);}}& .n rect{{stroke:currentColor}}@import url(\"#_\");\n}}\n",
            drawing.class
        )
    );
    for (broken, kept) in [
        ("} body { display: none }", ") body { display: none }"),
        ("/* { */ } body { x: y }", "/* { */ ) body { x: y }"),
        (".a { x: '}", ".a { x: '}'}"),
    ] {
        let svg = format!("<svg width='1' height='1'><style>{broken}</style></svg>");
        let drawing = read(&svg).unwrap();
        assert_eq!(drawing.css, format!(".{} {{\n{kept}\n}}\n", drawing.class));
    }
}

#[test]
fn addresses_are_found_however_they_are_written() {
    let svg = "<svg width='1' height='1'><rect fill='URL(//e.org)' mask='Url( \"#m\" )'/>\
               <foreignObject><meta http-equiv='refresh' content='0;u'><p>a<br>b</p></foreignObject>\
               <style>.a &gt; .b{x:y}</style></svg>behind";
    let drawing = read(svg).unwrap();
    assert_eq!(
        drawing.inside,
        "<rect mask=\"Url( &quot;#m&quot; )\"/><foreignObject><p>a<br>b</p></foreignObject>"
    );
    assert!(drawing.css.contains(".a > .b{x:y}"), "{}", drawing.css);
}

#[test]
fn what_is_left_open_ends_with_the_drawing() {
    for (inside, expected) in [
        ("<g><text>a</text>", "<g><text>a</text></g>"),
        ("<g></g></g></a>", "<g></g>"),
        ("<g><text>a</g>", "<g><text>a</text></g>"),
        ("<svg><g></svg>a", "<svg><g></g></svg>a"),
    ] {
        let svg = format!("<svg width='1' height='1'>{inside}</svg>");
        assert_eq!(read(&svg).unwrap().inside, expected);
        let cut_off = svg.trim_end_matches("</svg>");
        assert_eq!(read(cut_off).unwrap().inside, expected);
    }
}

#[test]
fn what_is_no_drawing_is_none() {
    for text in ["", "Error", "<svg/>", "<svg width='0' height='1'/>", "<svg"] {
        assert_eq!(read(text), None, "{text}");
    }
}

#[test]
fn a_file_keeps_its_colours_and_loses_what_acts() {
    let svg = "<?xml version='1.0'?><svg viewBox='0 0 1 1' onload='a()'><script>a()</script>\
               <style>path { fill: red } @import 'a.css';</style>\
               <symbol id='a'><path fill='black' style='stroke: red' onclick='a()'/></symbol>\
               <image href='https://e.org/i.png'/><foreignObject><table background='//e.org/i'></table>\
               <img src='data:image/png;base64,AA'></svg>behind";
    assert_eq!(
        parts(svg, "i"),
        "<svg viewBox=\"0 0 1 1\"><style>#i {\npath { fill: red } @import url(\"#_\");\n}</style>\
         <symbol id=\"a\"><path fill=\"black\" style=\"stroke: red\"/></symbol><image/>\
         <foreignObject><table></table><img src=\"data:image/png;base64,AA\"></foreignobject></svg>"
    );
    assert_eq!(parts("<svg/>", "i"), "<svg/>");
    assert_eq!(parts("no drawing", "i"), "");
}
