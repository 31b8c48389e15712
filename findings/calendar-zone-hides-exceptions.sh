#!/bin/sh
# A series in UTC, one instance taken out in UTC, in a file that names a zone to show it in.
#
# X-WR-TIMEZONE is a hint for showing a calendar. Everything else in this file is in UTC: DTSTART, and the EXDATE
# of the instance on 3 April 2026, 08:30Z. Without the hint it is left out.
# Guessed: with the hint too; an exception in the form of its series is matched as a moment.
# Seen: recurring-ical-events 3.8.2 (with x-wr-timezone 2.0.1) first turns all moments to the zone, and then repeats
# the series on its wall clock: from the change of clocks on it is an hour earlier in UTC, and the exception, turned
# with the summer's offset, names a time at which nothing takes place. Nothing is said of it. So adding a line
# about how to show the calendar brings back what was called off, for the half of the year that isn't the first's.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" -qq --disable-pip-version-check install \
  icalendar==7.3.0 recurring-ical-events==3.8.2 x-wr-timezone==2.0.1 python-dateutil==2.9.0.post0 tzdata==2026.6 \
  || { echo "could not be installed"; exit 2; }
"$folder/venv/bin/python" -W ignore - <<'END'
import sys
from datetime import UTC, date

import icalendar
import recurring_ical_events

FILE = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//example//EN
{hint}BEGIN:VEVENT
UID:1@example.com
DTSTAMP:20260101T000000Z
DTSTART:20260306T083000Z
DTEND:20260306T093000Z
RRULE:FREQ=WEEKLY;COUNT=6
EXDATE:20260403T083000Z
SUMMARY:Team
END:VEVENT
END:VCALENDAR
"""
seen = {}
for hint in ("", "X-WR-TIMEZONE:Europe/Amsterdam\n"):
    calendar = icalendar.Calendar.from_ical(FILE.format(hint=hint).replace("\n", "\r\n"))
    found = recurring_ical_events.of(calendar).between(date(2026, 3, 1), date(2026, 5, 1))
    seen[hint] = sorted(f"{one.start.astimezone(UTC):%m-%d %H:%M}" for one in found)
    print(hint.strip() or "without", seen[hint], sep=": ")
winter = ["03-06 08:30", "03-13 08:30", "03-20 08:30", "03-27 08:30"]
expected = {
    "": [*winter, "04-10 08:30"],
    "X-WR-TIMEZONE:Europe/Amsterdam\n": [*winter, "04-03 07:30", "04-10 07:30"],
}
sys.exit(seen != expected)
END
echo "As written down: the hint brings back the instance of 3 April."
