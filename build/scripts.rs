//! Scripts without comments and white space, and with short names: what nobody sees costs readers'
//! time and tells them nothing.
//!
//! Each script is shortened alone, so that a theme may still replace one part of a bundle by its
//! own.

use oxc_allocator::Allocator;
use oxc_codegen::{Codegen, CodegenOptions};
use oxc_minifier::{MangleOptions, Minifier, MinifierOptions};
use oxc_parser::Parser;
use oxc_span::SourceType;

/// A script with short names. Those of its top level are shortened where it is a part of a bundle,
/// which nothing else reads; what a page loads by itself shares them with other scripts.
///
/// # Errors
/// Where and why it is not JavaScript.
pub fn shortened(script: &str, is_part: bool) -> Result<String, String> {
    let allocator = Allocator::default();
    let parsed = Parser::new(&allocator, script, SourceType::script()).parse();
    if let Some(error) = parsed.diagnostics.first() {
        return Err(error.to_string());
    }
    let mut program = parsed.program;
    let names = MangleOptions {
        top_level: Some(is_part),
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
