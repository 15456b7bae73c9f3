"""The peer of the tiers page: the least that Streamlit and Altair can do with 100,000 clients and a slider.

Default settings, one slider, one chart of 500 points that is built again at every step.
"""

import altair as alt
import numpy as np
import pandas as pd
import streamlit as st

CLIENTS = 100_000


@st.cache_data
def cumulative_shares() -> np.ndarray:
    revenue = np.sort(np.random.default_rng(1).lognormal(9, 1.7, CLIENTS))[::-1]
    return np.cumsum(revenue) / revenue.sum()


shares = cumulative_shares()
threshold = st.slider("Threshold", 0, 100, 80, key="threshold")
cut = int(np.searchsorted(shares, threshold / 100)) + 1
ranks = np.linspace(0, CLIENTS - 1, 500).astype(int)
curve = pd.DataFrame(
    {
        "clients": (ranks + 1) / CLIENTS,
        "revenue": shares[ranks],
        "tier": np.where(ranks < cut, "A", "B"),
    }
)
st.altair_chart(alt.Chart(curve).mark_area().encode(x="clients", y="revenue", color="tier"))
st.markdown(f"Up to {threshold}: {cut} clients")
