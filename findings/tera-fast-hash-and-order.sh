#!/usr/bin/env bash
# tera 2.4.0 (crates.io): the feature `fast_hash` no longer hashes the maps of templates faster once `preserve_order` is on.
#
# `fast_hash` (a part of `fast`) puts ahash in the place of the standard library's SipHash. By itself it does so for
# `tera::Map`, the type of every map that a template sees. With `preserve_order` as well, `Map` is an `IndexMap` with the
# standard hasher, so that both features together are as slow at their maps as no feature at all: nothing is said of it, and
# the name of the feature says otherwise. In a site generator that turns on both, SipHash took 4 % of a build's instructions.
set -euo pipefail

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir src
cat >src/main.rs <<'RS'
fn main() {
    let map = tera::Map::default();
    let kind = std::any::type_name_of_val(&map).split('<').next().unwrap();
    println!("{kind} hashes with {}", std::any::type_name_of_val(map.hasher()));
}
RS
for features in '' '"fast_hash"' '"preserve_order"' '"fast_hash", "preserve_order"'; do
  cat >Cargo.toml <<TOML
[package]
name = "seen"
version = "0.0.0"
edition = "2021"
[dependencies]
tera = { version = "=2.4.0", default-features = false, features = [$features] }
TOML
  printf '[%s] ' "$features"
  CARGO_TARGET_DIR="$work/target" cargo run --quiet
done >seen.txt
cat seen.txt
diff seen.txt - <<'EXPECTED'
[] std::collections::hash::map::HashMap hashes with std::hash::random::RandomState
["fast_hash"] ahash::hash_map::AHashMap hashes with ahash::random_state::RandomState
["preserve_order"] indexmap::map::IndexMap hashes with std::hash::random::RandomState
["fast_hash", "preserve_order"] indexmap::map::IndexMap hashes with std::hash::random::RandomState
EXPECTED
