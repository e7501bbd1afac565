//! What tools have that changes nothing on a slide that stands still: movement, programs, what
//! stands around the slides. It is lost without a word, but to those who ask for every detail.

/// Words of all tools: keys of front matter, directives, attributes of slides.
const WORDS: [&str; 113] = [
    "abstract",
    "addons",
    "affiliation",
    "allottedMinutes",
    "assetsDir",
    "author",
    "authors",
    "auto-stretch",
    "autosize",
    "autoslide",
    "background-transition",
    "base",
    "biblio-style",
    "bibliography",
    "breaks",
    "browserExporter",
    "clickAnimation",
    "codeCopy",
    "comark",
    "config",
    "contextMenu",
    "controls",
    "copyright",
    "countIncrementalSlides",
    "csl",
    "date",
    "date-format",
    "defaults",
    "description",
    "dir",
    "disqus",
    "download",
    "drawings",
    "editor",
    "event",
    "execute",
    "export",
    "exportFilename",
    "favicon",
    "fonts",
    "GA",
    "generator",
    "glob",
    "glow",
    "glowEnabled",
    "glowHue",
    "glowOpacity",
    "glowPreset",
    "glowSeed",
    "hideInToc",
    "highlight-style",
    "highlighter",
    "highlightLanguage",
    "highlightLines",
    "highlightStyle",
    "highlightTheme",
    "host",
    "html",
    "htmlAttrs",
    "info",
    "institute",
    "jupyter",
    "keywords",
    "knitr",
    "lang",
    "lineNumbers",
    "listingTemplate",
    "location",
    "magicMoveCopy",
    "magicMoveDuration",
    "marp",
    "mcp",
    "mdc",
    "menu",
    "mermaid",
    "monaco",
    "navigation",
    "notesAutoRuby",
    "output-file",
    "plantUmlServer",
    "port",
    "preload",
    "preloadImages",
    "presenter",
    "preview-links",
    "pwa",
    "record",
    "remote",
    "remoteAssets",
    "revealOptions",
    "robots",
    "routerMode",
    "scripts",
    "selectable",
    "seoMeta",
    "shiki",
    "slideNumberFormat",
    "static",
    "staticDir",
    "staticDirs",
    "subtitle",
    "tableOfContents",
    "theme",
    "themeConfig",
    "timer",
    "titleTemplate",
    "toc",
    "transition",
    "transition-speed",
    "twoslash",
    "url",
    "wakeLock",
    "watch",
];

/// Attributes of reveal.js, which it has with `data-` before them; others begin with these, too.
const DATA: [&str; 8] = [
    "data-auto",
    "data-background-transition",
    "data-menu",
    "data-pre",
    "data-state",
    "data-transition",
    "data-ignore",
    "data-ln-",
];

/// Whether a word of a tool changes nothing on a slide that stands still.
#[must_use]
pub fn is_silent(word: &str) -> bool {
    let bare = word.trim_start_matches(['_', '$']);
    WORDS.contains(&bare) || DATA.iter().any(|start| word.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::is_silent;

    #[test]
    fn movement_is_silent_and_looks_are_not() {
        for word in [
            "transition",
            "_transition",
            "data-auto-animate-id",
            "glowSeed",
        ] {
            assert!(is_silent(word), "{word}");
        }
        for word in ["zoom", "<Tweet>", "data-background-video", "style", "class"] {
            assert!(!is_silent(word), "{word}");
        }
    }
}
