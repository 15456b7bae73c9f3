"""What can go wrong with a file, as a code with details."""


class ReadingError(Exception):
    """A file that gives no client list. `code` names the sentence in the catalogues; `details` (sheet,
    row, column, value, limit …) fill it."""

    def __init__(self, code: str, **details: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.details = details
