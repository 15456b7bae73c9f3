"""What the app is for, before anything is loaded: the result on the example, and the three steps to it."""

import streamlit as st

from lib.screen.frame import say
from lib.texts import Texts
from lib.tiers.promise import EXAMPLES, promise_picture

STEPS = ("list", "tiers", "plan")


def promise(texts: Texts) -> None:
    """The sentence, its picture, the steps."""
    example = EXAMPLES[texts.language]
    said, drawn = st.columns(2, gap="large", vertical_alignment="center")
    with said:
        time, revenue = texts.percent(example.time_share), texts.percent(example.revenue_share)
        st.header(texts("promise.title", time=time, revenue=revenue), anchor=False)
        say(texts, "promise.said", plan=texts.percent(example.plan_share))
        st.markdown(
            "\n".join(f"{number}. {texts(f'promise.step.{step}')}" for number, step in enumerate(STEPS, 1))
        )
    with drawn:
        st.html(promise_picture(example, texts))
        st.caption(
            texts(
                "promise.source",
                clients=texts.integer(example.clients),
                all=texts.plural("count.clients", example.all_clients),
            )
        )
