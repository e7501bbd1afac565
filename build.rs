//! Copies the theme that is part of the program to where it is embedded from, with its scripts
//! shortened: names that nobody sees, comments and white space cost readers' time and tell them
//! nothing. Decks have 20 KB, gzipped, for all their scripts, with the presenter's.
//!
//! Each script is shortened alone, so that a theme may still replace one part of a bundle by its
//! own.

use std::error::Error;
use std::path::Path;
use std::{env, fs};

use oxc_allocator::Allocator;
use oxc_codegen::{Codegen, CodegenOptions};
use oxc_minifier::{MangleOptions, Minifier, MinifierOptions};
use oxc_parser::Parser;
use oxc_span::SourceType;
use walkdir::WalkDir;

const THEME: &str = "themes/lutrin";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={THEME}");
    let out = Path::new(&env::var("OUT_DIR")?).join("theme");
    // Else what was taken out of the theme would stay in the program.
    if out.exists() {
        fs::remove_dir_all(&out)?;
    }
    for entry in WalkDir::new(THEME) {
        let entry = entry?;
        let name = entry.path().strip_prefix(THEME)?;
        let target = out.join(name);
        if entry.file_type().is_dir() {
            fs::create_dir_all(target)?;
        } else if name.extension().is_some_and(|extension| extension == "js") {
            let script = fs::read_to_string(entry.path())?;
            // A script in a folder of its own is a part of a bundle: what it names, nobody else
            // sees.
            let is_part = name.components().count() > 2;
            fs::write(
                target,
                shortened(&script, is_part)
                    .map_err(|error| format!("{}: {error}", name.display()))?,
            )?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

/// The script with short names; those of its top level only where they are its own.
fn shortened(script: &str, is_part: bool) -> Result<String, String> {
    let allocator = Allocator::default();
    // What the top level of a module declares, nobody else can see.
    let kind = if is_part {
        SourceType::mjs()
    } else {
        SourceType::script()
    };
    let parsed = Parser::new(&allocator, script, kind).parse();
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
