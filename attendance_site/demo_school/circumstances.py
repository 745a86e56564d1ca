"""Give pupils the circumstances that the admission register and the returns ask about."""

from random import Random

from attendance_site.demo_school.class_plan import KESTREL
from attendance_site.demo_school.families import REID_MOSS
from attendance_site.demo_school.households import foster
from attendance_site.demo_school.people import Child, Family

FREE_MEALS, EVER_FREE_MEALS = 0.25, 0.04
SEN_SUPPORT, EHC_PLAN = 0.14, 0.03
RARE = {
    "child_in_need": 0.015,
    "young_carer": 0.01,
    "medical_need": 0.03,
    "long_term_illness": 0.01,
    "service_child": 0.01,
    "mobile_child": 0.006,
}
LOOKED_AFTER, CHILD_PROTECTION = 0.007, 0.006


def draw_circumstances(families: list[Family], rng: Random) -> None:
    """Set the flags and the special educational needs of everybody's children."""
    children = [child for family in families for child in family.children]
    _free_meals(families, len(children), rng)
    _needs(children, rng)
    _safeguarding(families, len(children), rng)
    _rare(children, rng)
    for child in children:
        if child.language != "English":
            child.flags.add("eal")
        if "fsm" in child.flags or "looked_after" in child.flags:
            child.flags.add("pupil_premium")


def _free_meals(families: list[Family], pupils: int, rng: Random) -> None:
    """Whole families; a lone parent, or parents apart, make it likelier."""

    def likelihood(family: Family) -> float:
        together = sum(contact.lives_with and contact.is_parent for contact in family.contacts) > 1
        return (1 if together else 0) + rng.random() * 1.6

    chosen = 0
    for family in sorted(families, key=lambda one: (one.surname != REID_MOSS, likelihood(one))):
        if chosen >= FREE_MEALS * pupils:
            break
        for child in family.children:
            child.flags.add("fsm")
        chosen += len(family.children)
    rest = [child for family in families for child in family.children if "fsm" not in child.flags]
    for child in rng.sample(rest, round(EVER_FREE_MEALS * pupils)):
        child.flags.add("pupil_premium")


def _needs(children: list[Child], rng: Random) -> None:
    def likelihood(child: Child) -> float:
        return (
            rng.random() * 3
            - (child.sex == "M") * 0.7
            - ("fsm" in child.flags) * 0.5
            - min(child.year, 4) * 0.15
            + (child.story not in ("", "dual")) * 9
        )

    order = sorted((child for child in children if child.sen == "N"), key=likelihood)
    plans = max(1, round(EHC_PLAN * len(children)))
    support = round(SEN_SUPPORT * len(children))
    for child in order[:plans]:
        child.sen = "E"
    for child in order[plans : plans + support]:
        child.sen = "K"


def _safeguarding(families: list[Family], pupils: int, rng: Random) -> None:
    for family in families:
        if family.surname == REID_MOSS:
            for child in family.children:
                protected = child.class_name == KESTREL
                child.flags |= {
                    "social_worker",
                    "child_protection" if protected else "child_in_need",
                }
    single = [
        family
        for family in families
        if len(family.children) == 1 and family.children[0].class_name != KESTREL
    ]
    rng.shuffle(single)
    looked_after, with_plan = round(LOOKED_AFTER * pupils), round(CHILD_PROTECTION * pupils)
    for family in single[:looked_after]:
        foster(family, rng)
        family.children[0].flags |= {"looked_after", "social_worker"}
    for family in single[looked_after : looked_after + with_plan]:
        family.children[0].flags |= {"child_protection", "social_worker"}


def _rare(children: list[Child], rng: Random) -> None:
    others = [child for child in children if not child.story]
    for flag, share in RARE.items():
        for child in rng.sample(others, min(len(others), round(share * len(children)))):
            child.flags.add(flag)
            if flag == "child_in_need":
                child.flags.add("social_worker")
