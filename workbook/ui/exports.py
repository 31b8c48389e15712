"""How to get a file out of each program: steps in the program's own words, and what its menus look like.

The names in menus are those of the makers' help pages and of the Dutch and English programs as far as we
could see them; makers move them about, so every page of help says that they may differ.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from workbook.words import Text, say


@dataclass(frozen=True, slots=True)
class Panel:
    """A piece of a screen to draw: its heading, its rows, which row to choose, and which button to press."""

    heading: Text
    rows: tuple[Text, ...]
    chosen: int | None = None
    button: Text | None = None


@dataclass(frozen=True, slots=True)
class Export:
    """One way out of one program: `key` names it in addresses of pictures, `note` says what may differ."""

    key: str
    name: Text
    steps: tuple[Text, ...]
    panels: tuple[Panel, ...]
    note: Text


MAY_DIFFER: Final = say(
    "The drawings are ours and show the way, not the screen. Names and places change with versions; your "
    "employer may have switched an export off. In that case ask whoever looks after the program for a file of "
    "your own rows."
)

EXPORTS: Final[tuple[Export, ...]] = (
    Export(
        "outlook-ics",
        say("Outlook for Windows (classic)"),
        (
            say("Open your calendar, and click the calendar that is yours."),
            say("Choose **File**, then **Save Calendar**."),
            say(
                "Choose **More Options**. Set **Date Range** to **Whole calendar** and **Detail** to **Full "
                "details**, and choose **OK**."
            ),
            say("Choose **Save**. You have an .ics file."),
        ),
        (
            Panel(say("File"), (say("Info"), say("Open & Export"), say("Save Calendar"), say("Print")), 2),
            Panel(
                say("More Options"),
                (say("Date Range: Whole calendar"), say("Detail: Full details")),
                button=say("OK"),
            ),
        ),
        say("No **Save Calendar** in the list? Then a mail folder was open: click the calendar first."),
    ),
    Export(
        "outlook-csv",
        say("Outlook for Windows (classic), as .csv"),
        (
            say("Choose **File**, **Open & Export**, **Import/Export**."),
            say("Choose **Export to a file**, then **Comma Separated Values**."),
            say("Choose your **Calendar**, give the file a place, and choose **Finish**."),
            say("Set the period: a year back until today. Repeating appointments are written out for it."),
        ),
        (
            Panel(say("Open & Export"), (say("Open Calendar"), say("Import/Export"), say("Other folder")), 1),
            Panel(say("Choose an action"), (say("Export to a file"), say("Import a file")), 0, say("Next")),
            Panel(
                say("Create a file"),
                (say("Comma Separated Values"), say("Outlook data file")),
                0,
                say("Next"),
            ),
        ),
        say("Such a file knows names and no addresses. Where you can choose, take the .ics file."),
    ),
    Export(
        "outlook-web",
        say("Outlook on the web, and the new Outlook"),
        (
            say("Choose the gear wheel: **Settings**, **Calendar**, **Shared calendars**."),
            say(
                "Under **Publish a calendar** choose your calendar and **Can view all details**, then **Publish**."
            ),
            say("Open the **ICS** link. Your browser downloads the file."),
            say("Choose **Unpublish** at once. Until then, whoever has the link can read your calendar."),
        ),
        (
            Panel(say("Settings"), (say("General"), say("Calendar"), say("Shared calendars")), 2),
            Panel(
                say("Publish a calendar"),
                (say("Calendar"), say("Can view all details")),
                button=say("Publish"),
            ),
            Panel(say("Published"), (say("HTML link"), say("ICS link")), 1, say("Unpublish")),
        ),
        say(
            "A published calendar often leaves out who was there; ‘with whom’ stays unknown then. Many "
            "employers do not allow publishing. Classic Outlook gives a fuller file."
        ),
    ),
    Export(
        "google",
        say("Google Calendar"),
        (
            say("Open Google Calendar on a computer, and choose the gear wheel, **Settings**."),
            say("Choose **Import & export**, then **Export**."),
            say("You get a .zip with all your calendars. Load it as it is."),
        ),
        (
            Panel(say("Settings"), (say("General"), say("Add calendar"), say("Import & export")), 2),
            Panel(say("Export"), (say("All your calendars, as .zip"),), button=say("Export")),
        ),
        say(
            "Export greyed out? Go to takeout.google.com, choose **Deselect all**, tick **Calendar**, and have "
            "the export made. It arrives by e-mail. The app on a phone has no export."
        ),
    ),
    Export(
        "apple",
        say("Apple Calendar"),
        (
            say("Open Calendar on a Mac, and click the name of your calendar in the list on the left."),
            say("Choose **File**, **Export**, **Export…**, and a place for the file."),
            say("Do the same for each calendar with work in it. You may load them together."),
        ),
        (
            Panel(say("Calendars"), (say("Private"), say("Work"), say("Birthdays")), 1),
            Panel(say("File"), (say("New Event"), say("Import…"), say("Export…"), say("Print…")), 2),
        ),
        say(
            "An iPhone or iPad can’t export. Does your work calendar come from Outlook or Google? Export it there."
        ),
    ),
    Export(
        "hubspot",
        say("HubSpot"),
        (
            say("Open **Deals**, or **Meetings** or **Calls**, and choose a view with all that is yours."),
            say("Choose **Export**, above the table or under **Actions**."),
            say("Choose .xlsx and **all properties**, then **Export**."),
            say("The link to the file comes by e-mail and in your notifications."),
        ),
        (
            Panel(say("Deals"), (say("All deals"), say("My deals"), say("Export")), 2),
            Panel(say("Export"), (say("Format: XLSX"), say("All properties")), button=say("Export")),
        ),
        say(
            "No **Export** to be seen? Then you have no right to it; whoever manages HubSpot can give it to you."
        ),
    ),
    Export(
        "salesforce",
        say("Salesforce"),
        (
            say(
                "Choose **Reports**, **New Report**, and as its type **Tasks and Events** or **Opportunities**."
            ),
            say("Set the filters to what is yours and the dates to **All Time**, and choose **Run**."),
            say("Choose the arrow beside **Edit**, then **Export**."),
            say("Choose **Details Only** and .xlsx, then **Export**."),
        ),
        (
            Panel(say("Edit ▾"), (say("Save As"), say("Subscribe"), say("Export")), 2),
            Panel(say("Export"), (say("Formatted Report"), say("Details Only")), 1, say("Export")),
        ),
        say(
            "Reports reach back one year for tasks and events. **Formatted Report** gives totals, which can’t be read."
        ),
    ),
    Export(
        "pipedrive",
        say("Pipedrive"),
        (
            say("Open **Deals** or **Activities** as a list, and filter on yourself."),
            say("Choose **…** at the right above the list, then **Export filter results**."),
            say("Choose .xlsx. The file waits under **Export data** in the settings."),
        ),
        (
            Panel(say("Activities"), (say("Import data"), say("Export filter results")), 1),
            Panel(say("Export data"), (say("Export results"), say("Download")), 1),
        ),
        say("You may be asked afterwards whether the times are by your clock or in UTC."),
    ),
    Export(
        "dynamics",
        say("Microsoft Dynamics 365"),
        (
            say("Open **Activities** or **Opportunities**, and choose a view with all that is yours."),
            say("Choose **Export to Excel** in the bar above; it may hide behind the three dots."),
            say("Choose **Static Worksheet**."),
        ),
        (
            Panel(say("Activities"), (say("Refresh"), say("Share"), say("Export to Excel")), 2),
            Panel(
                say("Export to Excel"),
                (say("Static Worksheet"), say("Static Worksheet (Page only)"), say("Dynamic Worksheet")),
                0,
            ),
        ),
        say("**Page only** takes no more than you see on the screen."),
    ),
    Export(
        "zoho",
        say("Zoho CRM"),
        (
            say("Open **Meetings**, **Calls** or **Deals**."),
            say("Choose **Actions** (or the three dots) at the right above the list, then **Export**."),
            say("Choose the view with all that is yours and all fields, then **Export**."),
        ),
        (
            Panel(say("Actions"), (say("Mass Update"), say("Print View"), say("Export")), 2),
            Panel(say("Export"), (say("All fields"), say("Format: CSV")), button=say("Export")),
        ),
        say("We know Zoho from its manual alone. Check a few rows after loading."),
    ),
)
"""In the order they are shown: calendars first."""
