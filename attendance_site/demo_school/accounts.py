"""Say who can sign in to the demo school, for each role, and with which password."""

from attendance_site.demo_school.class_plan import KESTREL
from attendance_site.demo_school.staff import TEACHER, email_of, known_staff
from schools.roles import ROLE_NAMES

DEMO_PASSWORD = "quill-brook-kestrel-850"  # noqa: S105 - printed for everybody who starts the demo


def demo_accounts() -> list[tuple[str, str, str]]:
    """Role in words, name and e-mail of one person for each role; every demo school has them."""
    accounts = []
    for role, in_words in ROLE_NAMES.items():
        person = next(
            one
            for one in known_staff()
            if role in one.roles and (role != TEACHER or KESTREL in one.classes)
        )
        accounts.append((in_words, person.name, email_of(person)))
    return accounts
