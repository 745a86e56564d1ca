"""The form by which a class is made."""

from typing import Any

from schools.form_fields import day_field, text_field
from schools.people_forms import SeenForm
from schools.staff_forms import boxes_field
from schools.words import year_group_name


class MakeClassForm(SeenForm):
    """A name, year groups and a first day."""

    name = text_field("Name", longest=60, missing="Enter the name of the class.")
    year_groups = boxes_field("Year groups", [], help_text="Of the pupils who will be in it.")
    first = day_field(
        "First day",
        missing="Enter the first day.",
        help_text="Today, or a later day of this school year.",
    )

    def __init__(self, *args: Any, years: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year_groups"].choices = [  # type: ignore[attr-defined]
            (group, year_group_name(group)) for group in years
        ]
