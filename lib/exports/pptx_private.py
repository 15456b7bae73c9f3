"""What is used of python-pptx beside its public names; `tests/test_private_parts.py` says what broke when it
moves on."""

from pptx.chart.axis import CategoryAxis
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.table import _Cell as Cell

__all__ = ["Cell", "label_every"]


def label_every(axis: CategoryAxis, count: int) -> None:
    """Label only every so many categories of an axis: python-pptx has no name for it."""
    axis._element.append(parse_xml(f'<c:tickLblSkip {nsdecls("c")} val="{count}"/>'))
    axis._element.append(axis._element.find(qn("c:noMultiLvlLbl")))
