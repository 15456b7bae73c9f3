"""Four columns of boxes that each stack to the whole."""

import re
from dataclasses import replace

import pytest

from lib.plan.compute import compute
from lib.plan.plan import Plan
from lib.texts import Texts
from lib.tiers.shares import shares_picture
from tests.lists import TOY, list_of

RESULT = compute(list_of(TOY), Plan(tier_count=3))
FR = Texts("fr")


def test_four_columns_stack_to_one() -> None:
    columns = shares_picture(RESULT, FR).split("<figure>")[1:]
    assert len(columns) == 4
    for column in columns:
        heights = [float(height) for height in re.findall(r"height:([\d.]+)%", column)]
        assert len(heights) == 3
        assert sum(heights) == pytest.approx(100, abs=0.002)


def test_tier_a_lies_at_the_bottom_and_slices_are_named() -> None:
    plan = shares_picture(RESULT, FR).split("<figure>")[4]
    written = re.findall(r">([^<>]+)</span>", plan)
    assert written == ["C\u00a0 33\u202f%", "B\u00a0 33\u202f%", "A\u00a0 33\u202f%"]
    assert "Temps dans<br>le plan" in plan
    assert 'aria-label="Temps dans le plan · A 33\u202f% · B 33\u202f% · C 33\u202f%"' in plan


def test_a_thin_slice_is_not_written_in() -> None:
    giant = compute(list_of([10**6, *[1] * 99]), Plan(method="count", tier_count=2, counts=(1,)))
    clients = shares_picture(giant, FR).split("<figure>")[1]
    assert re.findall(r">([^<>]*)</span>", clients) == ["B\u00a0 99\u202f%", ""]


def test_a_name_is_never_read_as_html() -> None:
    tiers = (replace(RESULT.tiers[0], name='<b onclick="x">'), *RESULT.tiers[1:])
    assert "<b " not in shares_picture(replace(RESULT, tiers=tiers), FR)
