"""A class of thirty on the live site, at a time of a school day."""

from datetime import date, time

from playwright.sync_api import Page, expect

from registers.models import Mark, Register
from schools.models import Pupil
from tests.factories.registers import PlanFactory
from tests.registers.classroom import THURSDAY, Classroom
from toolkit import clock
from toolkit.actions.demo_time import set_demo_time

NAMES = """Amara Adeyemi, Noah Ashdown, Zoë Barraclough, Ibrahim Begum-Hale, Eliza Bramwell,
Kofi Boateng, Mei Chen-Whitlow, Rory Dunmore, Aaliyah Farouk, Oscar Fennimore, Saoirse Gallaghan,
Harpreet Gillard, Tomasz Grabowicz, Isla Hartnoll, Yusuf Idris-Cole, Freya Jessamine,
Dev Kapoorley, Łucja Kowalczuk, Theo Larkwell, Maisie Littlecott, Adaeze Nwosu, Finn Oldacre,
Leila Parvaneh, Jude Quarrington, Shanelle Reid-Moss, Bilal Siddiq-Orme, Poppy Thistlewood,
Cường Tran-Ellery, Ruby-Mae Underhay, Caspian Wexcombe"""


class LiveClass(Classroom):
    """Kestrel class, with pupils of whom one is ill and one is away on a trip."""

    def __init__(self, *, pupils: int = 30, plans: bool = True, day: date = THURSDAY) -> None:
        super().__init__(pupils=0, day=day)
        self.school_class.name = "Kestrel"
        self.school_class.save()
        for name in NAMES.replace("\n", " ").split(", ")[:pupils]:
            forename, _, surname = name.partition(" ")
            self.pupils.append(self.newcomer(legal_forename=forename, legal_surname=surname))
        self.pupils.sort(key=lambda pupil: pupil.sort_key)
        expected = {"Boateng": "I", "Tran-Ellery": "V"} if plans else {}
        for pupil in self.pupils:
            if pupil.surname in expected:
                PlanFactory(pupil=pupil, code=expected[pupil.surname], start=self.day)

    @property
    def address(self) -> str:
        return f"/registers/{self.school_class.pk}/{self.day}/am/"

    def named(self, surname: str) -> Pupil:
        return next(pupil for pupil in self.pupils if pupil.surname == surname)

    def codes(self) -> dict[str, str]:
        """The codes in force that morning, by surname."""
        found = Mark.objects.in_force().filter(school=self.school, day=self.day, half="AM")
        return {mark.pupil.surname: mark.code for mark in found.select_related("pupil")}

    def is_taken(self) -> bool:
        return Register.objects.filter(school=self.school, submitted_at__isnull=False).exists()


def set_clock(clock_time: str, *, day: date = THURSDAY) -> None:
    """Let the live site show this time from now on."""
    hours, _, minutes = clock_time.partition(":")
    moment = clock.at_school(day, time(int(hours), int(minutes)))
    set_demo_time(moment=moment, real=clock.real_now())


def ready(page: Page) -> Page:
    """The page once its script runs."""
    assert page.evaluate("typeof window.rollbookRegister") == "object"
    return page


def unaware(page: Page) -> Page:
    """The page opened again, from now on without news of what others mark."""
    page.route("**/news/", lambda route: route.abort())
    page.reload()
    return ready(page)


def saved(page: Page) -> None:
    """Wait until the screen says that everything is saved."""
    expect(page.locator("#save")).to_contain_text("All marks saved")
