"""Which slice is looked at, in words."""

from typing import cast

from lib.base.outside import in_file_name
from lib.clients.model import ClientList
from lib.clients.slices import Column
from lib.plan.compute import PlanResult
from lib.plan.plan import Plan
from lib.plan.slice_settings import Slice
from lib.texts import Texts
from lib.texts.wording import Sentences, shortened


def value_name(value: str, texts: Texts) -> str:
    """What a slice is called within its column."""
    return value or texts("slices.no_value")


def slice_name(chosen: Slice, texts: Texts) -> str:
    """The slice in a few words: Region: North."""
    if chosen.column is None:
        return texts("slices.whole")
    value = value_name(shortened(chosen.value), texts)
    return texts("slices.name", column=texts(f"slices.column.{chosen.column}"), value=value)


def part_of_firm(result: PlanResult, texts: Texts) -> tuple[str, ...]:
    """The slice that the figures are of, to stand before what they are about; nothing for the whole firm.
    What leaves the app says it: elsewhere nobody sees the filter."""
    part = result.part
    return () if part is None else (slice_name(Slice(cast(Column, part.column), part.value), texts),)


def named_after_slice(name: str, result: PlanResult, texts: Texts) -> str:
    """What a file is called, without its ending, whose content may have no place to say of which slice it
    is."""
    part = result.part
    return name if part is None else f"{name} - {in_file_name(value_name(part.value, texts))}"


def slice_sentences(result: PlanResult, chosen: Slice, texts: Texts) -> Sentences:
    """What the slice holds and how it is cut; nothing for the whole firm."""
    part = result.part
    if part is None:
        return []
    whole = sum(part.revenues)
    values = {
        "slice": slice_name(chosen, texts),
        "clients": texts.plural("count.clients", result.clients.count),
        "share": texts.percent(part.revenues[part.index] / whole if whole else 0, 1),
        "hours": texts.hours(result.budget_minutes),
    }
    if chosen.column == "family":
        key = "slices.static.family" if chosen.static else "slices.dynamic.family"
    else:
        key = "slices.static" if chosen.static else "slices.dynamic"
    sentences: Sentences = [(key, values)]
    if result.clients.count == 1:
        sentences.append(("slices.alone", {}))
    return sentences


def view_sentences(whole: ClientList, result: PlanResult | None, plan: Plan, texts: Texts) -> Sentences:
    """What every page says of the view: groups as one client, the slice, or that the list does not have
    it."""
    sentences: Sentences = []
    if plan.groups.as_one and whole.made_from is not None:
        sentences.append(("groups.counted", {}))
    if plan.slice.column is None or result is None:
        return sentences
    if result.part is None:
        return [*sentences, ("slices.absent", {"slice": slice_name(plan.slice, texts)})]
    return [*sentences, *slice_sentences(result, plan.slice, texts)]
