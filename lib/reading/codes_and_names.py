"""Columns of codes beside columns of names: which of them is the client, which is its number."""

from rapidfuzz import fuzz

from lib.base.accents import without_accents
from lib.clients.model import Column
from lib.reading.choices import Columns
from lib.reading.evidence import are_companions, determines, is_email
from lib.reading.headings import is_general_number, is_ignored, may_mean, meanings, names_party, party
from lib.reading.samples import HALF, MOSTLY, Sample, sample_of

MANY_NUMBERS = 1.4
"""Numbers a name from which a column numbers something else than clients, unless its heading is clear."""
LONGEST_CODE, LEAST_CODES = 17, 2
ALIKE = 75
"""How alike (of 100) a code is to the name that it was made from, such as CAZUR to Azur."""


def name_rather_than_code(columns: Columns, samples: list[Sample]) -> None:
    """A client column of codes beside one of names is the number."""
    if "client" not in columns:
        return
    sample = sample_of(samples, columns["client"].heading)
    taken = {column.heading for role, column in columns.items() if role != "number"}
    rivals = [candidate for candidate in samples if candidate.heading not in taken]
    fits = _may_name if _is_coded(sample) else _spells_out
    names = [candidate for candidate in rivals if fits(candidate, sample)]
    if not names:
        return
    best = max(
        names,
        key=lambda candidate: (
            _client_confidence(candidate),
            are_companions(sample, candidate),
            -candidate.column,
        ),
    )
    columns.setdefault("number", columns["client"])
    confidence = _client_confidence(best)
    columns["client"] = Column(best.heading, confidence or 0.7, "word" if confidence else "companion")
    if columns["number"].heading == best.heading:
        columns["number"] = Column(sample.heading, 0.9, "companion")


def _is_coded(sample: Sample) -> bool:
    return sample.numeric > 0.9 or sample.codes > 0.9


def _may_name(sample: Sample, code: Sample) -> bool:
    """Whether a column can hold the names that belong to codes: words, one for each code."""
    words = bool(sample.cells) and sample.numeric < HALF and sample.codes < HALF and sample.dates < HALF
    if not words or party(sample.heading) == "seller" or is_email(sample) or is_ignored(sample.heading):
        return False
    named = _client_confidence(sample) > 0
    buyer = party(sample.heading) == "buyer" and are_companions(code, sample) and sample.different > 1
    return named or buyer


def _spells_out(sample: Sample, code: Sample) -> bool:
    """Whether a column that is called a name holds the names that belong to short codes without figures, such
    as CAZUR."""
    if not code.cells or not all(map(_is_short_code, code.cells)):
        return False
    named = names_party(sample.heading) and _client_confidence(sample) >= 1
    if not named or not are_companions(code, sample) or code.different < LEAST_CODES:
        return False
    pairs = [(short, name) for short, name in zip(code.top, sample.top, strict=True) if short and name]
    alike = sum(fuzz.partial_ratio(short, without_accents(name).upper()) >= ALIKE for short, name in pairs)
    return any(not _is_short_code(name) for _, name in pairs) and alike >= MOSTLY * len(pairs)


def _is_short_code(cell: str) -> bool:
    return len(cell) <= LONGEST_CODE and cell.isupper() and cell.replace("_", "").replace("-", "").isalnum()


def _client_confidence(sample: Sample) -> float:
    return next((meaning.confidence for meaning in meanings(sample.heading) if meaning.role == "client"), 0.0)


def number_of_the_client(columns: Columns, samples: list[Sample]) -> None:
    """A number counts where it belongs to the client: a general word such as Code may number articles, and a
    reference of the client its orders."""
    if not {"client", "number"} <= set(columns):
        return
    client, number = (sample_of(samples, columns[role].heading) for role in ("client", "number"))
    unrelated = not determines(number, client) and not determines(client, number)
    own_in_each_row = number.different > MANY_NUMBERS * client.different
    if (unrelated or own_in_each_row) and is_general_number(number.heading):
        del columns["number"]


def companion_number(samples: list[Sample], client: Sample) -> str | None:
    """The column of numbers that belongs to a column of names, if any."""
    for sample in samples:
        numbered = may_mean(sample.heading, "number")
        if sample is not client and numbered and sample.fits("number") and are_companions(sample, client):
            return sample.heading
    return None
