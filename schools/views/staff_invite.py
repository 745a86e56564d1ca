"""Add somebody to the staff."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from schools.access import SignedInRequest, may_open
from schools.account_links import INVITATION, LIVES_IN_WORDS
from schools.actions.invite_new_person import NewPerson, invite_new_person
from schools.mail import is_set_up
from schools.models import SchoolClass
from schools.staff import StaffRefused
from schools.staff_forms import InviteForm
from schools.tasks import mail_link
from schools.year_groups import groups_offered
from toolkit import clock


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@may_open("accounts")
def invite(request: SignedInRequest) -> HttpResponse:
    """Show the form; make the account, mail the invitation and show its link once."""
    classes = list(SchoolClass.objects.filter(school_id=request.user.school_id).order_by("name"))
    form = InviteForm(
        request.POST if request.method == "POST" else None,
        classes=classes,
        years=groups_offered(request.user.school, on=clock.today()),
    )
    if form.is_valid():
        typed = form.cleaned_data
        class_ids = [int(key) for key in typed.pop("classes")]
        try:
            person, link = invite_new_person(
                by=request.user,
                new=NewPerson(**typed, class_ids=class_ids),
                at=clock.now(),
                real_at=clock.real_now(),
            )
        except StaffRefused as refusal:
            form.add_refusal(refusal)
        else:
            if is_set_up():
                mail_link.delay(person_id=person.pk, kind=INVITATION)
            about = {
                "person": person,
                "link": link,
                "lives": LIVES_IN_WORDS[INVITATION],
                "invited": True,
                "mailed": is_set_up(),
            }
            return render(request, "staff/link.html", about)
    return render(request, "staff/invite.html", {"form": form}, status=422 if form.errors else 200)
