"""Palmarès without a screen: what is asked in words, what is answered as JSON or as lines.

The main function is `commands.main`.
"""
