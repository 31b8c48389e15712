#!/bin/sh
# A series in UTC of which one instance was moved.
#
# DTSTART and RECURRENCE-ID are both in UTC, in the same form, as RFC 5545, 3.8.4.4, asks; servers write it so.
# Guessed: the moved instance takes the place of the one it names, as it does where both have the same TZID.
# Seen: in ical 14.3.1 (Home Assistant's library) the timeline has both, at the old time and at the new one; with
# TZID in place of Z it has the new one alone. Nothing is raised or logged.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" -qq --disable-pip-version-check install ical==14.3.1 python-dateutil==2.9.0.post0 tzdata==2026.6 \
  || { echo "could not be installed"; exit 2; }
"$folder/venv/bin/python" - <<'END'
import sys

from ical.calendar_stream import IcsCalendarStream

FILE = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//example//EN
BEGIN:VEVENT
UID:1@example.com
DTSTAMP:20260101T000000Z
DTSTART{zone}:20260304T090000{z}
DTEND{zone}:20260304T100000{z}
RRULE:FREQ=DAILY;COUNT=3
SUMMARY:Visit
END:VEVENT
BEGIN:VEVENT
UID:1@example.com
DTSTAMP:20260102T000000Z
RECURRENCE-ID{zone}:20260305T090000{z}
DTSTART{zone}:20260305T150000{z}
DTEND{zone}:20260305T160000{z}
SUMMARY:Visit
END:VEVENT
END:VCALENDAR
"""
seen = {}
for form, zone, z in (("UTC", "", "Z"), ("TZID", ";TZID=Europe/Amsterdam", "")):
    calendar = IcsCalendarStream.calendar_from_ics(FILE.format(zone=zone, z=z).replace("\n", "\r\n"))
    seen[form] = [f"{event.dtstart:%d %H:%M}" for event in calendar.timeline]
    print(f"{form}: {', '.join(seen[form])}")
expected = {"UTC": ["04 09:00", "05 09:00", "05 15:00", "06 09:00"], "TZID": ["04 09:00", "05 15:00", "06 09:00"]}
sys.exit(seen != expected)
END
echo "As written down: in UTC the meeting of the 5th is there twice."
