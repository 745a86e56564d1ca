"""The addresses of what registers and a pupil's year showed, and of changes to several marks."""

from django.urls import path

from registers import addresses
from registers.views.looking_back import class_then, year_then
from registers.views.several_marks import several

app_name = "history"
CONVERTERS = (addresses.DayInAddress, addresses.HalfInAddress)  # Known to Django by the import.

urlpatterns = [
    path("registers/<int:class_id>/<day:day>/<half:half>/then/", class_then, name="class_then"),
    path("pupils/<int:pupil_id>/marks/", year_then, name="pupil_year"),
    path("pupils/<int:pupil_id>/marks/change/", several, name="several"),
]
