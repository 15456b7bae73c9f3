"""The slides and the workbook as pictures, to be looked at: `python -m tests.exports.pictures FOLDER`.

LibreOffice prints them and poppler draws the pages. The list is the example of each language, the plan has
everything filled in.
"""

import subprocess
import sys
from pathlib import Path

from lib.base.money import UNIT
from lib.clients.model import ClientList
from lib.exports.plan_workbook import write_plan
from lib.exports.slides import slides
from lib.plan.compute import PlanResult, compute
from lib.plan.plan import Plan
from lib.plan.profit_settings import ProfitSettings
from lib.plan.team import Person, Team
from lib.reading.clients_from_rows import read_file
from lib.services.examples import example
from lib.texts import LANGUAGES, Language, Texts
from tests.office import DAY, converted, tool

_RESOLUTION = "60"


def sample(language: Language) -> ClientList:
    """The example of a language."""
    path = Path(__file__).parents[2] / "sample_data" / f"clients_{language}.xlsx"
    return read_file(path.read_bytes(), path.name)


def full_plan(clients: ClientList, texts: Texts) -> PlanResult:
    """Services, people and profit for a list."""
    team = Team((Person("Olga Martin", "owner", 30_000), Person("Ann Lefèvre", "manager", 60_000, 45 * UNIT)))
    plan = Plan(
        tier_count=4,
        services=example("trade", texts).for_tiers(4),
        team=team,
        profit=ProfitSettings(fixed_costs=60_000 * UNIT),
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
        result = full_plan(sample(language), texts)
        for kind, data in (("xlsx", write_plan(result, texts, DAY)), ("pptx", slides(result, texts, DAY))):
            own = folder / f"{kind}_{language}"
            own.mkdir(parents=True, exist_ok=True)
            print(f"{len(drawn(converted(data, own, 'pdf', kind), folder))} pages: {own}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
