"""What the school's own facts or the law refuse, in words for the person who tried."""


class Refused(Exception):
    """Nothing was saved; the text says why, and what to do.

    field: the name of the fact it concerns, where there is one.
    """

    def __init__(self, sentence: str, *, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field
