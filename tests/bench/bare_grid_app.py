"""The peer of the services page: the least that Streamlit can do with a grid and a sum below it."""

import pandas as pd
import streamlit as st

TIERS = list("ABCDE")
start = pd.DataFrame({"Service": [f"Service {row}" for row in range(12)], **dict.fromkeys(TIERS, "4")})
typed = st.data_editor(start, num_rows="dynamic", hide_index=True, key="grid")
total = sum(float(cell or 0) for tier in TIERS for cell in typed[tier])
st.markdown(f"In all: {total}")
