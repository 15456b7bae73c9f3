"""Who will buy again: BG/NBD for the chance and the number of orders, Gamma-Gamma for their value.

The main type is `forecast.Fit`; the models lie in `bgnbd` and `gamma_gamma`, each after its paper.
"""
