"""List the classes of the school, and give one another name."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from schools.access import SignedInRequest, may_open
from schools.actions.rename_class import rename_class
from schools.changes import ChangedMeanwhile, Difference
from schools.models import ClassMembership, FactChange, SchoolClass
from schools.people_forms import RenameClassForm
from schools.refusals import Refused
from schools.views.found import class_or_404
from schools.views.people import form_page
from toolkit import clock


@require_safe
@may_open("edit_people")
def classes(request: SignedInRequest) -> HttpResponse:
    """Every class, how many are in it today, and the names it had."""
    school_id = request.user.school_id
    here = ClassMembership.objects.on_the_roll(school_id=school_id, day=clock.today())
    rows = SchoolClass.objects.filter(school_id=school_id)
    counted = rows.annotate(pupils=Count("memberships", filter=Q(memberships__in=here)))
    counted = counted.order_by("name")
    about = {"classes": counted, "today": clock.today()}
    return render(request, "people/classes.html", about)


@require_http_methods(["GET", "HEAD", "POST"])
@may_open("edit_people")
def rename(request: SignedInRequest, class_id: int) -> HttpResponse:
    """Another name for a class, with the names it had before."""
    school_class = class_or_404(by=request.user, class_id=class_id)
    initial = {"name": school_class.name, "seen_name": school_class.name}
    form = RenameClassForm(request.POST if request.method == "POST" else None, initial=initial)
    differences: list[Difference] = []
    if form.is_valid():
        try:
            renamed = rename_class(
                by=request.user,
                class_id=school_class.pk,
                name=form.cleaned_data["name"],
                seen_name=form.cleaned_data["seen_name"],
                at=clock.now(),
            )
        except ChangedMeanwhile as refusal:
            differences = refusal.differences
            form.add_error(None, str(refusal))
            form.data = {"name": form.cleaned_data["name"], "seen_name": differences[0].now}
        except Refused as refusal:
            form.add_error("name", str(refusal))
        else:
            messages.success(request, f"The class is now called {renamed.name}.")
            return redirect("people:classes")
    history = FactChange.objects.filter(
        school_id=request.user.school_id, school_class=school_class, fact="name"
    )
    about = {
        "school_class": school_class,
        "differences": differences,
        "history": history.select_related("by").order_by("-at", "-pk"),
    }
    return form_page(request, "people/rename_class.html", form, about)
