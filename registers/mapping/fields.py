"""Name what a column of another system's file may hold, and the headings by which it is known."""

import re
from dataclasses import dataclass

from schools.loading import pupils_file

MARKS, PUPILS = "marks", "pupils"
KINDS = {MARKS: "Marks", PUPILS: "Pupils"}
SESSION_MARK = "session_mark"  # Of columns whose heading names the session itself.
NOT_WORDS = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Field:
    """What one column may hold; headings: as `simple` leaves them, the field's own name too."""

    name: str
    label: str
    headings: tuple[str, ...] = ()


def simple(heading: str) -> str:
    """The heading in small letters, with single spaces in place of everything else."""
    return NOT_WORDS.sub(" ", heading).strip().lower()


OF_PUPIL = (
    Field("upn", "UPN", ("upn", "unique pupil number", "pupil upn", "upn number")),
    Field("legal_surname", "Legal surname",
          ("surname", "legal surname", "last name", "family name", "legal last name")),
    Field("legal_forename", "Legal forename",
          ("forename", "legal forename", "first name", "given name", "legal first name")),
    Field("full_name", "Name as Surname, Forename",
          ("name", "pupil name", "student name", "full name", "pupil", "student", "legal name",
           "surname forename", "pupil full name")),
    Field("date_of_birth", "Date of birth",
          ("date of birth", "dob", "birth date", "d o b", "born")),
)  # fmt: skip
OF_MARKS = (
    *OF_PUPIL,
    Field("date", "Date",
          ("date", "mark date", "session date", "attendance date", "day", "register date")),
    Field("session", "Session: AM or PM",
          ("session", "am pm", "ampm", "session name", "half day", "session am pm", "half")),
    Field("code", "Mark",
          ("mark", "code", "attendance code", "attendance mark", "mark code", "session mark")),
    Field("minutes_late", "Minutes late",
          ("minutes late", "mins late", "minutes", "late minutes", "min late", "late mins")),
    Field("arrived_at", "Time of arrival",
          ("arrived at", "arrival time", "time of arrival", "arrived", "time in")),
    Field("comment", "Comment", ("comment", "comments", "note", "notes", "reason", "remark")),
    Field("am_code", "Morning mark",
          ("am", "am mark", "am code", "morning", "morning mark", "am attendance", "mark am")),
    Field("pm_code", "Afternoon mark",
          ("pm", "pm mark", "pm code", "afternoon", "afternoon mark", "pm attendance", "mark pm")),
    Field("week_commencing", "Week commencing (a Monday)",
          ("week commencing", "w c", "wc", "week beginning", "week starting", "week", "w b")),
    Field("week_marks", "Ten marks of a week in one cell",
          ("marks", "week marks", "weeks marks", "mark string", "attendance marks",
           "attendance string", "weekly marks")),
)  # fmt: skip
IN_WORDS = {
    "class": ("Class", ("reg", "reg group", "registration group", "form", "tutor group",
                        "class name", "registration form", "form group")),
    "year_group": ("Year group", ("year", "nc year", "ncy", "year taught in", "nc year group",
                                  "national curriculum year")),
    "start_date": ("First day on the roll", ("admission date", "date of admission", "doa",
                                             "entry date", "enrolment date", "date admitted",
                                             "on roll from", "start")),
    "end_date": ("Last day on the roll", ("leaving date", "date of leaving", "dol", "end",
                                          "date left", "leave date", "on roll until")),
    "leaving_ground": ("Ground of leaving, a to o", ("reason for leaving", "leaving reason")),
    "sex": ("Sex", ("gender", "legal sex", "m f")),
    "middle_names": ("Middle names", ("middle name", "middle name s")),
    "preferred_surname": ("Preferred surname", ("chosen surname", "known surname")),
    "preferred_forename": ("Preferred forename", ("chosen forename", "known as", "chosen name",
                                                  "preferred first name", "preferred name")),
    "enrolment": ("Enrolment: C, M, S or G", ("enrolment status", "enrollment status")),
    "sen": ("SEN: N, K or E", ("sen status", "sen provision", "sen code", "send")),
    "fsm": ("Free school meals", ("free school meals", "fsm eligible", "fsm eligibility")),
    "pupil_premium": ("Pupil premium", ("pp", "pupil premium indicator")),
    "eal": ("English as an additional language", ("english as an additional language",)),
    "looked_after": ("Looked after", ("in care", "lac", "cla", "child looked after")),
    "postcode": ("Postcode", ("post code", "home postcode")),
    "ethnicity": ("Ethnicity", ("ethnic origin", "ethnic group", "ethnicity code")),
    "first_language": ("First language", ("home language", "language")),
    "last_school": ("Last school", ("previous school", "prior school")),
    "next_school": ("Next school", ("destination school", "destination")),
    "service_child": ("Service child", ("service children", "service family")),
    **{f"address{n}": (f"Address, line {n}", (f"address line {n}", f"address {n}"))
       for n in (1, 2, 3, 4)},
}  # fmt: skip


def _of_pupils() -> tuple[Field, ...]:
    named = {field.name for field in OF_PUPIL}
    rest = (*pupils_file.NEEDED, *IN_WORDS, *sorted(pupils_file.KNOWN))
    others = []
    for name in dict.fromkeys(rest):
        if name not in named:
            own = name.replace("_", " ")
            label, headings = IN_WORDS.get(name, (own.capitalize(), ()))
            others.append(Field(name, label, (own, *headings)))
    return *OF_PUPIL, *others


FIELDS = {MARKS: OF_MARKS, PUPILS: _of_pupils()}
NAMED = {kind: {field.name: field for field in fields} for kind, fields in FIELDS.items()}


def label_of(kind: str, name: str) -> str:
    """The field as people read it."""
    if name == SESSION_MARK:
        return "Marks of the session in the heading"
    field = NAMED[kind].get(name)
    return field.label if field else name
