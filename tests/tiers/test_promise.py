"""The picture of the front page says what the example really holds."""

from pathlib import Path

import lxml.html
import pytest

from lib.plan.compute import compute
from lib.plan.plan import Plan
from lib.reading.clients_from_rows import read_file
from lib.texts import LANGUAGES, Language, Texts
from lib.tiers.promise import EXAMPLES, promise_picture
from sample_data import make

SAMPLES = Path(make.__file__).parent


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_example_counted_again(language: Language) -> None:
    name = f"clients_{language}.xlsx"
    clients = read_file((SAMPLES / name).read_bytes(), name)
    said, last = EXAMPLES[language], compute(clients, Plan()).tiers[-1]
    assert (said.clients, said.all_clients) == (last.clients, clients.count)
    assert said.revenue_share == pytest.approx(last.revenue_share, abs=5e-5)
    assert said.time_share == pytest.approx(last.today_share, abs=5e-5)
    assert said.plan_share == last.budget_share


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_picture_says_in_words_what_it_draws(language: Language) -> None:
    texts, example = Texts(language), EXAMPLES[language]
    drawn = lxml.html.fromstring(promise_picture(example, texts))
    for share in (example.revenue_share, example.time_share, example.plan_share):
        assert texts.percent(share) in drawn.get("aria-label", "")
        assert texts.percent(share) in drawn.text_content()
    widths = [bar.get("style", "") for bar in drawn.findall(".//u")]
    assert widths[1] == f"--before:{example.time_share:.2%};--after:{example.plan_share:.2%}"
