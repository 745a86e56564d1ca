"""List the grounds on which a name is deleted from the admission register."""

from typing import NamedTuple

PRIMARY, SECONDARY, SPECIAL, ALL_THROUGH = "primary", "secondary", "special", "all_through"
EVERY_PHASE = frozenset({PRIMARY, SECONDARY, SPECIAL, ALL_THROUGH})
AUTHORITY, OTHER_SCHOOLS = "the local authority", "the other schools"


class Condition(NamedTuple):
    """Something that must be so; found: read from the records, else confirmed by a person."""

    key: str
    words: str
    found: bool = False


class Ground(NamedTuple):
    """A paragraph of regulation 9(1). consult: who must be; joint: enquiries with the authority."""

    letter: str
    title: str
    conditions: tuple[Condition, ...]
    phases: frozenset[str] = EVERY_PHASE
    consult: tuple[str, ...] = ()
    joint: bool = False


NOT_MAIN = Condition(
    "not_main",
    "It is not a mobile child whose main school this is.",
    found=True,
)
NOT_ILL = Condition(
    "not_ill",
    "There are no reasonable grounds to believe that sickness or another unavoidable cause "
    "keeps the pupil away.",
)
ENQUIRED = Condition(
    "enquired",
    "The school and the local authority together made reasonable enquiries where the pupil is, "
    "and did not find out.",
)


def confirmed(key: str, words: str) -> Condition:
    """A condition that the person who decides confirms, with evidence.

    Source: product rule.
    """
    return Condition(key, words)


GROUNDS = {
    ground.letter: ground
    for ground in (
        Ground(
            "a",
            "Registered at another school",
            (confirmed("elsewhere", "The pupil is registered at another school."), NOT_MAIN),
        ),
        Ground(
            "b",
            "Nursery education is finished",
            (
                confirmed("finished", "The pupil has finished nursery education here."),
                confirmed("not_continuing", "The pupil does not go on to a higher class here."),
            ),
            phases=EVERY_PHASE - {SECONDARY},
        ),
        Ground(
            "c",
            "Also registered at another school, which agrees",
            (
                Condition("dual", "The pupil is registered at another school as well.", found=True),
                confirmed("others_agree", "Every other school where the pupil is agrees."),
                NOT_MAIN,
            ),
            consult=(OTHER_SCHOOLS,),
        ),
        Ground(
            "d",
            "The school attendance order names another school now",
            (confirmed("order_changed", "The order was changed and names another school."),),
        ),
        Ground(
            "e",
            "The school attendance order was revoked",
            (confirmed("order_revoked", "The local authority has revoked the order."),),
        ),
        Ground(
            "f",
            "Educated otherwise than at school",
            (
                confirmed(
                    "parent_wrote",
                    "A parent has told the school in writing that the pupil is now educated "
                    "otherwise than at school.",
                ),
            ),
            consult=(AUTHORITY,),
        ),
        Ground(
            "g",
            "No longer lives a reasonable distance away",
            (
                confirmed(
                    "moved_away",
                    "The pupil no longer normally lives a reasonable distance from the school.",
                ),
            ),
            consult=(AUTHORITY,),
        ),
        Ground(
            "h",
            "Has not come back after leave of absence",
            (
                Condition(
                    "long_leave", "Leave of more than ten school days was given.", found=True
                ),
                Condition(
                    "not_back",
                    "The pupil did not come back within ten school days after it ended.",
                    found=True,
                ),
                NOT_ILL,
                ENQUIRED,
            ),
            consult=(AUTHORITY,),
            joint=True,
        ),
        Ground(
            "i",
            "Continuously absent for 20 school days",
            (
                Condition(
                    "absent",
                    "Absent for at least 20 school days in a row, every session coded G, N or O.",
                    found=True,
                ),
                NOT_ILL,
                ENQUIRED,
            ),
            consult=(AUTHORITY,),
            joint=True,
        ),
        Ground(
            "j",
            "Detained under a sentence of detention",
            (confirmed("detained", "A court has sentenced the pupil to detention."),),
        ),
        Ground("k", "The pupil has died", (confirmed("died", "The pupil has died."),)),
        Ground(
            "l",
            "Over compulsory school age and not going on to the sixth form",
            (
                Condition(
                    "over_age",
                    "The pupil will be over compulsory school age when the school next meets.",
                    found=True,
                ),
                confirmed("no_sixth_form", "The pupil does not go on to the sixth form here."),
            ),
            phases=EVERY_PHASE - {PRIMARY},
        ),
        Ground(
            "m",
            "A boarder whose fees are not paid",
            (
                confirmed("boarder", "The pupil boards at this maintained school or academy."),
                confirmed("fees_unpaid", "The boarding fees are not paid."),
            ),
        ),
        Ground(
            "n",
            "No longer a pupil of an independent or non-maintained special school",
            (confirmed("ceased", "The pupil has ceased to be a pupil of this special school."),),
            phases=frozenset({SPECIAL}),
        ),
        Ground(
            "o",
            "Permanently excluded",
            (
                Condition("excluded", "A permanent exclusion is recorded here.", found=True),
                confirmed(
                    "not_reinstated",
                    "The governors have considered the exclusion and decided not to take the "
                    "pupil back.",
                ),
                confirmed(
                    "no_review",
                    "No independent review is open: the parents have written that they will not "
                    "apply, the time to apply is over, or the review has ended and the exclusion "
                    "stands.",
                ),
            ),
        ),
    )
}
