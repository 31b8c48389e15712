"""Files of every kind, mutated: whatever comes of it is a report, never a traceback.

In a test run a few hundred are tried. A hundred thousand:

    make search SEARCH=300 PYTEST=tests/activity/test_mutations.py
"""

from __future__ import annotations

import io
import random
import zipfile
from datetime import date
from functools import lru_cache

from helpers.search import examples
from helpers.sheets import spreadsheet
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook.activity.read import File, read_files
from workbook.activity.records import Decisions
from workbook.words import translator

MUTATIONS = 300
TODAY = date(2026, 11, 23)
_CALENDAR = (
    b"BEGIN:VCALENDAR\r\nX-WR-CALNAME:Werk\r\nX-WR-TIMEZONE:Europe/Amsterdam\r\nBEGIN:VTIMEZONE\r\nTZID:W. Europe\r\n"
    b"END:VTIMEZONE\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTART;TZID=Europe/Amsterdam:20260304T090000\r\n"
    b"DTEND;TZID=Europe/Amsterdam:20260304T100000\r\nRRULE:FREQ=WEEKLY;COUNT=9;BYDAY=WE\r\n"
    b"EXDATE;TZID=Europe/Amsterdam:20260311T090000\r\nSUMMARY:Overleg M\xc3\xbcller\\, Noord\r\n"
    b'ATTENDEE;CN="Jansen, An";PARTSTAT=ACCEPTED:mailto:an@firm.example\r\nORGANIZER:mailto:bo@firm.example\r\n'
    b"END:VEVENT\r\nBEGIN:VEVENT\r\nUID:a\r\nRECURRENCE-ID;TZID=Europe/Amsterdam:20260318T090000\r\n"
    b"DTSTART;TZID=Europe/Amsterdam:20260318T110000\r\nDURATION:PT1H\r\nSUMMARY:Verzet\r\nEND:VEVENT\r\n"
    b"BEGIN:VEVENT\r\nUID:b\r\nDTSTART;VALUE=DATE:20260401\r\nDTEND;VALUE=DATE:20260403\r\nSUMMARY:Beurs\r\n"
    b"CLASS:PRIVATE\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
_TABLES = (
    b"Onderwerp;Datum;Begintijd;Eindtijd;Deelnemers\r\nBezoek;3-4-2026;10:00;11:30;an@firm.example\r\n"
    b'Vrij;13-4-2026;;;\r\nBel;14-4-2026;9:00;9:15;"Jansen; An"\r\n',
    b'Deal ID,Deal Name,Stage,Close date,Amount,Currency\n1,Pomp,Won,2026-03-04,"1,234.50",EUR\n2,Klep,Lost,2026-03-05,12,USD\n',
    b'"Id","Subject","IsAllDayEvent","ActivityDateTime","ActivityDate","DurationInMinutes","OwnerId","IsChild"\n'
    b'"1","M\xfcller","0","2026-07-01 08:00:00","2026-07-01 00:00:00","60","A","0"\n'
    b'"2","Beurs","1","2026-07-02 00:00:00","2026-07-02 00:00:00","1440","A","1"\n',
    b"Subject,Type,Due date,Due time,Duration,Done,Assigned to user\nBezoek,Meeting,2026-07-01,08:00,01:30,Done,An\n",
    b"hs_object_id,hs_call_title,hs_timestamp,hs_call_duration,hs_call_disposition\n1,Bel,1772614800000,600000,x\n",
    b"Rijlabels;Som van Waarde\nNoord;12\nEindtotaal;12\n",
    "Deal ID\tStage\tClose date\n1\tWon\t2026-03-04\n".encode("utf-16"),
    b'id = "x"\nname = ""\nkind = "deals"\nneeded = [["stage"]]\n[columns.stage]\nany = ["Fase"]\n',
)
_PIECES = (
    b'"', b";", b",", b"\t", b"\n", b"\r", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"=", b"<", b"9" * 40, b"-", b"\xe2\x80\xa8",
    b"\xed\xa0\x80", b"\xf0\x9f\x98\x80", b"9999-12-31", b"0000-00-00", b"1e999", b"nan", b"BEGIN:VEVENT\r\n", b"END:VEVENT\r\n",
    b"RRULE:FREQ=SECONDLY\r\n", b"DTSTART:99991231T235959Z\r\n", b"DTSTART:00010101T000000\r\n", b"DURATION:-P99999W\r\n",
    b"RDATE:20260304T090000,20260305\r\n", b"TZID=Nowhere:", b"sep=;\r\n", b"PK\x03\x04",
)  # fmt: skip


@lru_cache(maxsize=1)
def originals() -> tuple[tuple[str, bytes], ...]:
    """A file of every kind that is read."""
    sheet = spreadsheet([["Deal ID", "Stage", "Close date", "Amount"], ["1", "Won", date(2026, 3, 4), 1.5]])
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Takeout/Werk.ics", _CALENDAR)
        archive.writestr("deals.csv", _TABLES[1])
    tables = tuple((f"{number}.csv", data) for number, data in enumerate(_TABLES[:-1]))
    return (
        ("a.ics", _CALENDAR),
        *tables,
        ("p.toml", _TABLES[-1]),
        ("s.xlsx", sheet),
        ("t.zip", packed.getvalue()),
    )


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The file with a few pieces changed, cut, doubled, swapped or put in."""
    made = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at, upto = sorted(chance.randrange(len(made) + 1) for _ in range(2))
        kind = chance.randrange(6)
        if kind == 0 and made:
            made[min(at, len(made) - 1)] = chance.randrange(256)
        elif kind == 1:
            del made[at : min(upto, at + 60)]
        elif kind == 2:
            made[at:at] = made[at : min(upto, at + 400)] * chance.randint(1, 3)
        elif kind == 3:
            made[at:at] = chance.choice(_PIECES)
        elif kind == 4:
            del made[at:]
        else:
            lines = bytes(made).split(b"\n")
            chance.shuffle(lines)
            made[:] = b"\n".join(lines)
    return bytes(made)


@given(which=st.integers(0, 10_000), seed=st.integers(0, 2**32))
@settings(max_examples=examples(MUTATIONS))
def test_a_mutated_file_gives_a_report_and_never_a_traceback(which: int, seed: int) -> None:
    """Every kind of file, changed at random: each has its reading, whose words can all be said, and
    nothing was caught that nobody had foreseen."""
    name, data = originals()[which % len(originals())]
    made = mutated(data, random.Random(seed))
    loaded = read_files([File(name, made)], today=TODAY, decisions=Decisions())
    say = translator("nl")
    assert loaded.readings
    for reading in loaded.readings:
        said = [say(text) for text in (reading.format, *reading.notes)]
        said += [say(refusal.reason) for refusal in reading.refused]
        said += [say(reason) for reason, _ in reading.left_out]
        assert all(said)
        assert not any("not clear why" in refusal.reason.id for refusal in reading.refused), (name, made)
    for activity in loaded.activities:
        assert activity.end >= activity.start
        assert "\n" not in activity.subject
