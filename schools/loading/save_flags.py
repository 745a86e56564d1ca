"""Save the flags of pupils.csv: what holds from one day to another."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, timedelta

from django.db.models import Q

from schools.flags import fact_of, state_in, words_of
from schools.loading.history import Changes, Key
from schools.loading.pupils_file import PupilRow
from schools.loading.report import Report
from schools.models import Pupil, PupilFlag, School

BATCH = 500


def save_flags(
    latest: dict[str, PupilRow],
    pupils: dict[str, Pupil],
    *,
    new: Collection[str],
    school: School,
    effective: date,
    report: Report,
    changes: Changes,
) -> None:
    """Start and end flags on `effective`; what the file leaves empty stays as it is.

    A flag that stands, or is to begin, is left alone where the file says the same, with a last
    day or without; otherwise it gives way, so that two of a kind never share a day.

    new: the UPNs of pupils whom this load has added, whose flags have no history.
    """
    standing = _standing(school, effective)
    fresh: list[PupilFlag] = []
    ended: list[PupilFlag] = []
    begun_today: list[PupilFlag] = []
    for upn, row in latest.items():
        pupil = pupils[upn]
        for kind, said in row.flags.items():
            value = said if said in ("K", "E") else ""
            fact: Key = (pupil.pk, None, fact_of(kind))
            if (before := changes.before_hand.get(fact)) is not None and state_in(before) == said:
                changes.standing += 1
                continue
            flags = standing[pupil.pk, kind]
            if said != "N" and flags and flags[0].value == value:
                continue
            for flag in flags:
                before = words_of(flag)
                if flag.start >= effective:
                    begun_today.append(flag)
                    after = ""
                else:
                    flag.end = effective - timedelta(days=1)
                    flag.version += 1
                    ended.append(flag)
                    after = words_of(flag)
                changes.of_fact(fact, before, after)
            if said != "N":
                flag = PupilFlag(school=school, pupil=pupil, kind=kind, value=value,
                                 start=effective)  # fmt: skip
                fresh.append(flag)
                if upn not in new:
                    changes.of_fact(fact, "", words_of(flag))
    PupilFlag.objects.filter(school=school, pk__in=[flag.pk for flag in begun_today]).delete()
    PupilFlag.objects.bulk_update(ended, ["end", "version"], batch_size=BATCH)
    PupilFlag.objects.bulk_create(fresh, batch_size=1000)
    report.added["flags"] += len(fresh)
    report.ended["flags"] += len(ended) + len(begun_today)


def _standing(school: School, effective: date) -> dict[tuple[int, str], list[PupilFlag]]:
    """By pupil and kind, what holds on the day or later, the earliest first."""
    found: dict[tuple[int, str], list[PupilFlag]] = defaultdict(list)
    rows = PupilFlag.objects.filter(Q(end__isnull=True) | Q(end__gte=effective), school=school)
    for flag in rows.order_by("start"):
        found[flag.pupil_id, flag.kind].append(flag)
    return found
