"""Give every family its home and the people to contact about the children."""

from random import Random

from attendance_site.demo_school import names
from attendance_site.demo_school.families import REID_MOSS
from attendance_site.demo_school.people import Contact, Family
from attendance_site.demo_school.places import Places, landline, mobile

TOGETHER, MOTHER_AND_FATHER_APART, MOTHER_ALONE, FATHER_ALONE, GRANDPARENTS = range(5)
SHARES = (60, 25, 9, 3, 3)
EMERGENCY = (
    ("Gran", "F", 45),
    ("Grandad", "M", 12),
    ("Aunt", "F", 15),
    ("Uncle", "M", 6),
    ("Family friend", "F", 22),
)
TITLES = {"F": ("Mrs", "Ms", "Miss"), "M": ("Mr",)}
DO_NOT_TEXT = "Please telephone, do not text."


def settle(families: list[Family], rng: Random) -> None:
    """Draw an address and two or three contacts for each family."""
    places = Places(rng)
    for family in families:
        family.address = places.address()
        if family.surname == REID_MOSS:
            family.contacts = _reid_moss(family, places)
        else:
            family.contacts = _contacts(family, places, rng)
        _speak(family, rng)


def _reid_moss(family: Family, places: Places) -> list[Contact]:
    home, away, gran = family.address, places.address(), places.address()
    donna = Contact("Ms", "Donna", "Reid", "Mum", mobile=mobile(417), address=home)
    carl = Contact("Mr", "Carl", "Moss", "Dad", mobile=mobile(862), address=away)
    yvette = Contact("Mrs", "Yvette", "Reid", "Gran", phone=landline(114), address=gran)
    donna.email, carl.lives_with = "donna.reid@post.example", False
    yvette.is_parent = yvette.lives_with = yvette.may_text = False
    return [donna, carl, yvette]


def _contacts(family: Family, places: Places, rng: Random) -> list[Contact]:
    kind = rng.choices(range(5), SHARES)[0]
    first, last = family.surname.split("-")[0], family.surname.split("-")[-1]
    mother = _person(family, "F", "Mum", rng.choice([last, family.surname]), rng)
    father = _person(family, "M", "Dad", first, rng)
    if kind == TOGETHER:
        contacts = [mother, father]
    elif kind == MOTHER_AND_FATHER_APART:
        father.lives_with, father.address = False, places.address()
        contacts = [mother, father]
    elif kind == MOTHER_ALONE:
        contacts = [mother]
    elif kind == FATHER_ALONE:
        contacts = [father]
    else:
        gran = _person(family, "F", "Gran", last, rng)
        grandad = _person(family, "M", "Grandad", last, rng)
        contacts = [gran, grandad]
    if len(contacts) == 1 or rng.random() < 0.55:
        contacts.append(_emergency_contact(family, places, rng))
    for contact in contacts:
        _reach(contact, places, rng)
    return contacts


def foster(family: Family, rng: Random) -> None:
    """Let foster carers look after the children instead, at the same address and numbers."""
    for contact, sex in zip(family.contacts, "FM", strict=False):
        contact.relationship = "Foster carer"
        contact.title = rng.choice(TITLES[sex])
        contact.forename = names.grown_up_forename(names.ENGLISH, sex, rng)
        contact.surname = rng.choice(names.backgrounds()[names.ENGLISH].surnames)
        contact.lives_with, contact.is_parent = True, True
        contact.address, contact.email, contact.language = family.address, "", "English"


def _person(family: Family, sex: str, relationship: str, surname: str, rng: Random) -> Contact:
    title = "Dr" if rng.random() < 0.03 else rng.choice(TITLES[sex])
    forename = names.grown_up_forename(family.background, sex, rng)
    return Contact(title, forename, surname, relationship, address=family.address)


def _emergency_contact(family: Family, places: Places, rng: Random) -> Contact:
    weights = [weight for _, _, weight in EMERGENCY]
    relationship, sex, _ = rng.choices(EMERGENCY, weights)[0]
    english = names.backgrounds()[names.ENGLISH].surnames
    surname = rng.choice(english) if relationship == "Family friend" else family.surname
    contact = _person(family, sex, relationship, surname.split("-")[-1], rng)
    contact.is_parent = contact.lives_with = False
    contact.address = places.address()
    return contact


def _reach(contact: Contact, places: Places, rng: Random) -> None:
    contact.mobile = places.mobile() if rng.random() < 0.96 else ""
    if not contact.mobile or rng.random() < 0.2:
        contact.phone = places.landline()
    if contact.is_parent and rng.random() < 0.85:
        name = f"{names.plain(contact.forename)}.{names.plain(contact.surname)}"
        contact.email = f"{name}@post.example"
    contact.may_text = bool(contact.mobile) and rng.random() < 0.95
    if contact.mobile and not contact.may_text:
        contact.note = DO_NOT_TEXT


def _speak(family: Family, rng: Random) -> None:
    language = names.backgrounds()[family.background].language
    if language == "English" or rng.random() < 0.25:
        return
    for child in family.children:
        child.language = language
    for contact in family.contacts:
        if contact.relationship != "Family friend" and rng.random() < 0.6:
            contact.language = language
