"""The pictures of the README, made from the example: `python3 run.py -m tests.browser.pictures`."""

import re
import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect, sync_playwright

from lib.texts import Texts
from tests.browser.conftest import QUIET, ROOT, Server, browser_program

FOLDER = ROOT / "docs" / "pictures"
WALKED = ("ranking", "tiers", "plan")
SHOWN = ("tiers", "plan")
SIZE = {"width": 1280, "height": 900}
"""So high that the next step of the tiers is on the picture."""


def main() -> None:
    """A picture of each page that is shown, in English and light."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as running:
        server = Server(Path(folder))
        program = running.chromium.launch(
            executable_path=browser_program(), args=["--no-sandbox", "--disable-gpu", *QUIET]
        )
        try:
            page = program.new_context(locale="en-GB", color_scheme="light", viewport=SIZE).new_page()
            page.goto(server.address)
            page.get_by_role("button", name="Try with an example").click()
            expect(page.get_by_text(re.compile("clients ranked"))).to_be_visible(timeout=60_000)
            for name in WALKED:
                _open(page, name)
                if name in SHOWN:
                    _take(page, name)
        finally:
            program.close()
            server.stop()


def _open(page: Page, name: str) -> None:
    """The pages in their order, so that the trail says truly what is done."""
    page.locator(f'header a[href$="/{name}"]').first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(Texts("en")(f"page.{name}"))
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")


def _take(page: Page, name: str) -> None:
    page.mouse.move(0, 0)
    page.wait_for_timeout(3_000)
    Image.open(BytesIO(page.screenshot())).save(FOLDER / f"{name}.webp", quality=82)


if __name__ == "__main__":
    main()
