"""What lies ahead: how the first tier wears away, what if the largest leave, who is heading up, who fades.

The main functions are `erosion.erosion`, `what_if.what_if` and `candidates.candidates`.
"""
