//! Advice on mistakes as the engine reports them.

use tera::Tera;

use super::super::errors;
use super::on;

/// The hint for a template, by the engine's own sentence.
fn hint(template: &str) -> String {
    let mut tera = Tera::new();
    let error = tera.add_raw_template("post.html", template).unwrap_err();
    let (at, said) = errors::first_fault(&error, template);
    let known = ["base.html", "partials/footer.html", "theme/base.html"];
    on(template, at, &said, &known).map_or_else(|| format!("- ({said})"), |advice| advice.hint)
}

#[test]
fn words_of_other_engines_have_their_equivalents() {
    for (template, wanted) in [
        ("<p>{{ .Site.Title }}</p>", "write `{{ site.title }}`"),
        ("{{- .Title -}}", "write `{{ page.title }}`"),
        ("{{ $x := 1 }}", "write `{% set x = 1 %}`"),
        (
            "{{ partial \"footer.html\" . }}",
            "write `{% include \"footer.html\" %}`",
        ),
        ("{{#if x}}a{{/if}}", "write `{% if … %}` and `{% endif %}`"),
        ("{{> footer }}", "write `{% include \"footer.html\" %}`"),
        (
            "{{ a | date: \"%Y\" }}",
            "dates are texts here: `post.date_text`, or a part of `post.date`: `{{ post.date | truncate(length=4, end=\"\") }}`",
        ),
        ("{{ a | default: \"x\" }}", "write `default(value=\"x\")`"),
        ("{{ a | escap }}", "did you mean `escape`?"),
        ("{{ a | downcase }}", "write `lower`"),
        ("{% assign x = 1 %}", "write `{% set x = 1 %}`"),
        (
            "{% unless x %}a{% endunless %}",
            "write `{% if not … %}` and `{% endif %}`",
        ),
        ("{% if x && y %}a{% endif %}", "write `and`"),
        ("{% if x || y %}a{% endif %}", "write `or`"),
        ("{% if !x %}a{% endif %}", "write `not`"),
        (
            "{% if x %}a{% elsif y %}b{% endif %}",
            "write `{% elif … %}`",
        ),
        (
            "{% if x %}a{% else if y %}b{% endif %}",
            "write `{% elif … %}`",
        ),
    ] {
        assert_eq!(hint(template), wanted, "{template}");
    }
}

#[test]
fn blocks_calls_and_names_are_mended() {
    for (template, wanted) in [
        ("{%- for p in a -%}x{%- endif -%}", "write `{% endfor %}`"),
        ("{% for p in a %}x{% endfor %}{%- endfor -%}", "take it out"),
        ("{% if x %}a", "close it with `{% endif %}`"),
        ("{{ page.title", "end it with `}}`"),
        ("{% blok x %}a{% endblock %}", "did you mean `block`?"),
        ("{{ t(\"x\") }}", "write `t(key=\"x\")`"),
        ("{{ t(posts_count) }}", "write `t(key=\"posts_count\")`"),
        ("{{ asset('a.css') }}", "write `asset(path=\"a.css\")`"),
        (
            "{{ _(\"Hello\") }}",
            "write `t(key=\"…\")`, with a string of `i18n/`",
        ),
        (
            "{% include footer.html %}",
            "write `{% include \"partials/footer.html\" %}`",
        ),
        (
            "{% extends base.html %}",
            "write `{% extends \"base.html\" %}`",
        ),
    ] {
        assert_eq!(hint(template), wanted, "{template}");
    }
}
