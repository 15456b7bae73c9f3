"""What each tier gets: the service catalogue against the budget and the hours of each role, and the floor.

The main types, `ServiceCatalogue` and `Load`, lie in `plan.services`; `fit.fit` makes one fit the budget.
"""
