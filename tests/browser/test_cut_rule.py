"""The rule that cuts the ranking stands in Python, in the formulas of the workbook and in the curve's script.
On generated lists with ties, giants, equal clients and exact edges they cut alike."""

import io
import math
from dataclasses import asdict, dataclass
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from playwright.sync_api import BrowserContext, Page

from lib.plan.compute import PlanResult, compute, shares_at
from lib.plan.moves import move_threshold
from lib.plan.plan import Plan
from lib.tiers.live_curve import SHARE_PARTS, handles, thinned_curve, ties_stay_together
from lib.tiers.sheets.threshold_formulas import (
    Ranges,
    cumulative_shares,
    cut_formulas,
    places,
)
from lib.tiers.widgets.board.component import script
from tests.lists import list_of
from tests.office import recalculated

SHARES = st.integers(1, 9_999).map(lambda part: Decimal(part).scaleb(-4))
REVENUES = st.one_of(
    st.lists(st.integers(1, 9), min_size=2, max_size=30),
    st.lists(st.integers(1, 900), min_size=2, max_size=30),
    st.lists(st.just(7), min_size=2, max_size=9),
    st.lists(st.integers(1, 20), min_size=1, max_size=20).map(lambda rest: [20_000, *rest]),
)


@dataclass(frozen=True)
class Case:
    """A list and what it was cut at by the rule of `lib.plan.cuts`."""

    result: PlanResult
    thresholds: tuple[Decimal, ...]

    @property
    def ends(self) -> int:
        """At how many places a tier may end."""
        return int(places(self.result)[-1])


@st.composite
def cases(draw: st.DrawFn) -> Case | None:
    """Thresholds anywhere, and exactly where the shares of clients add up to them."""
    clients = list_of(draw(REVENUES))
    edges = [edge for edge in shares_at(clients, tuple(range(1, clients.count))) if edge > 0]
    wanted = draw(st.lists(st.one_of(SHARES, st.sampled_from(edges)), min_size=1, max_size=5, unique=True))
    thresholds = tuple(sorted(wanted))
    plan = Plan(tier_count=len(thresholds) + 1, thresholds=thresholds, keep_ties=draw(st.booleans()))
    result = compute(clients, plan)
    return Case(result, thresholds) if len(result.cuts) == len(thresholds) else None


@pytest.fixture(scope="module")
def generated() -> list[Case]:
    """Many cases at once: LibreOffice is started once for all of them."""
    found: list[Case] = []

    @settings(max_examples=250)
    @given(cases())
    def gather(case: Case | None) -> None:
        if case is not None:
            found.append(case)

    gather()
    return found


def test_the_lists_hold_what_is_hard(generated: list[Case]) -> None:
    assert len(generated) > 50
    revenues = [case.result.clients.revenue.tolist() for case in generated]
    assert any(len(set(amounts)) == 1 for amounts in revenues)
    assert any(1 < len(set(amounts)) < len(amounts) for amounts in revenues)
    assert any(2 * amounts[0] > sum(amounts) for amounts in revenues)
    assert any(any(threshold in edges(case.result) for threshold in case.thresholds) for case in generated)
    assert (
        any(case.result.plan.keep_ties and case.ends <= len(case.thresholds) for case in generated) is False
    )
    assert any(any(low + 1 == high for low, high in pairwise(case.result.cuts)) for case in generated)


def edges(result: PlanResult) -> set[Decimal]:
    """The thresholds that a client reaches exactly."""
    return set(shares_at(result.clients, tuple(range(1, result.clients.count))))


def test_the_formulas_of_the_workbook_cut_as_python_does(generated: list[Case], tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    figures, cuts = book.create_sheet("figures"), book.create_sheet("cuts")
    rows: list[int] = []
    line = 1
    for number, case in enumerate(generated):
        names = Ranges(f"places_{number}", f"shares_{number}")
        columns = (places(case.result).tolist(), cumulative_shares(case.result.clients).tolist())
        for step, (name, values) in enumerate(zip(names, columns, strict=True)):
            letter = get_column_letter(2 * number + step + 1)
            for row, value in enumerate(values, 1):
                figures[f"{letter}{row}"] = value
            cells = f"figures!${letter}$1:${letter}${len(values)}"
            book.defined_names[name] = DefinedName(name, attr_text=cells)
        rows.append(line)
        for index, threshold in enumerate(case.thresholds):
            cuts[f"A{line}"] = float(threshold)
            for letter, formula in zip(
                "BCDE", cut_formulas(line, index == 0, ("A", "B", "C", "D"), names), strict=True
            ):
                cuts[f"{letter}{line}"] = formula
            line += 1
        cuts[f"D{line}"] = case.ends
        line += 1
    file = io.BytesIO()
    book.save(file)
    again = recalculated(file.getvalue(), tmp_path)["cuts"]
    for first, case in zip(rows, generated, strict=True):
        theirs = tuple(again[f"E{first + index}"].value for index in range(len(case.thresholds)))
        assert theirs == case.result.cuts, (case.result.clients.revenue, case.thresholds)


@pytest.fixture
def curve_module(visitor: BrowserContext) -> Page:
    """A page that has the module of the board, without the app around it."""
    page = visitor.new_page()
    page.evaluate(
        """async (source) => {
            const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
            globalThis.curve = await import(address);
        }""",
        script(),
    )
    return page


def asked(case: Case, shares: list[list[float]]) -> dict[str, object]:
    """What the browser is told of a case, and at which shares each boundary is put down."""
    curve = thinned_curve(case.result.clients)
    return {
        "data": {"points": curve.points, "clients": curve.clients, "hair": 1 / SHARE_PARTS},
        "boundaries": [asdict(handle) for handle in handles(case.result)],
        "together": ties_stay_together(case.result),
        "shares": shares,
    }


PUT_DOWN = """(cases) => cases.map(({ data, boundaries, together, shares }) => {
    const curve = new globalThis.curve.Curve(data);
    return boundaries.map((boundary, index) => shares[index].map((share) => {
        const cut = curve.limited(share, boundary, together);
        return [cut.rank, curve.threshold(share, cut, boundary, together)];
    }));
})"""


def rounded_down(threshold: Decimal) -> float:
    """A threshold as the browser has shares."""
    return math.floor(threshold * SHARE_PARTS) / SHARE_PARTS


def test_the_curve_of_the_browser_cuts_as_python_does(generated: list[Case], curve_module: Page) -> None:
    given_shares = [[[rounded_down(threshold)] for threshold in case.thresholds] for case in generated]
    answers = curve_module.evaluate(
        PUT_DOWN, [asked(*pair) for pair in zip(generated, given_shares, strict=True)]
    )
    for case, answer in zip(generated, answers, strict=True):
        cuts = tuple(rank for ((rank, _),) in answer)
        assert cuts == case.result.cuts, (case.result.clients.revenue, case.thresholds)


def test_what_the_browser_sends_cuts_where_its_picture_shows_it(
    generated: list[Case], curve_module: Page
) -> None:
    grid = [part / 40 for part in range(41)]
    answers = curve_module.evaluate(
        PUT_DOWN, [asked(case, [grid] * len(case.thresholds)) for case in generated[:60]]
    )
    for case, answer in zip(generated[:60], answers, strict=True):
        for index, put in enumerate(answer):
            for rank, sent in {tuple(pair) for pair in put}:
                plan = move_threshold(case.result.clients, case.result.plan, index, Decimal(sent))
                cuts = compute(case.result.clients, plan).cuts
                others = [cut for place, cut in enumerate(case.result.cuts) if place != index]
                assert cuts[index] == rank, (case.result.clients.revenue, case.thresholds, index, sent)
                assert [cut for place, cut in enumerate(cuts) if place != index] == others
