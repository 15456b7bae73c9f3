"""The article's picture: four columns that each stack to the whole."""

import pytest

from lib.plan.compute import compute
from lib.plan.plan import Plan
from lib.texts import Texts
from lib.tiers.shares import box_label, four_shares
from tests.lists import TOY, list_of

RESULT = compute(list_of(TOY), Plan(tier_count=3))
FR = Texts("fr")


def test_four_columns_stack_to_one() -> None:
    measures = four_shares(RESULT)
    assert [measure.name(FR) for measure in measures] == [
        "Clients", "Chiffre d’affaires", "Temps si tous pareils", "Temps dans le plan",
    ]  # fmt: skip
    for measure in measures:
        assert len(measure.shares) == 3
        assert sum(measure.shares) == pytest.approx(1)


@pytest.mark.parametrize(
    ("name", "share", "written"),
    [
        ("B", 0.333, "B\u00a0 33\u202f%"),
        ("B", 0.04, ""),
        ("Comptes", 0.5, "Comptes\n50\u202f%"),
        ("Très grands comptes", 0.15, "15\u202f%"),
        ("Très grands comptes", 0.2, "Très grands comptes\n20\u202f%"),
    ],
)
def test_what_has_room_is_written_into_a_box(name: str, share: float, written: str) -> None:
    assert box_label(name, share, FR.percent(share)) == written
