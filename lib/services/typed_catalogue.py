"""The service catalogue as a table to type in: from a catalogue to text, and back."""

from dataclasses import replace

import pandas as pd

from lib.base.bounds import bounds_of, length_of
from lib.base.money import to_text
from lib.plan.roles import PERFORMERS
from lib.plan.services import ONCE, Service, ServiceCatalogue
from lib.screen.typed_number import plain_decimal, written
from lib.screen.typed_table import (
    Fault,
    TableReader,
    numbered,
    performer_name,
    performers,
    text_frame,
)
from lib.texts import Texts


def service_table(catalogue: ServiceCatalogue, tiers: int, texts: Texts) -> pd.DataFrame:
    """The catalogue as text. Columns: `name`, `minutes`, `performer`, `direct_cost`, `times_0` …"""
    rows = [
        [
            service.name,
            texts.integer(service.minutes),
            performer_name(texts, service.performer),
            written(to_text(service.direct_cost), texts),
            *(written(plain_decimal(times, ONCE), texts) for times in service.times),
        ]
        for service in catalogue.for_tiers(tiers).services
    ]
    return text_frame(rows, ["name", "minutes", "performer", "direct_cost", *numbered("times", tiers)])


def read_services(
    table: pd.DataFrame, before: ServiceCatalogue, tiers: int, texts: Texts
) -> tuple[ServiceCatalogue, list[Fault]]:
    """The catalogue of a typed table; automated parts stay with the row, or with the name where the number
    of rows has changed.

    With faults, the catalogue is not to be used.
    """
    reader, words, services = TableReader(table, texts), performers(PERFORMERS), []
    often = bounds_of(Service, "times")
    old = before.for_tiers(tiers).services
    by_name = {service.name: service.automated for service in old}
    for row in reader.rows():
        name = reader.name("name")
        automated = old[row].automated if len(old) == len(table) else by_name.get(name, (0,) * tiers)
        services.append(
            Service(
                name=name,
                minutes=reader.number("minutes", bounds_of(Service, "minutes")),
                performer=reader.choice("performer", words, "manager"),  # type: ignore[arg-type]
                direct_cost=reader.number("direct_cost", bounds_of(Service, "direct_cost")),
                times=tuple(reader.number(key, often) for key in numbered("times", tiers)),
                automated=automated,
            )
        )
    return _catalogue(reader, before, tuple(services))


def automation_table(catalogue: ServiceCatalogue, tiers: int) -> pd.DataFrame:
    """The automated parts in percent. Columns: `name`, `automated_0` …"""
    rows = [
        [service.name, *(str(part) for part in service.automated)]
        for service in catalogue.for_tiers(tiers).services
    ]
    return text_frame(rows, ["name", *numbered("automated", tiers)])


def read_automation(
    table: pd.DataFrame, before: ServiceCatalogue, tiers: int, texts: Texts
) -> tuple[ServiceCatalogue, list[Fault]]:
    """The catalogue with the automated parts of a typed table, row by row."""
    reader = TableReader(table, texts)
    services, part = [], bounds_of(Service, "automated")
    for reader.row, service in enumerate(before.for_tiers(tiers).services):
        parts = tuple(reader.number(key, part) for key in numbered("automated", tiers))
        services.append(replace(service, automated=parts))
    return _catalogue(reader, before, tuple(services))


def _catalogue(
    reader: TableReader, before: ServiceCatalogue, services: tuple[Service, ...]
) -> tuple[ServiceCatalogue, list[Fault]]:
    most = length_of(ServiceCatalogue, "services").most
    if len(services) > most:
        reader.row = most
        reader.fault("name", "too_many", most)
    if reader.faults:
        return before, reader.faults
    return replace(before, services=services), []
