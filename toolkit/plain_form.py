"""The form that every form of the product begins with: its refusals are house sentences."""

from typing import Any

from django import forms


class PlainForm(forms.Form):
    """A form that says of a text which is too long how long it may be, by the field's label."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            longest = getattr(field, "max_length", None)
            if longest is not None:
                label = str(self[name].label)
                what = "The answer" if label.endswith("?") else label
                said = f"{what} is too long: at most {longest} characters."
                field.error_messages["max_length"] = said
