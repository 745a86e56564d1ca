"""Invent addresses and telephone numbers that cannot be anybody's."""

from random import Random

TOWN = "Quillbrook"
STREETS = (
    "Millrace Lane",
    "Tanner's Row",
    "Heronsgate",
    "Old Ropewalk",
    "Saltmarsh Road",
    "Candlewick Street",
    "Orchard Rise",
    "Bellfounders Close",
    "Quillmakers Yard",
    "Larkfield Avenue",
    "Wherry Walk",
    "Penny Hedge",
    "Sexton's Hill",
    "Drovers Way",
    "Fuller's Mead",
    "Cooper's Green",
    "Inkwell Terrace",
    "Kingfisher Crescent",
    "Barley Mow Road",
    "Windpump Lane",
    "Chandlers Court",
    "Foxglove Drive",
    "Lockkeeper's Way",
    "Gatehouse Gardens",
)
DISTRICTS = ("KB6", "KB7", "KB8")  # There is no postcode area KB.
INWARD_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
SCHOOL_ADDRESS = ("Schoolhouse Lane", TOWN, "KB7 4QP")
KEPT_MOBILES, KEPT_LANDLINES = frozenset({417, 862}), frozenset({0, 114})


class Places:
    """Hands out addresses that differ, and numbers that differ as long as there are any."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._addresses: set[tuple[str, str, str]] = set()
        self._mobiles = [number for number in range(1000) if number not in KEPT_MOBILES]
        self._landlines = [number for number in range(1000) if number not in KEPT_LANDLINES]
        rng.shuffle(self._mobiles)
        rng.shuffle(self._landlines)
        self._given = [0, 0]

    def address(self) -> tuple[str, str, str]:
        """Street with number, town and postcode of a home that nobody else has."""
        while True:
            letters = self._rng.choice(INWARD_LETTERS) + self._rng.choice(INWARD_LETTERS)
            address = (
                f"{self._rng.randint(1, 120)} {self._rng.choice(STREETS)}",
                TOWN,
                f"{self._rng.choice(DISTRICTS)} {self._rng.randint(1, 9)}{letters}",
            )
            if address not in self._addresses:
                self._addresses.add(address)
                return address

    def mobile(self) -> str:
        """A mobile number of the range kept for drama: 07700 900000 to 900999."""
        self._given[0] += 1
        return mobile(self._mobiles[self._given[0] % len(self._mobiles)])

    def landline(self) -> str:
        """A landline number of the range kept for drama: 01632 960000 to 960999."""
        self._given[1] += 1
        return landline(self._landlines[self._given[1] % len(self._landlines)])


def mobile(last_three: int) -> str:
    """A mobile number that Ofcom keeps for drama."""
    return f"07700 900{last_three:03}"


def landline(last_three: int) -> str:
    """A landline number that Ofcom keeps for drama."""
    return f"01632 960{last_three:03}"
