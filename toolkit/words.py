"""Put numbers into words that fit them."""


def counted(number: int, many: str, one: str = "") -> str:
    """As in "1 pupil" or "1,200 pupils"; one: where it is not `many` without its s."""
    return f"{number:,} {(one or many.removesuffix('s')) if number == 1 else many}"


def were(number: int) -> str:
    """The verb after a number of things: was or were."""
    return "was" if number == 1 else "were"
