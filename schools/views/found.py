"""Find the pupil or the class that an address names, of the person's own school only."""

from datetime import date

from django.http import Http404

from schools.models import Pupil, SchoolClass, User
from schools.queries.pupils_open_to import pupils_open_to

NO_PUPIL = "There is no such pupil, or the pupil is not one of yours."


def pupil_or_404(*, by: User, pupil_id: int, on: date) -> Pupil:
    """A pupil whom the person may open on the day; anybody else is not found."""
    found = pupils_open_to(by=by, on=on).filter(pk=pupil_id).first()
    if found is None:
        raise Http404(NO_PUPIL)
    return found


def pupil_of_school_or_404(*, by: User, pupil_id: int) -> Pupil:
    """Any pupil of the person's own school, for pages whose capability is for all pupils."""
    pupils = Pupil.objects.select_related("school")
    found = pupils.filter(school_id=by.school_id, pk=pupil_id).first()
    if found is None:
        raise Http404("There is no such pupil.")
    return found


def class_or_404(*, by: User, class_id: int) -> SchoolClass:
    """A class of the person's own school; anything else is not found."""
    classes = SchoolClass.objects.select_related("school")
    found = classes.filter(school_id=by.school_id, pk=class_id).first()
    if found is None:
        raise Http404("There is no such class.")
    return found
