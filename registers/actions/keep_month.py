"""Keep a read-only copy of all registers of one month, as CSV and as PDF."""

from datetime import date, datetime

from django.db import connection, transaction
from django.template.loader import render_to_string

from audit.actions.record import record
from registers.keeping import kept_files
from registers.keeping.month_pages import Pages
from registers.keeping.month_table import month_table
from registers.keeping.months import in_words, latest_ended
from registers.models import KeptCopy
from registers.queries.kept_months import is_offered
from registers.queries.month_of_entries import MonthOfEntries, month_of_entries
from registers.refusals import Refused
from schools.models import School, User
from schools.permissions import require
from toolkit import clock
from toolkit.csv_files import sha256
from toolkit.days import day_and_time
from toolkit.pdf_pages import as_pdf
from toolkit.words import counted

ONE_COPY_AT_A_TIME = 7_203_118  # With the school's key, the advisory lock of the last step.
AUTOMATIC = "Rollbook, by itself"


class MonthNotOver(Refused):
    """A copy is of a whole month."""

    def __init__(self, month: date) -> None:
        super().__init__(f"{in_words(month)} is not over yet. Its copy is made when it is.")


class NotAMonthOfRegisters(Refused):
    """A copy is of a month in which the school met, since its first register."""

    def __init__(self, month: date) -> None:
        super().__init__(f"There are no registers of {month:%B} {month.year} to be kept.")


def keep_month(
    *, school: School, month: date, at: datetime, by: User | None = None, again: bool = False
) -> KeptCopy:
    """Make the copy of the month whose first day is given; returns its row.

    by: who asked for it; None for the job. again: make another beside those there are; without
    it a month that has a copy is left alone. A second run for the same `at` returns the first's
    copy. Both files are on the disk under their names before the row is committed, so a row
    never names a file that was not there; a run that dies earlier leaves no row, and the next
    begins afresh under other names. Raises MonthNotOver,
    NotAMonthOfRegisters, NotPermitted, kept_files.FileIsThere.
    """
    if by is not None:
        require(by, "settings_and_policy")
    if month > latest_ended(at):
        raise MonthNotOver(month)
    if not is_offered(school=school, month=month, at=at):
        raise NotAMonthOfRegisters(month)
    kept = _kept(school, month, at=at, again=again)
    if kept is not None:
        return kept
    read = month_of_entries(school=school, month=month)
    table, pages = month_table(read), month_pdf(read, by=by, at=at)
    table_name, pages_name = kept_files.names(urn=school.urn, month=month, at=at)
    with (
        kept_files.written(school.urn, {table_name: table, pages_name: pages}) as files,
        transaction.atomic(),
    ):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [ONE_COPY_AT_A_TIME, school.pk])
        kept = _kept(school, month, at=at, again=again)
        if kept is not None:
            return kept
        copy = KeptCopy.objects.create(
            school=school,
            month=month,
            made_at=at,
            marks=len(read.entries) + len(read.later),
            table_name=table_name,
            table_sha256=sha256(table),
            pages_name=pages_name,
            pages_sha256=sha256(pages),
        )
        record(
            act="keep_month",
            subject=copy,
            by=by or User.objects.system(school),
            at=at,
            school_id=school.pk,
            detail={"month": f"{month:%Y-%m}", "entries": copy.marks},
        )
        files.finish()
    return copy


def month_pdf(read: MonthOfEntries, *, by: User | None, at: datetime) -> bytes:
    """The month's registers as PDF; the same registers, maker and moment give the same bytes."""
    made, pages = clock.local(at), Pages(read)
    title = f"{read.school.name}: registers of {in_words(read.month)}"
    printed = day_and_time(made)
    about = {
        "title": title,
        "printed": f"{title}. Printed {printed} by {by.name if by else AUTOMATIC}.",
        "about": f"URN {read.school.urn}. {counted(len(read.entries), 'entries', 'entry')}, "
        "those that were replaced included; the CSV file beside this one lists every one.",
        "month_words": in_words(read.month),
        "weeks": pages.weeks(),
        "later": pages.later(),
    }
    return as_pdf(render_to_string("keeping/print/month.html", about))


def _kept(school: School, month: date, *, at: datetime, again: bool) -> KeptCopy | None:
    """The copy that makes this run needless: any of the month, or with `again` this very one."""
    copies = KeptCopy.objects.filter(school=school, month=month).select_related("school")
    return (copies.filter(made_at=at) if again else copies).order_by("made_at").first()
