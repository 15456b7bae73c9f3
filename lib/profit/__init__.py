"""Does it pay: contribution of clients and tiers, break-even, the whale curve, the best budgets.

The main function is `contribution.contributions`; margins and costs lie in `plan.profit_settings`.
"""
