"""Put facts about pupils and the names of those facts into words."""

from datetime import date

from schools.flags import fact_of, kind_in
from schools.models import PupilFlag
from toolkit.days import full_day

NURSERY = {"N1": "Nursery 1", "N2": "Nursery 2", "R": "Reception"}
FACTS = {
    "upn": "UPN",
    "class": "Class and year group",
    "enrolment": "Time on the roll",
    "ethnicity": "Ethnicity",
    "address1": "Address, line 1",
    "address2": "Address, line 2",
    "address3": "Address, line 3",
    "address4": "Address, line 4",
    "future_address_from": "Future address from",
    "fsm": "Free school meals",
    "eal": "English as an additional language",
    "sen": "Special educational needs",
    "is_parent": "Parent in law",
    "name": "Name of the class",
    "ended_on": "No longer a contact from",
    "phone": "Another telephone",
    "may_contact": "May be contacted",
    "may_text": "May be sent texts",
    "lives_with_pupil": "Lives with the pupil",
}


def year_group_name(group: str) -> str:
    """As in "Year 4" or "Reception"; empty where it is not known."""
    return NURSERY.get(group, f"Year {group}" if group else "")


def fact_name(fact: str) -> str:
    """The name of a fact as a page shows it, such as "Has a social worker: worker name"."""
    if kind := kind_in(fact):
        part = fact.removeprefix(fact_of(kind)).strip("_").replace("_", " ")
        return f"{PupilFlag.Kind(kind).label}: {part}" if part else PupilFlag.Kind(kind).label
    return FACTS.get(fact) or fact.replace("_", " ").capitalize()


def class_and_year(class_name: str, group: str) -> str:
    """As in "Merlin, Year 4"."""
    return ", ".join(part for part in (class_name, year_group_name(group)) if part)


def span(start: date, end: date | None) -> str:
    """As in "3 September 2024 to 17 July 2026" or "from 3 September 2024"."""
    if end is None:
        return f"from {full_day(start)}"
    return f"{full_day(start)} to {full_day(end)}"
