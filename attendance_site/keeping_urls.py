"""The addresses of what is kept: the monthly copies, and all that is held on one pupil."""

from django.urls import path

from attendance_site.pages.all_data import all_data
from registers.views import keeping

app_name = "keeping"

urlpatterns = [
    path("pupils/<int:pupil_id>/all-data/", all_data, name="all_data"),
    path("settings/copies/", keeping.copies, name="list"),
    path("settings/copies/make/", keeping.make, name="make"),
    path("settings/copies/<int:copy_id>/check/", keeping.check, name="check"),
    path("settings/copies/<int:copy_id>/registers.csv", keeping.table, name="table"),
    path("settings/copies/<int:copy_id>/registers.pdf", keeping.pages, name="pages"),
]
