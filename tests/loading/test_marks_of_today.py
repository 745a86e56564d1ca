"""Marks of the day on which a folder is loaded."""

from registers.models import Mark, Register
from tests.loading.folders import ADA, URN, mark


def test_the_register_of_the_day_itself_stays_open_until_everybody_is_marked(folder):
    folder["marks"].append(mark(ADA, "2025-10-06"))
    folder.load()
    today = Register.objects.get(school__urn=URN, day="2025-10-06", half="AM")
    assert not today.is_taken()
    assert Mark.objects.in_force().get(day="2025-10-06").code == "/"
    assert Register.objects.get(school__urn=URN, day="2025-09-03", half="AM").is_taken()
