"""The slides and the workbook as pictures, to be looked at: `python -m tests.exports.pictures FOLDER`.

LibreOffice prints them and poppler draws the pages. The list is the example of each language with articles
made up, the plan has everything filled in.
"""

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import numpy as np

from lib.base.money import UNIT, split
from lib.clients.keys import key_of
from lib.clients.model import ClientList, client_list, everybody
from lib.clients.purchases import bought
from lib.exports.plan_workbook import write_plan
from lib.exports.slides import slides
from lib.plan.compute import PlanResult, compute
from lib.plan.follow_up import Contact, FollowUp, contact_keys, written_contacts
from lib.plan.plan import Plan
from lib.plan.potential_settings import PotentialSettings, TypedPotential, TypedProspect
from lib.plan.profit_settings import ProfitSettings
from lib.plan.team import Person, Team
from lib.reading.clients_from_rows import read_file
from lib.services.examples import example
from lib.texts import LANGUAGES, Language, Texts
from tests.office import DAY, converted, tool

_RESOLUTION = "60"
_FAMILIES: dict[Language, tuple[str, ...]] = {
    "fr": ("Emballages alimentaires", "Étiquettes", "Films", "Adhésifs", "Palettes", "Conseil", "Machines"),
    "en": ("Food packaging", "Labels", "Films", "Tapes", "Pallets", "Advice", "Machines"),
}
"""What is bought, the most usual first."""


def sample(language: Language) -> ClientList:
    """The example of a language."""
    path = Path(__file__).parents[2] / "sample_data" / f"clients_{language}.xlsx"
    return read_file(path.read_bytes(), path.name)


def with_articles(clients: ClientList, language: Language) -> ClientList:
    """The list with families of articles: the smaller the client, the fewer it buys; each tenth buys all."""
    families = _FAMILIES[language]
    rows = [
        (client, item, int(amount))
        for client, revenue in enumerate(clients.revenue.tolist())
        for usual in [max(1, len(families) * (clients.count - client) // clients.count)]
        for count in [usual if client % 10 else len(families)]
        for item, amount in enumerate(split(revenue, range(count, 0, -1)))
    ]
    client, item, amount = (np.array(column, dtype=np.int64) for column in zip(*rows, strict=True))
    purchases = bought(client, item, amount, families, "family")
    return client_list(everybody(clients), clients.report, clients.currency, clients.sales, purchases)


def _potential(clients: ClientList) -> PotentialSettings:
    """Every third client could buy twice as much, those behind more; and a prospect."""
    table = clients.ranked.iloc[::3]
    typed = tuple(
        TypedPotential(key_of(client, number), 2 * revenue + rank * 400 * UNIT)
        for rank, (client, number, revenue) in zip(
            table.index.tolist(), table[["client", "number", "revenue"]].to_numpy().tolist(), strict=True
        )
    )
    return PotentialSettings(typed, (TypedProspect("Nova", 90_000 * UNIT),))


def _done(clients: ClientList) -> FollowUp:
    """A contact of half an hour with every second client."""
    keys = contact_keys(clients)[::2]
    done = (Contact(key, key, "", "Olga Martin", DAY - timedelta(days=9), 30, "") for key in keys)
    return FollowUp("2026-01", written_contacts(done))


def full_plan(clients: ClientList, texts: Texts) -> PlanResult:
    """Services, people, profit, potential and what was done for a list."""
    team = Team((Person("Olga Martin", "owner", 30_000), Person("Ann Lefèvre", "manager", 60_000, 45 * UNIT)))
    plan = Plan(
        tier_count=4,
        services=example("trade", texts).for_tiers(4),
        team=team,
        profit=ProfitSettings(fixed_costs=60_000 * UNIT),
        potential=_potential(clients),
        follow_up=_done(clients),
    )
    return compute(clients, plan)


def drawn(document: Path, folder: Path) -> list[Path]:
    """The pages of a PDF as pictures, in their order."""
    stem = folder / f"{document.parent.parent.name}"
    subprocess.run(
        [tool("pdftoppm"), "-r", _RESOLUTION, "-png", str(document), str(stem)], check=True, timeout=120
    )
    return sorted(folder.glob(f"{stem.name}-*.png"))


def main(folder: Path) -> None:
    """Both files in every language."""
    for language in LANGUAGES:
        texts = Texts(language)
        result = full_plan(with_articles(sample(language), language), texts)
        for kind, data in (("xlsx", write_plan(result, texts, DAY)), ("pptx", slides(result, texts, DAY))):
            own = folder / f"{kind}_{language}"
            own.mkdir(parents=True, exist_ok=True)
            print(f"{len(drawn(converted(data, own, 'pdf', kind), folder))} pages: {own}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
