"""Columns that say more of the client than its name: first names, people among companies, the town."""

from lib.reading.choices import Columns
from lib.reading.headings import is_first_name_heading, is_surname, is_town
from lib.reading.samples import HALF, Sample, sample_of


def first_name_of(samples: list[Sample], columns: Columns) -> str | None:
    """The column of first names that belongs to a column of surnames: the client's, or else that of the
    people who stand where no company does."""
    surname = person_of(samples, columns) or (columns["client"].heading if "client" in columns else "")
    names = [sample for sample in samples if _is_first_name(sample) and sample.heading != surname]
    return names[0].heading if names and is_surname(surname) else None


def _is_first_name(sample: Sample) -> bool:
    return bool(sample.cells) and is_first_name_heading(sample.heading) and sample.numeric < HALF


def person_of(samples: list[Sample], columns: Columns) -> str | None:
    """The column of surnames beside one of companies that is not filled everywhere."""
    if "client" not in columns or is_surname(columns["client"].heading):
        return None
    if sample_of(samples, columns["client"].heading).filled == 1 or not any(map(_is_first_name, samples)):
        return None
    names = [
        sample
        for sample in samples
        if sample.cells and is_surname(sample.heading) and not _is_first_name(sample)
    ]
    return names[0].heading if names else None


def town_of(samples: list[Sample], columns: Columns) -> str | None:
    """The column that says where the client is: the narrowest of several places."""
    taken = {column.heading for column in columns.values()}
    towns = [
        sample
        for sample in samples
        if sample.cells and sample.heading not in taken and is_town(sample.heading)
    ]
    return min(towns, key=lambda sample: (-sample.different, sample.column)).heading if towns else None
