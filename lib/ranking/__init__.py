"""Who makes the revenue: the Pareto curve, your own 80/20, and how much hangs on the largest client.

The main type is `ranking.Concentration`; the main function is `ranking.concentration`.
"""
