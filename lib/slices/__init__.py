"""Slices of the firm, by segment, account manager, region, group or family of articles: one in the frame of
every page, and all of them side by side. The rule is `clients.slices`; start with `side_by_side.slice_rows`.
"""
