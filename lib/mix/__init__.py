"""What each tier buys, and what single clients lack that the tier above buys. The rule is `mix.article_mix`;
the page about tomorrow shows it.
"""
