//! x
use lutrin::dialect::*;
fn main() {
    let slides = [
        "## A\n\ntext\n\nNote: said\n\n---\n\n",
        "## A\n\n* one\n* two\n\n<!-- class: b -->\n\n<!-- said -->\n\n***\n\n",
        "## A <!-- .slide: class=\"b\" -->\n\n- a <!-- .element: class=\"fragment\" -->\n\nNote: b\n\n---\n\n",
        "---\nlayout: two-cols\n---\n\n<v-clicks>\n\n- a\n\n</v-clicks>\n\n::right::\n\n<A/>\n\n<!-- said -->\n\n",
        "name: a\n\n.left-column[\n- a `b`\n]\n\n--\n\n- c .red[d]\n\n???\n\nsaid\n\n---\n\n",
        "<!-- .element: class=\"fragment\" -->\n",
        "<v-click>\n\n",
        "<v-click>",
        "<A>",
        ".a[",
        ".a[b]",
        "<!--",
        "{{",
        "<script>",
        "<style>\n\n",
        "<!-- class: b -->",
        "[",
        "\n---\nlayout: x\n",
        "```\n",
        "::: a\n",
        "Note: x\n",
        "* ",
        "> ",
        "<aside class=\"notes\">",
        "--\n",
        "??? \n",
        "<a \"",
        "- a\n\n  ",
        "# x\n",
        "![w:1",
        "<!-- x --> y ",
    ];
    for s in slides {
        for (_, d) in Dialect::ALL {
            let t = |n: usize| {
                let b = s.repeat(n / s.len());
                let t = std::time::Instant::now();
                let _ = rewrite(*d, &Settings { heading_divider: vec![1, 2], ..Settings::default() }, &b);
                t.elapsed().as_micros()
            };
            let (a, b, c) = (t(50_000), t(100_000), t(200_000));
            if c > a * 7 && c > 50_000 {
                println!("{s:?} {d:?} {a} {b} {c}");
            }
        }
    }
    println!("done");
}
