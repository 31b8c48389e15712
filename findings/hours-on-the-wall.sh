#!/bin/sh
# A duration of 24 hours over the night in which the clock goes forward.
#
# RFC 5545, 3.3.6: hours, minutes and seconds of a duration are exact time, weeks and days are nominal. So
# DURATION:PT24H from Saturday 28 March 2026, 12:00 in Amsterdam ends on Sunday at 13:00, and P1D at 12:00.
# Guessed: the two differ, as the standard says, at least in one of two libraries that implement it.
# Seen: icalendar 7.3.0 with recurring-ical-events 3.8.2, and ical 14.3.1, which share no code, both end PT24H at
# 12:00. That is 23 hours, on the one day on which the difference can be seen.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" -qq --disable-pip-version-check install \
  icalendar==7.3.0 recurring-ical-events==3.8.2 python-dateutil==2.9.0.post0 ical==14.3.1 tzdata==2026.6 \
  || { echo "could not be installed"; exit 2; }
"$folder/venv/bin/python" -W ignore - <<'END'
import sys
from datetime import date, timedelta

import icalendar
import recurring_ical_events
from ical.calendar_stream import IcsCalendarStream

EVENT = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//example//EN
BEGIN:VEVENT
UID:1@example.com
DTSTAMP:20260101T000000Z
DTSTART;TZID=Europe/Amsterdam:20260328T120000
DURATION:{duration}
SUMMARY:Standby
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")
seen = []
for duration in ("P1D", "PT24H"):
    text = EVENT.format(duration=duration)
    (one,) = recurring_ical_events.of(icalendar.Calendar.from_ical(text)).between(date(2026, 3, 28), date(2026, 4, 1))
    (other,) = IcsCalendarStream.calendar_from_ics(text).timeline
    for name, start, end in (("icalendar", one.start, one.end), ("ical", other.dtstart, other.end)):
        hours = (end.timestamp() - start.timestamp()) / 3600
        print(f"{name}, DURATION:{duration}: {start} to {end}, {hours:g} hours")
        seen.append((name, duration, hours))
expected = [(name, duration, 23.0) for duration in ("P1D", "PT24H") for name in ("icalendar", "ical")]
sys.exit(seen != expected)
END
echo "As written down: PT24H is measured on the wall, like P1D."
