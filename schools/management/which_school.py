"""Find the school that a command is about."""

from django.core.management.base import CommandError

from schools.models import School


def which_school(urn: str | None) -> School:
    """The school of the URN, or the only one; raises CommandError where that leaves a doubt."""
    schools = School.objects.filter(urn=urn) if urn else School.objects.all()
    found = list(schools[:2])
    if len(found) == 1:
        return found[0]
    if urn:
        raise CommandError(f"There is no school with the URN {urn}.")
    if found:
        raise CommandError("There is more than one school: name one with --school URN.")
    raise CommandError("No school has been loaded yet.")
