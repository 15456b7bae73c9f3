"""The summary on one A4 page, to print or to keep as PDF: an HTML file that needs nothing beside itself."""

from datetime import date
from pathlib import Path

from lib.base.outside import in_html
from lib.exports.pictures import picture, pictures
from lib.plan.compute import PlanResult
from lib.ranking.ranking import concentration
from lib.ranking.sentences import dependence_sentence, own_law_sentences
from lib.slices.sentences import part_of_firm
from lib.texts import Texts
from lib.texts.rhythm import rhythm
from lib.tiers.sentences import last_tier_sentence, plan_sentences

_STYLE = Path(__file__).with_name("print.css")
_COLUMNS = ("tier", "clients", "revenue", "revenue_share", "hours")


def print_page(result: PlanResult, texts: Texts, made_on: date) -> bytes:
    """Title, key sentences, tier table, Pareto curve and the comparison of alike and plan, as HTML (UTF-8).

    A browser prints it on one page. Names are shown as they are, never read as HTML; no script, no address.
    """
    clients = result.clients
    drawn = pictures(result, texts, made_on)
    charts = "".join(
        f"<figure>{picture(drawn[texts(f'handouts.picture.{name}')], 'svg').decode()}</figure>"
        for name in ("pareto", "shares")
    )
    sentences = [
        *own_law_sentences(concentration(clients), texts),
        *dependence_sentence(clients, concentration(clients), texts),
        *last_tier_sentence(result, texts),
        *plan_sentences(result, texts),
    ]
    said = "".join(f"<p>{in_html(texts(key, **values).replace('**', ''))}</p>" for key, values in sentences)
    title = in_html(texts("workbook.title"))
    how = in_html(texts("handouts.print.how"))
    about = [*part_of_firm(result, texts), clients.report.source, texts.date(made_on)]
    source = in_html(" · ".join(about))
    return (
        f'<!doctype html><html lang="{texts.language}"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{_STYLE.read_text('utf-8')}</style></head>"
        f"<body><header><h1>{title}</h1><p>{source}</p></header><section>{said}</section>"
        f"{_table(result, texts)}<div>{charts}</div>"
        f"<footer>{how}</footer></body></html>"
    ).encode("utf-8", "replace")


def _table(result: PlanResult, texts: Texts) -> str:
    clients = result.clients
    titles = [*(texts(f"column.{name}") for name in _COLUMNS), texts("handouts.print.each")]
    head = "".join(f"<th>{in_html(title)}</th>" for title in titles)
    lines = []
    for tier in result.tiers:
        cells = (
            texts.integer(tier.clients),
            texts.money(tier.revenue, clients.currency),
            texts.percent(tier.revenue_share, 1),
            texts.hours(tier.minutes),
            rhythm(tier.minutes_per_client, texts),
        )
        name = f'<th style="background:{tier.fill};color:{tier.ink}">{in_html(tier.name)}</th>'
        lines.append(f"<tr>{name}{''.join(f'<td>{in_html(cell)}</td>' for cell in cells)}</tr>")
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(lines)}</tbody></table>"
