"""The pages on which each kind of dated settings is changed."""

from datetime import date, datetime, timedelta

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from schools.access import SignedInRequest, may_open
from schools.actions.set_authority import set_authority
from schools.actions.set_policy import set_policy
from schools.actions.set_register_times import RegisterTimes, set_register_times, warning_of
from schools.dated_settings import KINDS
from schools.policy_form import PolicyForm
from schools.queries.policy_in_force import default_policy
from schools.settings_forms import AuthorityForm, GroupedForm, TimesForm
from schools.views.settings_dated import dated_form

SHOWN_OR_SENT = ["GET", "HEAD", "POST"]


@require_http_methods(SHOWN_OR_SENT)
@may_open("settings_and_policy")
def register_times(request: SignedInRequest) -> HttpResponse:
    """When registers open and close, and when sessions end."""

    def save(form: GroupedForm, valid_from: date, seen: str, at: datetime) -> str:
        times = RegisterTimes(**form.facts())
        set_register_times(by=request.user, times=times, valid_from=valid_from, seen=seen, at=at)
        return warning_of(times)

    return dated_form(
        request,
        kind=KINDS["register-times"],
        form_class=TimesForm,
        save=save,
        default_start=lambda today: today + timedelta(days=1),
    )


@require_http_methods(SHOWN_OR_SENT)
@may_open("settings_and_policy")
def attendance_policy(request: SignedInRequest) -> HttpResponse:
    """Bands, triggers, stages, home visits and approvals."""

    def save(form: GroupedForm, valid_from: date, seen: str, at: datetime) -> str:
        set_policy(by=request.user, facts=form.facts(), valid_from=valid_from, seen=seen, at=at)
        return ""

    return dated_form(
        request,
        kind=KINDS["attendance-policy"],
        form_class=PolicyForm,
        save=save,
        without_a_row=default_policy(request.user.school_id),
        more={"default_note": "Nothing is recorded yet: these are the defaults of the guidance."},
    )


@require_http_methods(SHOWN_OR_SENT)
@may_open("settings_and_policy")
def authority(request: SignedInRequest) -> HttpResponse:
    """The local authority's profile."""

    def save(form: GroupedForm, valid_from: date, seen: str, at: datetime) -> str:
        set_authority(by=request.user, facts=form.facts(), valid_from=valid_from, seen=seen, at=at)
        return ""

    return dated_form(
        request, kind=KINDS["authority"], form_class=AuthorityForm, save=save,
        more={"default_note": "Nothing is recorded yet."},
    )  # fmt: skip
