//! Drawings that are written as text: what stands in the page, what is told, and what is run.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use lutrin::drawing::tools::{DrawingFailure, DrawingLanguage, DrawingTools};

use crate::common::SiteTest;
use crate::common::disk::DiskSite;

/// Draws a box for every text but `bad`, and counts how often it is asked.
#[derive(Debug, Default)]
struct Boxes {
    asked: AtomicUsize,
}

impl DrawingTools for Boxes {
    fn stamp(&self, command: &[String]) -> Option<String> {
        (command[0] != "mmdc").then(|| "1".to_owned())
    }

    fn draw(
        &self,
        language: DrawingLanguage,
        _: &[String],
        source: &str,
    ) -> Result<String, DrawingFailure> {
        self.asked.fetch_add(1, Ordering::Relaxed);
        if source.trim() == "bad" {
            let said = "syntax error in line 1";
            return Err(DrawingFailure::Refused(said.to_owned()));
        }
        let name = language.name();
        Ok(format!(
            "<svg width='40' height='20'><style>.a {{ fill: #f00 }}</style>\
             <g id='{name}'><rect fill='black' style='stroke: white'/></g><use href='#{name}'/></svg>"
        ))
    }
}

const DECK: &str = "# One\n\n```dot\ndigraph { a -> b }\n```\n\n---\n\n# Two\n\n```graphviz title=\"The plan\"\ngraph {}\n```\n";

fn site() -> SiteTest {
    SiteTest::new()
        .file("content/talks/t/index.en.md", "---\ntitle: T\nduration: 30m\n---\n")
        .file("content/talks/t/deck.en.md", DECK)
        .post(
            "p",
            "```dot\ndigraph { a -> b }\n```\n\n```plantuml\nbad\n```\n\n```mermaid\na\n```\n\n```mermaid\nb\n```\n\n```dot {1}\nc\n```\n",
        )
}

#[test]
fn a_drawing_stands_in_the_page_with_its_text() {
    let tools = Arc::new(Boxes::default());
    let built = site().drawing_tools(tools.clone()).build();
    let post = built.page("/en/blog/p/").html;
    assert!(
        post.contains("<figure class=\"drawing\"><svg class=\"drawing-"),
        "{post}"
    );
    assert!(
        post.contains("role=\"img\" aria-label=\"Diagram\" viewBox=\"0 0 40 20\""),
        "{post}"
    );
    assert!(
        post.contains(
            "<g id=\"_d0-Graphviz\"><rect fill=\"currentColor\" data-style=\"stroke: white\"/></g><use href=\"#_d0-Graphviz\"/>"
        ),
        "{post}"
    );
    assert!(
        post.contains("<details><summary>The diagram as text</summary>"),
        "{post}"
    );
    assert!(post.contains("digraph { a -&gt; b }"), "{post}");
    // Lines to look at are a matter of code.
    assert!(post.contains("<mark class=\"line\""), "{post}");
    let deck = built.page("/en/talks/t/deck/").html;
    assert!(deck.contains("aria-label=\"The plan\""), "{deck}");
    assert!(deck.contains("<pre class=\"hidden\">"), "{deck}");
    assert!(deck.contains("id=\"_d0-Graphviz\"") && deck.contains("id=\"_d1-Graphviz\""));
    // Two texts of one page are asked for once each.
    assert_eq!(tools.asked.load(Ordering::Relaxed), 3);
}

#[test]
fn the_styles_of_drawings_stand_in_a_sheet() {
    let built = site().drawing_tools(Arc::new(Boxes::default())).build();
    let deck = built.page("/en/talks/t/deck/").html;
    let at = deck.find("assets/text.").expect("a sheet");
    let name = &deck[at..at + deck[at..].find('"').unwrap()];
    let sheet = String::from_utf8(built.bytes(&format!("/{name}")).unwrap()).unwrap();
    assert!(
        sheet.contains("[data-style=\"stroke: white\"]:not(#_)"),
        "{sheet}"
    );
    assert!(
        sheet.contains("stroke: var(--drawing-ground, Canvas)"),
        "{sheet}"
    );
    assert!(sheet.contains("fill: light-dark(#f00,"), "{sheet}");
    assert!(
        sheet.contains("inline-size: calc(40 * 100cqw / 800)"),
        "{sheet}"
    );
}

#[test]
fn what_cannot_be_drawn_is_told_at_its_fence_and_stays_code() {
    let built = site().drawing_tools(Arc::new(Boxes::default())).build();
    assert_eq!(
        built.told(),
        "content/blog/p.en.md:9:4: warning[L0644]: PlantUML cannot draw this: syntax error in line 1\n  \
         help: correct the drawing; `text` in the place of `plantuml` shows it as it is written\n\
         content/blog/p.en.md:13:4: warning[L0643]: drawings in Mermaid stay text, as there is no program `mmdc`\n  \
         help: install it, name another one in `lutrin.yaml` (`drawings: {mermaid: …}`), or write `mermaid: false` there\n"
    );
    let post = built.page("/en/blog/p/").html;
    assert!(
        post.contains("<figure class=\"code\" data-lang=\"plantuml\">"),
        "{post}"
    );
    assert!(
        post.contains("<figure class=\"code diagram\" data-lang=\"mermaid\">"),
        "{post}"
    );
}

#[test]
fn a_site_may_switch_drawings_off_and_name_other_programs() {
    let config = format!(
        "{}drawings: {{mermaid: [draw, -x], graphviz: false}}\n",
        crate::common::CONFIG
    );
    let built = site()
        .config(&config)
        .drawing_tools(Arc::new(Boxes::default()))
        .build();
    let post = built.page("/en/blog/p/").html;
    assert_eq!(
        post.matches("<figure class=\"drawing\">").count(),
        2,
        "{post}"
    );
    assert!(
        post.contains("<figure class=\"code\" data-lang=\"dot\">"),
        "{post}"
    );
    let off = format!("{}drawings: false\n", crate::common::CONFIG);
    let built = site()
        .config(&off)
        .drawing_tools(Arc::new(Boxes::default()))
        .build();
    assert!(!built.page("/en/blog/p/").html.contains("class=\"drawing\""));
    built.clean();
    let wrong = format!(
        "{}drawings: {{dot: x, mermaid: ''}}\n",
        crate::common::CONFIG
    );
    assert!(
        site()
            .config(&wrong)
            .build()
            .short()
            .contains("this names no program")
    );
}

/// A site with a program of its own that draws.
#[cfg(unix)]
fn scripted(script: &str) -> DiskSite {
    use std::os::unix::fs::PermissionsExt;
    let site = DiskSite::small()
        .file("draw.sh", format!("#!/bin/sh\n{script}\n"))
        .file(
            "content/blog/d.en.md",
            "---\ntitle: D\ndate: 2026-01-03\n---\n```mermaid\ngraph A\n```\n",
        );
    let config = site.read("lutrin.yaml");
    let site = site.file(
        "lutrin.yaml",
        format!("{config}drawings: {{mermaid: [./draw.sh, one]}}\n"),
    );
    let path = site.path("draw.sh");
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).unwrap();
    site
}

#[cfg(unix)]
#[test]
fn a_program_is_run_without_a_shell_and_once() {
    let site = scripted(
        "echo \"$@\" | cut -c1-20 >> ran\nread line\nprintf \"<svg width='1' height='1'><text>$line</text></svg>\"",
    );
    site.run(&["build"]).success();
    let page = site.read("public/en/blog/d/index.html");
    assert!(page.contains("<text>graph A</text>"), "{page}");
    let edited = site.file(
        "content/blog/e.en.md",
        "---\ntitle: E\ndate: 2026-01-03\n---\n",
    );
    edited.run(&["build"]).success();
    // The second build took it from the cache.
    assert_eq!(edited.read("ran").trim(), "one -i - -o - -e svg");
}

#[cfg(unix)]
#[test]
fn a_program_that_fails_is_told_and_the_site_is_built() {
    let site = scripted("cat > /dev/null\necho 'Parse error on line 1' >&2\nexit 1");
    let output = site.run(&["build"]).success().get_output().clone();
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(
        told.contains("Mermaid cannot draw this: Parse error on line 1"),
        "{told}"
    );
}

#[cfg(unix)]
#[test]
fn a_program_that_does_not_end_is_killed() {
    use lutrin::drawing_tools::OsDrawingTools;
    let site = scripted("sleep 60 &\nsleep 60");
    let tools = OsDrawingTools::new(&site.path("")).with_patience(Duration::from_millis(300));
    let began = std::time::Instant::now();
    let drawn = tools.draw(DrawingLanguage::Mermaid, &["./draw.sh".to_owned()], "a");
    assert_eq!(drawn, Err(DrawingFailure::TooSlow(0)));
    assert!(began.elapsed() < Duration::from_secs(20));
    let none = tools.draw(DrawingLanguage::Mermaid, &["./no.sh".to_owned()], "a");
    assert_eq!(none, Err(DrawingFailure::NoProgram));
}

/// Only a program itself knows what it has started elsewhere: it is asked before it is killed.
#[cfg(unix)]
#[test]
fn a_program_that_takes_too_long_can_put_away_what_it_started() {
    use lutrin::drawing_tools::OsDrawingTools;
    let site = scripted("trap 'echo ended > ended; exit 1' TERM\nsleep 60 &\nwait");
    let tools = OsDrawingTools::new(&site.path("")).with_patience(Duration::from_millis(300));
    let drawn = tools.draw(DrawingLanguage::Mermaid, &["./draw.sh".to_owned()], "a");
    assert_eq!(drawn, Err(DrawingFailure::TooSlow(0)));
    assert_eq!(site.read("ended"), "ended\n");
}

/// What has left the group of a program keeps its output open, and nobody waiting.
#[cfg(unix)]
#[test]
fn a_program_has_ended_though_its_output_has_not() {
    use lutrin::drawing_tools::OsDrawingTools;
    let site = scripted("setsid sleep 20 &\nprintf \"<svg width='1' height='1'/>\"");
    let tools = OsDrawingTools::new(&site.path(""));
    let began = std::time::Instant::now();
    let drawn = tools.draw(DrawingLanguage::Mermaid, &["./draw.sh".to_owned()], "a");
    assert_eq!(drawn.as_deref(), Ok("<svg width='1' height='1'/>"));
    assert!(began.elapsed() < Duration::from_secs(15));
    let path = site.path("draw.sh");
    std::fs::write(&path, "#!/no/such/program\n").unwrap();
    let drawn = tools.draw(DrawingLanguage::Mermaid, &["./draw.sh".to_owned()], "a");
    assert!(matches!(drawn, Err(DrawingFailure::NotRun(_))), "{drawn:?}");
}

#[test]
fn graphviz_draws_where_it_is_installed() {
    use lutrin::drawing_tools::OsDrawingTools;
    let tools = OsDrawingTools::new(std::path::Path::new("."));
    let dot = ["dot".to_owned()];
    if tools.stamp(&dot).is_none() {
        return;
    }
    let svg = tools
        .draw(
            DrawingLanguage::Graphviz,
            &dot,
            "digraph { a -> \"b & c\" }",
        )
        .unwrap();
    let drawing = lutrin::drawing::inline::read(&svg).unwrap();
    assert!(
        drawing.inside.contains("b &amp; c") && drawing.inside.contains("currentColor"),
        "{svg}"
    );
    assert!(
        !drawing.inside.contains("<title>") && drawing.css.is_empty(),
        "{svg}"
    );
    let refused = tools.draw(DrawingLanguage::Graphviz, &dot, "digraph { a -> ");
    assert!(matches!(refused, Err(DrawingFailure::Refused(said)) if said.contains("syntax error")));
}
