"""The forms by which a file of another system comes in, and is told how to be read."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from registers.mapping.fields import FIELDS, KINDS, MARKS, PUPILS, SESSION_MARK
from registers.mapping.headings import heading_in
from registers.mapping.meanings import LONGEST_CODE
from registers.mapping.problems import GRID, WEEK, Problem
from registers.mapping.reading import NO_MARK, Reading
from registers.mapping.sheet import Sheet
from registers.views.code_choices import grouped
from rules import codes
from schools.form_fields import DayField, choice_field
from toolkit.plain_form import PlainForm

COLUMN, CODE = "column_", "code_"
USED, NO_MARK_CHOSEN = "used", "none"
MOST_CODES = 40
KIND_MISSING = "Say whether the file holds marks or pupils."


class FileForm(PlainForm):
    """What the file holds, and the file."""

    kind = forms.ChoiceField(
        label="What the file holds",
        choices=list(KINDS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": KIND_MISSING, "invalid_choice": KIND_MISSING},
    )
    file = forms.FileField(
        label="The file",
        help_text="One CSV file, separated by commas, semicolons or tabs.",
        error_messages={
            "empty": "This file is empty. Choose another.",
            "required": "Choose the file that the other system wrote.",
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs |= {
            "class": "input",
            "accept": ".csv,.txt,.tsv,text/csv,text/plain,text/tab-separated-values",
            "aria-describedby": "id_file_helptext",
        }


class ColumnsForm(PlainForm):
    """What each column holds, what strange codes mean, and what the file does not say itself.

    reading: what stands in the form at first. strange: the codes to ask about. effective: from
    when changes hold, for pupils.
    """

    def __init__(
        self,
        *args: Any,
        sheet: Sheet,
        reading: Reading,
        strange: Sequence[str],
        effective: date | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind = reading.kind
        self.sessions = session_places(sheet, reading.kind)
        self.strange = [*dict.fromkeys([*strange, *reading.codes])][:MOST_CODES]
        named = [(field.name, field.label) for field in FIELDS[reading.kind]]
        for place, column in enumerate(sheet.columns):
            if place not in self.sessions:
                field = choice_field(f"What “{column}” holds", [("", "Not used"), *named])
                field.initial = reading.fields.get(place, "")
                self.fields[f"{COLUMN}{place}"] = field
        if self.sessions:
            held = SESSION_MARK in reading.held
            choices = [(USED, "Marks of these sessions"), ("", "Not used")]
            self.fields[GRID] = choice_field("What these columns hold", choices)
            self.fields[GRID].initial = USED if held else ""
        for code in self.strange:
            self.fields[code_name(code)] = _meaning_field(code, reading.codes)
        if reading.kind == MARKS:
            self.fields[WEEK] = DayField(
                label="Monday of the week",
                required=False,
                help_text="Only for a file of one week that does not say which.",
            )
            self.fields[WEEK].initial = reading.week
        if reading.kind == PUPILS:
            self.fields["effective"] = DayField(
                label="Changes hold from",
                required=False,
                help_text="Changed classes and year groups. Today if you leave it empty.",
            )
            self.fields["effective"].initial = effective

    def reading(self) -> Reading:
        """What was chosen, as far as it is right."""
        said = self.cleaned_data
        chosen = {int(name.removeprefix(COLUMN)): value for name, value in said.items()
                  if name.startswith(COLUMN) and value}  # fmt: skip
        if said.get(GRID):
            chosen |= dict.fromkeys(self.sessions, SESSION_MARK)
        meant = {code: said.get(code_name(code), "") for code in self.strange}
        return Reading(
            self.kind,
            chosen,
            {code: NO_MARK if meaning == NO_MARK_CHOSEN else meaning
             for code, meaning in meant.items() if meaning},
            said.get(WEEK),
        )  # fmt: skip

    def refuse(self, problems: Sequence[Problem]) -> None:
        """Say each problem at the field where it is."""
        for problem in problems:
            where = problem.where
            name = f"{COLUMN}{where}" if isinstance(where, int) else where
            if name not in self.fields:
                self.add_error(None, problem.sentence)
            elif name not in self.errors:
                self.add_error(name, problem.sentence)


def session_places(sheet: Sheet, kind: str) -> list[int]:
    """The places of the columns whose headings name a session."""
    if kind != MARKS:
        return []
    return [place for place, heading in enumerate(sheet.header) if heading_in(heading)]


def posted_codes(posted: Mapping[str, Any]) -> list[str]:
    """The strange codes about which a form asked."""
    found = []
    for name in posted:
        if name.startswith(CODE):
            try:
                code = bytes.fromhex(name.removeprefix(CODE)).decode()
            except ValueError:
                continue
            if len(code) <= LONGEST_CODE and "\0" not in code:
                found.append(code)
    return found


def code_name(code: str) -> str:
    """The name of the field of a strange code, whatever letters it is made of."""
    return f"{CODE}{code.encode().hex()}"


def shown_code(code: str) -> str:
    """The code in words where it cannot be seen."""
    return f"“{code}”" if code.strip() else "a space" if code else "an empty cell"


def _meaning_field(code: str, known: Mapping[str, str]) -> Any:
    choices = [("", "Choose what it means"), (NO_MARK_CHOSEN, "No mark: leave the session empty")]
    for group in grouped(codes.CODES):
        listed = [(one.code, f"{one.code} {codes.meaning(one.code)}") for one in group.codes]
        choices.append((group.heading, listed))  # type: ignore[arg-type]
    field = choice_field(f"What {shown_code(code)} means", choices)
    if code in known:
        field.initial = known[code] or NO_MARK_CHOSEN
    return field
