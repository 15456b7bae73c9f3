"""Whether the revenue of a list is without tax or with it, as far as the file says so."""

from typing import Literal

from lib.clients.model import ImportReport
from lib.reading.headings import tax

TaxBasis = Literal["excluding", "including"]
_SAID: dict[str, TaxBasis] = {
    "without_tax": "excluding",
    "ledger_revenue": "excluding",
    "tax_taken_off": "excluding",
    "with_tax": "including",
    "ledger_with_tax": "including",
}
"""What remarks and assumptions of the report say of it."""
_BY_HEADING: dict[int, TaxBasis] = {0: "excluding", 2: "including"}


def tax_basis(report: ImportReport) -> TaxBasis | None:
    """None where neither a heading nor the kind of file tells."""
    codes = [said.code for said in report.assumed] + [said.code for said in report.remarks]
    for code in codes:
        if code in _SAID:
            return _SAID[code]
    column = report.columns.get("revenue")
    if column is None:
        return None
    return _BY_HEADING.get(tax(column.heading))
