"""The addresses of pupils; those that show marks too are added by the site."""

from django.urls import path

from schools.views.people_admit import admit, readmit
from schools.views.people_classes import classes, rename
from schools.views.people_edit import edit
from schools.views.people_history import history
from schools.views.people_list import pupil_list
from schools.views.people_make_class import make
from schools.views.people_register import register
from schools.views.people_return import return_made
from schools.views.people_trail import trail

app_name = "people"
urlpatterns = [
    path("pupils/", pupil_list, name="list"),
    path("pupils/admit/", admit, name="admit"),
    path("pupils/admission-register/", register, name="register"),
    path("pupils/classes/", classes, name="classes"),
    path("pupils/classes/make/", make, name="make_class"),
    path("pupils/classes/<int:class_id>/", rename, name="rename_class"),
    path("pupils/<int:pupil_id>/edit/", edit, name="edit"),
    path("pupils/<int:pupil_id>/readmit/", readmit, name="readmit"),
    path("pupils/<int:pupil_id>/history/", history, name="history"),
    path("pupils/<int:pupil_id>/return-made/", return_made, name="return_made"),
    path("access-trail/", trail, name="trail"),
]
