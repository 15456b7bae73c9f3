"""The matrice ABC croisée: the tiers crossed with what their clients could buy, and the prospects.

The main function is `matrix.matrix`. What is known of each client is worked out by `plan.potentials`.
"""
