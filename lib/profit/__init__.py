"""Does it pay: contribution of clients and tiers, break-even, the whale curve, the best budgets.

The main type is `profit.Profit`, made once a result by `profit.profit_of`; margins and costs lie
in `plan.profit_settings`.
"""
