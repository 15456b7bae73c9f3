"""Tomorrow's clients: who came, left and moved between two periods, what lies ahead, who will buy again.

`periods` says what is compared; `movement`, `ahead` and `forecast` are the three parts of the page.
"""
