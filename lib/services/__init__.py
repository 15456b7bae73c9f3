"""What each tier gets: the service catalogue against the budget and the hours of each role, and the floor.

The main types are `plan.services.ServiceCatalogue` and `plan.services.Load`; `fit.fit` makes a catalogue fit
the budget.
"""
