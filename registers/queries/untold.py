"""Find whom of a pupil's workers nobody has recorded as told that the pupil left the roll."""

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value

from registers.models import Removal, RemovalTelling, RemovalWithdrawal
from registers.queries.workers_to_tell import SHOWN_BY
from schools.models import Pupil, PupilFlag

Whom = RemovalTelling.Whom


def pupils_untold(*, school_id: int) -> QuerySet[Pupil]:
    """The pupils who leave or left and a worker of whom is still to be told; not asked yet.

    Each has about (the key of the removal that stands), due (its last day), ground, and for each
    worker whether that one is untold, as `owed_by` reads it. Who has a worker is what the flags
    say of the last day, as when the removal was decided.
    """
    taken_back = RemovalWithdrawal.objects.filter(school_id=school_id, removal_id=OuterRef("about"))
    left = (
        Pupil.objects.filter(school_id=school_id, enrolments__removals__school_id=school_id)
        .annotate(
            about=F("enrolments__removals__pk"),
            due=F("enrolments__removals__last_day"),
            ground=F("enrolments__removals__ground"),
        )
        .annotate(**{_owes(whom): _untold(whom, school_id) for whom in Whom})
    )
    owes_any = Q(*((_owes(whom), True) for whom in Whom), _connector=Q.OR)
    return left.filter(owes_any, ~Exists(taken_back))


def with_nobody_owed(pupils: QuerySet[Pupil]) -> QuerySet[Pupil]:
    """The same pupils with nobody to tell of them, so that a query of them joins this one."""
    return pupils.annotate(**{_owes(whom): Value(value=False) for whom in Whom})


def owed_by(pupil: Pupil) -> list[Whom]:
    """The workers who are still to be told of a pupil whom `pupils_untold` gave."""
    return [whom for whom in Whom if getattr(pupil, _owes(whom))]


def still_to_tell(removal: Removal) -> list[Whom]:
    """The workers who are still to be told of this removal; one query."""
    found = pupils_untold(school_id=removal.school_id).filter(Q(about=removal.pk)).first()
    return owed_by(found) if found is not None else []


def _owes(whom: Whom) -> str:
    return f"owes_{whom.value}"


def _untold(whom: Whom, school_id: int) -> Q:
    """Whether the pupil has this worker on the last day, and nobody recorded a telling."""
    shown = PupilFlag.objects.filter(
        Q(end__isnull=True) | Q(end__gte=OuterRef("due")),
        school_id=school_id,
        pupil_id=OuterRef("pk"),
        kind__in=SHOWN_BY[whom.value],
        start__lte=OuterRef("due"),
    )
    told = RemovalTelling.objects.filter(
        school_id=school_id, removal_id=OuterRef("about"), whom=whom.value
    )
    at_once = Q(**{f"enrolments__removals__{whom.value}_told_on": None})
    return Q(Exists(shown)) & at_once & ~Q(Exists(told))
