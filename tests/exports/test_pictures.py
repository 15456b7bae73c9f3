"""The slides as another program shows them: every page whole, its title where outlines look for it."""

import subprocess
from pathlib import Path

from pptx import Presentation

from lib.exports.slides import slides
from lib.texts import Texts
from tests.exports.pictures import drawn, full_plan, sample
from tests.office import DAY, converted, tool


def test_every_slide_is_a_picture_with_its_whole_title(tmp_path: Path) -> None:
    texts, source = Texts("fr"), tmp_path / "slides.pptx"
    data = slides(full_plan(sample("fr"), texts), texts, DAY)
    source.write_bytes(data)
    document = converted(data, tmp_path, "pdf", "pptx")
    pages = drawn(document, tmp_path)
    assert len(pages) == 5
    assert all(page.stat().st_size > 5_000 for page in pages), "a page is blank"
    said = subprocess.run(
        [tool("pdftotext"), str(document), "-"], check=True, capture_output=True, timeout=60
    ).stdout.decode()
    titles = [slide.shapes.title.text_frame.text for slide in Presentation(str(source)).slides]
    for page, title in zip(said.split("\f"), titles, strict=False):
        assert "".join(title.split()) in "".join(page.split()), title
