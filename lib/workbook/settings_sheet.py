"""Every choice behind the plan, in words and as data."""

import json

from lib.plan import to_json
from lib.workbook.book import Book


def write_settings(book: Book) -> None:
    """Method, thresholds, budget (the input cell that the tiers follow), and the plan as JSON."""
    texts, result = book.texts, book.result
    sheet = book.sheet("settings")
    sheet.set_column(0, 0, 40)
    sheet.set_column(1, 1, 44)
    sheet.write_string(0, 0, texts("workbook.sheet.settings"), book.format(bold=True, font_size=16))
    cells = [
        ("tiers.method", texts(f"method.{result.plan.method}")),
        ("tiers.count", texts.integer(len(result.tiers))),
        ("workbook.thresholds", " · ".join(texts.percent(share, 1) for share in result.thresholds)),
        ("workbook.budgets", " · ".join(texts.percent(tier.budget_share, 1) for tier in result.tiers)),
        ("tiers.keep_ties", texts("workbook.yes" if result.plan.keep_ties else "workbook.no")),
    ]
    for row, (key, value) in enumerate(cells, 2):
        sheet.write_string(row, 0, texts(key), book.quiet())
        sheet.write_string(row, 1, value, book.format())
    row = len(cells) + 2
    sheet.write_string(row, 0, texts("tiers.hours"), book.quiet())
    entry = book.format("hours", bg_color="#fff6d6", border=1, border_color="#d9c87a", align="left")
    sheet.write_number(row, 1, result.plan.budget_minutes / 60, entry)
    sheet.data_validation(row, 1, row, 1, {"validate": "decimal", "criteria": ">", "value": 0})
    book.workbook.define_name("budget_hours", f"='{sheet.name}'!$B${row + 1}")
    sheet.write_string(row + 2, 0, texts("workbook.plan_data"), book.quiet())
    sheet.write_string(
        row + 2, 1, json.dumps(to_json(result.plan)), book.format(font_color="#999999", font_size=8)
    )
    book.workbook.define_name("palmares_plan", f"='{sheet.name}'!$B${row + 3}")
