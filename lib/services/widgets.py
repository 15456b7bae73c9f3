"""The widgets of the services page: catalogue, automated parts, floor."""

from dataclasses import replace
from functools import partial

import streamlit as st

from lib.base.bounds import bounds_of
from lib.base.outside import plain
from lib.plan.compute import PlanResult
from lib.plan.roles import PERFORMERS
from lib.plan.services import EXACT, ServiceCatalogue
from lib.screen.frame import part_choice, say
from lib.screen.number_field import NumberField, number_field
from lib.screen.state import state
from lib.screen.typed_grid.component import Column
from lib.screen.typed_table import Fault, TierColumn, numbered
from lib.screen.typed_table_editor import Grid, editor
from lib.services.examples import FIRMS, Firm, example
from lib.services.fit import fit
from lib.services.sentences import contacts_text, floor_sentences
from lib.services.typed_catalogue import automation_table, read_automation, read_services, service_table
from lib.texts import Texts

PARTS = ("catalogue", "people", "calendar")


def services_part(texts: Texts) -> str:
    """Which part of the page is open; only that one is worked out."""
    names = {part: texts(f"services.part.{part}") for part in PARTS}
    return part_choice(texts("services.parts"), names, "services_part")


def example_choice(texts: Texts) -> None:
    """One button a kind of firm: its usual services become the catalogue."""
    with st.container(horizontal=True):
        for firm in FIRMS:
            st.button(
                texts(f"services.firm.{firm}"),
                key=f"firm_{firm}",
                on_click=_start_from,
                args=(firm, texts),
            )


def _start_from(firm: Firm, texts: Texts) -> None:
    floor = state().plan.services
    proposed = example(firm, texts)
    state().change_with(services=replace(floor, services=proposed.services))


def service_grid(texts: Texts, result: PlanResult) -> None:
    """The catalogue: services in rows; minutes, who and cost, then times a year for each tier."""
    tiers = [tier.name for tier in result.tiers]
    count = len(tiers)
    grid = Grid(
        "services",
        shown=lambda: service_table(state().plan.services, count, texts),
        read=lambda table: _read(read_services(table, state().plan.services, count, texts)),
    )
    columns = [
        Column("name", texts("services.column.name")),
        Column(
            "performer",
            texts("services.column.performer"),
            "choice",
            choices=tuple(texts(f"performer.{performer}") for performer in PERFORMERS),
        ),
        *(
            Column(key, texts(f"services.column.{key}"), "number", texts(f"services.column.{key}.help"))
            for key in ("minutes", "direct_cost")
        ),
        *_tier_columns(texts, "times", tiers),
    ]
    editor(texts, grid, columns, tiers)


def automation_grid(texts: Texts, result: PlanResult) -> None:
    """The automated part of each service in each tier, in percent."""
    tiers = [tier.name for tier in result.tiers]
    count = len(tiers)
    grid = Grid(
        "automation",
        shown=lambda: automation_table(state().plan.services, count),
        read=lambda table: _read(read_automation(table, state().plan.services, count, texts)),
    )
    columns = [
        Column("name", texts("services.column.name"), "shown"),
        *_tier_columns(texts, "automated", tiers, " %"),
    ]
    editor(texts, grid, columns, tiers, fixed=True)


def _tier_columns(texts: Texts, key: TierColumn, tiers: list[str], unit: str = "") -> list[Column]:
    """A column a tier."""
    return [
        Column(column, tier + unit, "number", texts(f"services.column.{key}.help", tier=tier))
        for column, tier in zip(numbered(key, len(tiers)), tiers, strict=True)
    ]


def _read(answer: tuple[ServiceCatalogue, list[Fault]]) -> list[Fault]:
    catalogue, faults = answer
    if not faults:
        state().change_with(services=catalogue)
    return faults


def floor_verdict(texts: Texts, result: PlanResult) -> None:
    """In red what breaks the floor, or the word that nothing does."""
    broken = floor_sentences(result, texts)
    for key, values in broken:
        st.error(
            texts(key, **{name: plain(value) for name, value in values.items()}), icon=":material/error:"
        )
    floor = result.plan.services
    if floor.services and not broken:
        contacts = contacts_text(floor.floor_contacts * EXACT, texts)
        say(texts, "services.floor_kept", floor=texts.hours(floor.floor_minutes), contacts=contacts)


def floor_inputs(texts: Texts) -> None:
    """The least that any client gets in a year, in minutes and in contacts."""
    floor = state().plan.services
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for key, value in (("floor_minutes", floor.floor_minutes), ("floor_contacts", floor.floor_contacts)):
            about = NumberField(
                key,
                texts(f"services.{key}"),
                bounds_of(ServiceCatalogue, key),
                partial(_set_floor, key),
                width=260,
                help=texts(f"services.{key}.help"),
            )
            number_field(texts, about, value)


def _set_floor(key: str, value: int) -> None:
    state().change_with(services=replace(state().plan.services, **{key: value}))  # type: ignore[arg-type]


def catalogue_moves(texts: Texts, result: PlanResult) -> None:
    """Fit to the budget, undo, and another example to start from."""
    with st.container(horizontal=True, width="content"):
        st.button(
            texts("services.fit"),
            icon=":material/fit_screen:",
            key="fit",
            type="primary",
            help=texts("services.fit.help"),
            on_click=_fit,
            args=(result,),
        )
        undo_button(texts)
        with st.popover(texts("services.other_example")):
            example_choice(texts)


def undo_button(texts: Texts) -> None:
    """Take back the last change of the plan."""
    st.button(
        texts("tiers.undo"),
        icon=":material/undo:",
        key="undo_here",
        disabled=len(state().steps) < 2,
        on_click=state().undo,
    )


def _fit(result: PlanResult) -> None:
    counts = [tier.clients for tier in result.tiers]
    minutes = [tier.minutes for tier in result.tiers]
    state().change_with(services=fit(state().plan.services, counts, minutes))
