"""Which registrations at a second school are over, while the enrolment does not say so yet."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from registers.models import Timetable
from schools.models import Enrolment, FactChange


def dual_over(*, school_id: int, today: date) -> QuerySet[Timetable]:
    """Those whose last day is past, of pupils who are still in the stay that they were of.

    None while another one stands from today on, and none whose enrolment became single on its
    last day or later: what a person or a file made of it since stands. Oldest first.
    """
    dual = Timetable.objects.filter(
        school_id=school_id, kind=Timetable.Kind.DUAL, withdrawn_at=None
    )
    standing = dual.filter(Q(end__isnull=True) | Q(end__gte=today), pupil_id=OuterRef("pupil_id"))
    stay = Enrolment.objects.filter(
        Q(end__isnull=True) | Q(end__gte=today),
        school_id=school_id,
        pupil_id=OuterRef("pupil_id"),
        kind__in=[Enrolment.Kind.MAIN, Enrolment.Kind.SUBSIDIARY],
        start__lte=OuterRef("start"),
    )
    single_since = FactChange.objects.filter(
        school_id=school_id,
        pupil_id=OuterRef("pupil_id"),
        fact="enrolment",
        after=Enrolment.Kind.SINGLE.label,
        at__date__gte=OuterRef("end"),
    )
    over = dual.filter(~Exists(standing), Exists(stay), ~Exists(single_since), end__lt=today)
    return over.order_by("end", "pk")
