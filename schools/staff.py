"""Find the account that an act is about, and hold what keeps accounts honest."""

from collections.abc import Collection
from datetime import date

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import QuerySet

from rules.sessions import YEAR_GROUPS
from schools.models import School, SchoolClass, User
from schools.permissions import level
from schools.reach import does_no_more
from schools.roles import ROLE_NAMES, ROLES

HEAD = "headteacher"
TRUSTED = frozenset(role for role in ROLES if level(role, "see_safeguarding") == "all")
KEEPERS = frozenset(role for role in ROLES if level(role, "accounts") != "none")


class StaffRefused(Exception):
    """The act on an account cannot be done; its text says why, `field` which field it is about."""

    def __init__(self, sentence: str, *, field: str | None = None) -> None:
        super().__init__(sentence)
        self.field = field


def locked_person(*, by: User, person_id: int) -> User:
    """The person of the same school, locked until the act is done; raises User.DoesNotExist."""
    people = User.objects.select_for_update(of=("self",), no_key=True).select_related("school")
    return people.get(pk=person_id, school_id=by.school_id, is_system=False)


def class_of(*, by: User, class_id: int) -> SchoolClass:
    """The class of the same school; raises SchoolClass.DoesNotExist."""
    return SchoolClass.objects.get(pk=class_id, school_id=by.school_id)


def require_head_for_a_head(by: User, person: User, *, on: date) -> None:
    """Refuse to let anybody but a headteacher into a headteacher's account.

    As long as no headteacher has chosen a password an administrator may, or no school could
    begin. Raises StaffRefused.
    """
    if HEAD not in person.roles or HEAD in by.roles:
        return
    if can_sign_in(by.school, on=on).filter(roles__contains=[HEAD]).exists():
        raise StaffRefused("Only a headteacher can change a headteacher's account.")


def may_be_let_into(by: User, person: User, *, on: date) -> bool:
    """Whether the person may hold what opens the other's account: a link, or its e-mail address.

    Only where the account opens nothing that is not theirs already: their own, one that may do no
    more than they may, and any for a headteacher. As long as no headteacher has chosen a
    password whoever keeps the accounts may, or no school could begin.
    """
    if by.pk == person.pk or HEAD in by.roles or does_no_more(person, by, on=on):
        return True
    return not can_sign_in(by.school, on=on).filter(roles__contains=[HEAD]).exists()


def sees_safeguarding(roles: Collection[str]) -> bool:
    """Whether somebody of these roles reads why a child is vulnerable."""
    return bool(TRUSTED & set(roles))


def can_sign_in(school: School, *, on: date) -> QuerySet[User]:
    """The people of the school who have chosen a password and have not left by the day."""
    people = User.objects.filter(school=school, is_system=False, is_active=True)
    return people.exclude(leaves_on__lt=on).exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX)


def hold_the_keys(school: School) -> None:
    """Let one change of who keeps the accounts wait for another, so that both see the truth."""
    School.objects.select_for_update(no_key=True).get(pk=school.pk)


def require_another(person: User, *, roles_after: list[str], on: date) -> None:
    """Refuse to take away the last headteacher, or the last account that keeps accounts.

    roles_after: what the person has from then on. on: the first day of it. Whoever has a leaving
    day is not counted as another. `hold_the_keys` first. Raises StaffRefused.
    """
    others = can_sign_in(person.school, on=on).exclude(pk=person.pk)
    others = others.filter(leaves_on__isnull=True)
    name_another = "Name another first, who has chosen a password and has no leaving day."
    lost = set(person.roles) - set(roles_after)
    if HEAD in lost and not others.filter(roles__contains=[HEAD]).exists():
        raise StaffRefused(f"{person.name} is the last headteacher. {name_another}")
    keeps_none = bool(KEEPERS & lost) and not KEEPERS & set(roles_after)
    if keeps_none and not others.filter(roles__overlap=sorted(KEEPERS)).exists():
        keepers = " or ".join(ROLE_NAMES[role].lower() for role in ROLES if role in KEEPERS)
        raise StaffRefused(
            f"{person.name} is the last who can look after accounts ({keepers}). {name_another}"
        )


def require_fair_roles(
    by: User, person: User | None, *, roles: list[str], year_groups: list[str], on: date
) -> None:
    """Refuse what would raise one's own roles, and a headteacher made by anybody else.

    A role that sees safeguarding is given only by somebody who sees it too: else an account at an
    address of one's own would open it. person: None for somebody new. As long as no headteacher
    has chosen a password an administrator may name another person. Raises StaffRefused.
    """
    before = set(person.roles) if person is not None else set()
    if person is not None and person.pk == by.pk:
        led = set(person.year_groups) if "year_lead" in before else set()
        if set(roles) - before or set(year_groups) - led:
            raise StaffRefused(
                "Nobody can give themself a role or a year group. Ask a colleague who looks "
                "after accounts.",
                field="roles",
            )
    heads = can_sign_in(by.school, on=on).filter(roles__contains=[HEAD])
    if ((HEAD in roles) != (HEAD in before)) and HEAD not in by.roles and heads.exists():
        raise StaffRefused(
            "Only a headteacher can give or take away the role of headteacher.",
            field="roles",
        )
    trusted = [role for role in ROLES if role in set(roles) & TRUSTED - before]
    if sees_safeguarding(trusted) and not sees_safeguarding(by.roles) and heads.exists():
        names = ", ".join(ROLE_NAMES[role].lower() for role in trusted)
        raise StaffRefused(
            f"Ask a headteacher to give this role: {names}. It opens facts about safeguarding "
            "that you may not see yourself.",
            field="roles",
        )


def checked_roles(roles: list[str], year_groups: list[str]) -> tuple[list[str], list[str]]:
    """Roles and year groups once each, in their order; the groups only of a year lead.

    Raises StaffRefused for what is not in the lists, and for a year lead without a year group.
    """
    if set(roles) - set(ROLES) or set(year_groups) - set(YEAR_GROUPS):
        raise StaffRefused("Choose roles and year groups from the lists.", field="roles")
    groups = [one for one in YEAR_GROUPS if one in year_groups and "year_lead" in roles]
    if "year_lead" in roles and not groups:
        raise StaffRefused("Choose the year groups that the year lead leads.", field="year_groups")
    return [role for role in ROLES if role in roles], groups


def takes_every_register(person: User) -> bool:
    """Whether the person may take any class's register, so that a class gives them no more."""
    return any(level(role, "mark_register") == "all" for role in person.roles)


def require_may_have_class(person: User, *, by: User, field: str = "person") -> None:
    """Refuse a class to whoever could not take its register, and to whoever gives it themself.

    Raises StaffRefused, about the field.
    """
    if "class_teacher" not in person.roles and not takes_every_register(person):
        raise StaffRefused(
            f"{person.name} takes no registers. Give them the role of class teacher first, or "
            f"ask somebody who looks after accounts to do it.",
            field=field,
        )
    if person.pk == by.pk and not takes_every_register(by):
        raise StaffRefused("Nobody can give themself a class. Ask a colleague.", field=field)
