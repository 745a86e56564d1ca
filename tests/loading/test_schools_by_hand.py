"""A last or next school entered here stands while the files only repeat what was so before."""

from datetime import date

from schools.actions.correct_stay import StayFacts, correct_stay
from schools.models import Enrolment, Pupil, User
from tests.loading.folders import ADA, AT
from tests.loading.test_pupils import NEXT_WEEK


def stay() -> Enrolment:
    return Enrolment.objects.get(pupil__upn=ADA)


def enter(**facts) -> None:
    ada = Pupil.objects.get(upn=ADA)
    correct_stay(
        by=User.objects.get(roles=["headteacher"]),
        pupil_id=ada.pk,
        wanted=StayFacts(start=stay().start, **facts),
        seen=ada.version,
        at=AT,
    )


def test_it_stands_against_the_old_file(folder):
    folder["pupils"][0] |= {"last_school": "Elm Infants", "next_school": "Not known yet"}
    folder.load()
    enter(last_school="Oak Infants", next_school="Alder", next_school_from=date(2026, 9, 1))
    report = folder.load(at=NEXT_WEEK)
    assert report.changes_nothing()
    assert (stay().last_school, stay().next_school) == ("Oak Infants", "Alder")


def test_what_the_file_says_anew_is_followed(folder):
    folder["pupils"][0]["last_school"] = "Elm Infants"
    folder.load()
    enter(last_school="Oak Infants")
    folder["pupils"][0]["last_school"] = "Ash Infants"
    folder.load(at=NEXT_WEEK)
    assert stay().last_school == "Ash Infants"
