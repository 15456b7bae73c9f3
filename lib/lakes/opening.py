"""Opening a table by its address. What asks engines takes a quarter of a second to load, so it is loaded
here, when it is wanted."""

from typing import TYPE_CHECKING

from lib.lakes.address import address_of

if TYPE_CHECKING:
    from lib.lakes.lake import Lake


def open_lake(address: str, table: str | None = None) -> "Lake":
    """A table by the address of what holds it; the only one where none is named.

    Raises ReadingError: lake_missing, lake_unknown, lake_driver, lake_refused, lake_gone, lake_which_table,
    lake_no_table, lake_no_tables, lake_empty, lake_failed, lake_columns_differ.
    """
    where = address_of(address)
    from lib.lakes.engines import opened  # noqa: PLC0415
    from lib.lakes.lake import looked_at, the_table  # noqa: PLC0415

    engine = opened(where)
    return looked_at(engine, the_table(engine, table))
