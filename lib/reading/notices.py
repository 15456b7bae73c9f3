"""What was assumed, and what the file holds that its reader may not see."""

from lib.clients.model import Remark
from lib.reading.choices import Choices, Proposal, taken_off
from lib.reading.headings import is_ignored, tax, unit_of
from lib.reading.proposal import sheets_read
from lib.reading.source import Sheet, Source

ENCODING_NAMES = {
    "cp1252": "Windows-1252",
    "iso8859_15": "ISO 8859-15 (Latin-9)",
    "cp858": "DOS 850",
    "cp850": "DOS 850",
    "cp437": "DOS 437",
    "mac_roman": "Mac Roman",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "utf-32-le": "UTF-32",
    "cp1250": "Windows-1250",
    "iso8859_2": "ISO 8859-2 (Latin-2)",
    "cp1251": "Windows-1251",
    "cp1253": "Windows-1253",
    "cp1254": "Windows-1254",
}
"""What encodings are called by the programs in which they can be chosen."""


def remarks(source: Source, choices: Choices, proposal: Proposal) -> tuple[Remark, ...]:
    """What has to be said of the sheets that were read and of the choices that were made."""
    sheets = [source.sheet(name) for name in sheets_read(source, choices)]
    in_sheets = [remark for sheet in sheets for remark in _of_sheet(sheet, choices)]
    return (*in_sheets, *_of_choices(choices, proposal), *_other_sheets(source, choices))


def _of_sheet(sheet: Sheet, choices: Choices) -> list[Remark]:
    said = []
    if sheet.hidden:
        said.append(Remark("hidden_sheet", {"sheet": sheet.name}))
    if sheet.marks.hidden_rows:
        said.append(Remark("hidden_rows", {"sheet": sheet.name, "count": sheet.marks.hidden_rows}))
    if sheet.marks.hidden_columns:
        said.append(Remark("hidden_columns", {"sheet": sheet.name, "count": sheet.marks.hidden_columns}))
    said += _of_writing(sheet)
    private = [heading for heading in sheet.headings if is_ignored(heading) and heading != choices.client]
    if private:
        said.append(Remark("not_kept", {"columns": ", ".join(private)}))
    return said


def _of_writing(sheet: Sheet) -> list[Remark]:
    """What a text file does not say of itself: how it was written, and what is wrong in it."""
    written, said = sheet.written, []
    if written.encoding not in ("", "utf-8"):
        name = ENCODING_NAMES.get(written.encoding, written.encoding)
        said.append(Remark("encoding", {"encoding": name}))
    if written.damaged:
        said.append(Remark("damaged_file", {"sheet": sheet.name}))
    if written.stray_quotes:
        said.append(Remark("stray_quotes", {"count": written.stray_quotes}))
    if written.mended_rows:
        said.append(Remark("mended_rows", {"count": written.mended_rows, "mark": written.delimiter}))
    return said


def _of_choices(choices: Choices, proposal: Proposal) -> list[Remark]:
    said = []
    heading = choices.revenue or next(iter(choices.periods), None)
    column = proposal.columns.get("revenue")
    if column is not None and column.heading == choices.revenue and column.reason == "without_tax":
        said.append(Remark("without_tax", {"column": column.heading}))
    if heading is not None and tax(heading) == 2 and not taken_off(choices):
        said.append(Remark("with_tax", {"column": heading}))
    if column is not None and column.heading == choices.revenue and column.reason == "owed":
        said.append(Remark("owed", {"column": column.heading}))
    if heading is not None and unit_of(heading) > 1:
        said.append(Remark("unit", {"column": heading, "unit": unit_of(heading)}))
    if proposal.shape == "years" and choices.revenue:
        said.append(Remark("latest_period", {"column": choices.revenue}))
    if choices.periods:
        said.append(
            Remark(
                "periods",
                {"count": len(choices.periods), "first": choices.periods[0], "last": choices.periods[-1]},
            )
        )
    if any(question.code == "currency_mixed" for question in proposal.questions) and choices.currency:
        said.append(Remark("one_currency", {"currency": choices.currency}))
    return said


def _other_sheets(source: Source, choices: Choices) -> list[Remark]:
    """Sheets that were not read, so that nobody believes they were."""
    read = sheets_read(source, choices)
    others = [sheet.name for sheet in source.sheets if sheet.name not in read]
    said = [Remark("other_sheets", {"sheets": ", ".join(others)})] if others else []
    if source.refused:
        said.append(Remark("sheets_refused", {"sheets": ", ".join(source.refused)}))
    return said
