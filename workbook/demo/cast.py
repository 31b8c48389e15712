"""The people of the demo: a made-up firm, its customers, and a few others from outside.

Names are invented so that nobody can take them for real; all addresses are under `.example`, which is
reserved and can belong to nobody (RFC 2606).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from workbook.activity.people import People, Role

DOMAIN: Final = "waterklaver.example"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the demo, with the role that is confirmed for them."""

    name: str
    address: str
    role: Role

    @property
    def first(self) -> str:
        """The first name."""
        return self.name.split(" ")[0]


@dataclass(frozen=True, slots=True)
class Firm:
    """A customer: its name, what market it is in, and who to talk to there."""

    name: str
    segment: str
    contact: Person


def _colleague(name: str, role: Role) -> Person:
    return Person(name, f"{name.split(' ')[0].casefold()}@{DOMAIN}", role)


def _firm(name: str, segment: str, contact: str, domain: str) -> Firm:
    first = contact.split(" ")[0].casefold()
    return Firm(name, segment, Person(contact, f"{first}@{domain}.example", "customer"))


CALENDAR_NAME: Final = "Agenda"
"""What the manager's calendar is called."""

ME: Final = _colleague("Robin van Elders", "me")
TEAM: Final = (
    _colleague("Anouk Vandaar", "team"),
    _colleague("Bas Overmorgen", "team"),
    _colleague("Daan Tussenbeide", "team"),
    _colleague("Eva Nabij", "team"),
    _colleague("Joris Halverwege", "team"),
    _colleague("Mei Ergens", "team"),
    _colleague("Tom Vanverre", "team"),
)
TECHNICAL: Final = (
    _colleague("Sjoerd Kabelgoot", "technical"),
    _colleague("Fatma Regelkast", "technical"),
    _colleague("Ruben Meetlat", "technical"),
)
MARKETING: Final = (_colleague("Lieke Krantenkop", "marketing"), _colleague("Noor Vindbaar", "marketing"))
MANAGEMENT: Final = (
    _colleague("Hanneke Bovendek", "management"),
    _colleague("Willem Rekenschap", "management"),
)
STAFF: Final = _colleague("Ilse Bijdehand", "other")
CUSTOMERS: Final = (
    _firm("Bakkerij Zonderling", "Voeding", "Wim Deeg", "zonderling"),
    _firm("Zuivel Kalverdijk", "Voeding", "Petra Melkbus", "kalverdijk"),
    _firm("Conserven Potdicht", "Voeding", "Aart Deksel", "potdicht"),
    _firm("Kliniek Sint Nimmer", "Zorg", "Marga Verband", "sintnimmer"),
    _firm("Zorggroep Wel en Wee", "Zorg", "Youssef Wachtkamer", "welenwee"),
    _firm("College De Lege Stoel", "Onderwijs", "Karin Krijtbord", "legestoel"),
    _firm("Academie Half Elf", "Onderwijs", "Otto Bel", "halfelf"),
    _firm("Scheepswerf Nergenshaven", "Maakindustrie", "Jelle Kielzog", "nergenshaven"),
    _firm("Drukkerij Inktvlek", "Maakindustrie", "Sanne Zetwerk", "inktvlek"),
    _firm("Metaal Krom en Recht", "Maakindustrie", "Piet Buigijzer", "kromenrecht"),
)
SUPPLIER: Final = Person("Gijs Lease", "gijs@rijdoor.example", "other")
RECRUITER: Final = Person("Merel Vacature", "merel@goedzo.example", "other")
OUTSIDERS: Final = (SUPPLIER, RECRUITER)


def everybody() -> People:
    """Who is who in the demo, as if the manager had confirmed everybody."""
    colleagues = (*TEAM, *TECHNICAL, *MARKETING, *MANAGEMENT, STAFF)
    placed = (*colleagues, *OUTSIDERS)
    contacts = tuple(firm.contact for firm in CUSTOMERS)
    return People(
        own=frozenset({ME.address}),
        own_domains=frozenset({DOMAIN}),
        roles={one.address: one.role for one in placed},
        domains={one.address.partition("@")[2]: "customer" for one in contacts},
        names={one.address: one.name for one in (ME, *placed, *contacts)},
    )
