"""The engine of Palmarès: pure functions over documented tables, without a screen."""
