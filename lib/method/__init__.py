"""The method told with the reader's own figures: each definition, its formula, how a figure came about, and
the clients behind it. Start with `explanations`.
"""
