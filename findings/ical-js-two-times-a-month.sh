#!/usr/bin/env bash
# A meetup on the first Thursday of each month, once at 9:00 and once at 14:00: `FREQ=MONTHLY;BYDAY=1TH;BYHOUR=9,14`, from a first
# Thursday at 9:00. ical.js 2.2.1 adds a session that nobody planned: the 1st of each month, whatever day it is, at the second
# time. Sunday 1 February 2026 is one, and it comes before the true date, so it also uses up COUNT. The same is seen with
# BYMONTHDAY and with two minutes (BYMINUTE=0,30), but not with one time or with a weekly rule.
#
# Surprising, because BYDAY forbids those days. RFC 5545 3.3.10 (the table of expand and limit): in a monthly rule BYDAY and
# BYMONTHDAY choose the days, then BYHOUR and BYMINUTE only choose times within these days. rrule 2.8.1 and rrule-temporal 2.2.8
# agree with one another and with that reading.
#
# A work-around: one rule for each time of day. A known bug of ical.js is another one: yearly rules lose all times but the first.
set -euo pipefail

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --save-exact ical.js@2.2.1 rrule@2.8.1 rrule-temporal@2.2.8
cat >rules.txt <<'RULES'
20260101T090000 FREQ=MONTHLY;BYDAY=1TH;COUNT=3
20260101T090000 FREQ=WEEKLY;BYDAY=TH;BYHOUR=9,14;COUNT=5
20260101T090000 FREQ=MONTHLY;BYDAY=1TH;BYHOUR=9,14;COUNT=5
20260101T090000 FREQ=MONTHLY;BYDAY=1TH;BYMINUTE=0,30;COUNT=5
20260131T090000 FREQ=MONTHLY;BYMONTHDAY=31;BYHOUR=9,14;COUNT=5
RULES
cat >seen.mjs <<'JS'
import { readFileSync } from "node:fs";
import ICAL from "ical.js";
import rrule from "rrule";
import { RRuleTemporal } from "rrule-temporal";

const short = (text) => text.replace(/[-:]/g, "").slice(4, 13);
for (const line of readFileSync("rules.txt", "utf8").trim().split("\n")) {
  const [start, rule] = line.split(" ");
  const text = `DTSTART:${start}Z\nRRULE:${rule}`;
  const dates = [];
  const first = ICAL.Time.fromString(start.replace(/(....)(..)(..T..)(..)(..)/, "$1-$2-$3:$4:$5"));
  const iterator = ICAL.Recur.fromString(rule).iterator(first);
  for (let next = iterator.next(); next; next = iterator.next()) dates.push(short(next.toString()));
  console.log(line);
  console.log("  ical.js       ", dates.join(" "));
  console.log("  rrule         ", rrule.rrulestr(text).all().map((d) => short(d.toISOString())).join(" "));
  console.log("  rrule-temporal", new RRuleTemporal({ rruleString: text }).all().map((d) => short(d.toString())).join(" "));
}
JS
node seen.mjs >seen.txt
cat seen.txt
diff seen.txt - <<'EXPECTED'
20260101T090000 FREQ=MONTHLY;BYDAY=1TH;COUNT=3
  ical.js        0101T0900 0205T0900 0305T0900
  rrule          0101T0900 0205T0900 0305T0900
  rrule-temporal 0101T0900 0205T0900 0305T0900
20260101T090000 FREQ=WEEKLY;BYDAY=TH;BYHOUR=9,14;COUNT=5
  ical.js        0101T0900 0101T1400 0108T0900 0108T1400 0115T0900
  rrule          0101T0900 0101T1400 0108T0900 0108T1400 0115T0900
  rrule-temporal 0101T0900 0101T1400 0108T0900 0108T1400 0115T0900
20260101T090000 FREQ=MONTHLY;BYDAY=1TH;BYHOUR=9,14;COUNT=5
  ical.js        0101T0900 0101T1400 0201T1400 0205T0900 0205T1400
  rrule          0101T0900 0101T1400 0205T0900 0205T1400 0305T0900
  rrule-temporal 0101T0900 0101T1400 0205T0900 0205T1400 0305T0900
20260101T090000 FREQ=MONTHLY;BYDAY=1TH;BYMINUTE=0,30;COUNT=5
  ical.js        0101T0900 0101T0930 0201T0930 0205T0900 0205T0930
  rrule          0101T0900 0101T0930 0205T0900 0205T0930 0305T0900
  rrule-temporal 0101T0900 0101T0930 0205T0900 0205T0930 0305T0900
20260131T090000 FREQ=MONTHLY;BYMONTHDAY=31;BYHOUR=9,14;COUNT=5
  ical.js        0131T0900 0131T1400 0201T1400 0331T0900 0331T1400
  rrule          0131T0900 0131T1400 0331T0900 0331T1400 0531T0900
  rrule-temporal 0131T0900 0131T1400 0331T0900 0331T1400 0531T0900
EXPECTED
