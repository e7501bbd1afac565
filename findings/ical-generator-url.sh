#!/usr/bin/env bash
# ical-generator 10.2.0 (npm) puts backslashes where iCalendar forbids them and leaves them out where it asks for them. The link
# of an event, `https://example.org/hall;day=1/a,b`, is written `URL;VALUE=URI:https://example.org/hall\;day=1/a\,b`, and that of an
# attachment likewise; the name of the calendar, `Summer, winter; A\B`, is written as it is, after NAME.
#
# RFC 5545 3.3.13 says of a URI that no backslashes are added to it; 3.3.11 says of a text that comma, semicolon and backslash must
# have one (NAME is a text by RFC 7986 5.1). Surprising, because the library does it right for the summary and, of two links in
# one file, for the URL of the calendar.
#
# Readers then do not agree about the link: ical.js 2.2.1 keeps the backslashes, as the RFC says, so that the link leads to another
# address; node-ical 0.26.1 takes them away from any value. A work-around: write `%2C` and `%3B` in links.
set -euo pipefail

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{ "private": true }' >package.json
npm install --silent --no-audit --no-fund --save-exact ical-generator@10.2.0 ical.js@2.2.1 node-ical@0.26.1
cat >seen.mjs <<'JS'
import ical from "ical-generator";
import ICAL from "ical.js";
import nodeIcal from "node-ical";

const link = "https://example.org/hall;day=1/a,b";
const calendar = ical({ name: "Summer, winter; A\\B", url: link });
const start = new Date("2026-03-02T18:00:00Z");
calendar.createEvent({ start, end: new Date("2026-03-02T19:00:00Z"), summary: "Talk, tea; A\\B", url: link, attachments: [link] });
const text = calendar.toString();
console.log(text.split("\r\n").filter((line) => /^(NAME|URL|SUMMARY|ATTACH)/.test(line)).join("\n"));

const event = new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent("vevent");
const other = Object.values(nodeIcal.sync.parseICS(text)).find(({ type }) => type === "VEVENT");
const show = (reader, summary, url) => console.log(reader, JSON.stringify({ summary, url, same: url === link }));
show("ical.js", event.getFirstPropertyValue("summary"), event.getFirstPropertyValue("url"));
show("node-ical", other.summary, other.url.val);
JS
node seen.mjs >seen.txt
cat seen.txt
diff seen.txt - <<'EXPECTED'
URL:https://example.org/hall;day=1/a,b
NAME:Summer, winter; A\B
SUMMARY:Talk\, tea\; A\\B
URL;VALUE=URI:https://example.org/hall\;day=1/a\,b
ATTACH:https://example.org/hall\;day=1/a\,b
ical.js {"summary":"Talk, tea; A\\B","url":"https://example.org/hall\\;day=1/a\\,b","same":false}
node-ical {"summary":"Talk, tea; A\\B","url":"https://example.org/hall;day=1/a,b","same":true}
EXPECTED
