#!/usr/bin/env bash
# A load test of the dev server, on this machine alone: wrk with 64 connections while 100 event streams are open and a
# post is edited again and again. Says the requests per second, the errors, the memory before and after, and whether
# every stream was told of the last edit. Needs wrk and curl. `LUTRIN` names another binary, `SECONDS_OF_LOAD` a time.
set -euo pipefail
cd "$(dirname "$0")/.."

lutrin="${LUTRIN:-$PWD/target/release/lutrin}"
seconds="${SECONDS_OF_LOAD:-15}"
[ -x "$lutrin" ] || { echo "error: build first (cargo build --release), or set LUTRIN" >&2; exit 1; }

made="$(mktemp -d)"
started=()
cleanup() {
  [ "${#started[@]}" = 0 ] || kill "${started[@]}" 2>/dev/null || true
  rm -rf "$made"
}
trap cleanup EXIT

site="$made/site"
"$lutrin" init "$site" >/dev/null
edit() { printf -- '---\ntitle: Load\ndate: 2026-01-01\n---\nEdit %s.\n' "$1" >"$site/content/blog/load.en.md"; }
edit 0

"$lutrin" serve --root "$site" --port 4300 >"$made/address" 2>"$made/said" &
server=$!
started+=("$server")
for _ in $(seq 200); do [ -s "$made/address" ] && break; sleep 0.05; done
home="$(head -n 1 "$made/address")"
page="${home}en/blog/load/"
curl -fsS "$page" >/dev/null
memory() { awk '/^VmRSS/ {print $2}' "/proc/$server/status"; }

for i in $(seq 100); do
  curl -sSN "${home}_lutrin/events?path=/en/blog/load/" >"$made/stream.$i" &
  started+=($!)
done
sleep 1
wrk -t1 -c64 -d5s "$page" >/dev/null # what is warm stays warm
before="$(memory)"
wrk -t1 -c64 -d"${seconds}s" --latency "$page" >"$made/wrk" &
load=$!
edits=0
while kill -0 "$load" 2>/dev/null; do
  edits=$((edits + 1))
  edit "$edits"
  sleep 0.5
done
wait "$load"
after="$(memory)"
last="$(curl -fsS "$page" | grep -o 'data-page="[0-9a-f]*"' | cut -d'"' -f2)"
sleep 1
told=0
for i in $(seq 100); do tail -n 3 "$made/stream.$i" | grep -q "\"page\":\"$last\"" && told=$((told + 1)); done

cat "$made/wrk"
echo "edits: $edits; streams told of the last one: $told of 100"
echo "memory: $before kB before, $after kB after"
if grep -E 'Socket errors|Non-2xx' "$made/wrk"; then echo "error: not every request was answered" >&2; exit 1; fi
[ "$told" = 100 ] || { echo "error: a reload was lost" >&2; exit 1; }
