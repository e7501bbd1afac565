//! Scripts without comments and white space, and with short names: what nobody sees costs readers'
//! time and tells them nothing.
//!
//! Each script is shortened alone, so that a theme may still replace one part of a bundle by its
//! own.

use std::fmt::Write as _;

use oxc_allocator::Allocator;
use oxc_ast::ast::{ImportDeclaration, ImportDeclarationSpecifier, Program, Statement};
use oxc_codegen::{Codegen, CodegenOptions};
use oxc_minifier::{MangleOptions, Minifier, MinifierOptions};
use oxc_parser::Parser;
use oxc_semantic::SemanticBuilder;
use oxc_span::SourceType;
use oxc_syntax::symbol::SymbolId;

/// A short script.
///
/// # Errors
/// Where and why it is not JavaScript.
pub fn shortened(script: &str, is_part: bool) -> Result<String, String> {
    if !is_part {
        return short(script, false);
    }
    let (requires, body) = linked(script)?;
    Ok(requires + &returning(&short(&body, true)?))
}

/// The script with short names; those of its top level only where they are its own.
fn short(script: &str, has_own_names: bool) -> Result<String, String> {
    let allocator = Allocator::default();
    // Nobody else sees what a module names at its top level.
    let kind = if has_own_names {
        SourceType::mjs()
    } else {
        SourceType::script()
    };
    let mut program = parsed(&allocator, script, kind)?;
    let names = MangleOptions {
        top_level: Some(has_own_names),
        ..MangleOptions::default()
    };
    let options = MinifierOptions {
        mangle: Some(names),
        ..MinifierOptions::default()
    };
    let short = Minifier::new(options).minify(&allocator, &mut program);
    let code = Codegen::new()
        .with_options(CodegenOptions::minify())
        .with_scoping(short.scoping)
        .with_private_member_mappings(short.class_private_mappings)
        .build(&program)
        .code;
    Ok(code)
}

fn parsed<'a>(
    allocator: &'a Allocator,
    script: &'a str,
    kind: SourceType,
) -> Result<Program<'a>, String> {
    let parsed = Parser::new(allocator, script, kind).parse();
    match parsed.diagnostics.first() {
        Some(error) => Err(error.to_string()),
        None => Ok(parsed.program),
    }
}

/// The lines with which a part requires others, and the part without them. It calls the others
/// `$require0`, `$require1` and so on, which nothing else is called: `theme::bundle` puts in their
/// places what the parts are called where they are joined.
fn linked(script: &str) -> Result<(String, String), String> {
    let (allocator, script) = (Allocator::default(), with_imports(script));
    let mut program = parsed(&allocator, &script, SourceType::mjs())?;
    let mut scoping = SemanticBuilder::new()
        .build(&program)
        .semantic
        .into_scoping();
    let mut requires = String::new();
    for (number, import) in imports(&program).enumerate() {
        let name = format!("$require{number}");
        let part = import.source.value.as_str();
        let _ = writeln!(requires, "const {name}=require(\"{part}\");");
        for (symbol, member) in imported(import) {
            scoping.set_symbol_name(symbol, format!("{name}{member}").as_str().into());
        }
    }
    program
        .body
        .retain(|statement| !matches!(statement, Statement::ImportDeclaration(_)));
    let codegen = Codegen::new().with_scoping(Some(scoping));
    Ok((requires, codegen.build(&program).code))
}

/// A short part that ends with what it exports gives it back instead: `theme::bundle` takes both.
fn returning(body: &str) -> String {
    let found = body.rsplit_once("module.exports=");
    let last = found.filter(|(before, exports)| {
        let is_statement = before.is_empty() || before.ends_with(['}', ';']);
        is_statement && exports.ends_with("};") && exports.matches(['{', '}']).count() == 2
    });
    last.map_or_else(
        || body.to_owned(),
        |(before, exports)| format!("{before}return{exports}"),
    )
}

fn imports<'p>(program: &'p Program<'_>) -> impl Iterator<Item = &'p ImportDeclaration<'p>> {
    program.body.iter().filter_map(|statement| match statement {
        Statement::ImportDeclaration(import) => Some(&**import),
        _ => None,
    })
}

/// What an import brings in, each with what it is of the part: `.make`, or nothing for all of it.
fn imported(import: &ImportDeclaration<'_>) -> Vec<(SymbolId, String)> {
    let specifiers = import.specifiers.iter().flatten();
    let named = specifiers.map(|specifier| match specifier {
        ImportDeclarationSpecifier::ImportSpecifier(one) => {
            (one.local.symbol_id(), format!(".{}", one.imported.name()))
        }
        all => (all.local().symbol_id(), String::new()),
    });
    named.collect()
}

/// The script with imports for its lines `const name = require("./part.js");`.
fn with_imports(script: &str) -> String {
    let line = |line: &str| -> Option<String> {
        let (names, part) = line.strip_prefix("const ")?.split_once(" = require(")?;
        let part = part.strip_suffix(");")?;
        let names = if names.starts_with('{') {
            names.replace(": ", " as ")
        } else {
            format!("* as {names}")
        };
        Some(format!("import {names} from {part};"))
    };
    let lines = script.lines();
    let lines = lines.map(|text| line(text).unwrap_or_else(|| text.to_owned()) + "\n");
    lines.collect()
}
