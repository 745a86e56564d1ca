"""The addresses of people on the staff, of cover, and of the headteacher's delegates."""

from django.urls import path

from schools.views.cover import cover, take_back_cover
from schools.views.staff_account import close, reopen
from schools.views.staff_classes import classes, stop_class
from schools.views.staff_delegates import delegates, withdraw
from schools.views.staff_edit import edit, leaving, roles
from schools.views.staff_invite import invite
from schools.views.staff_list import people
from schools.views.staff_person import end_sign_ins, link, person, unlock

app_name = "staff"
urlpatterns = [
    path("", people, name="list"),
    path("invite/", invite, name="invite"),
    path("cover/", cover, name="cover"),
    path("cover/<int:cover_id>/take-back/", take_back_cover, name="take_back_cover"),
    path("delegates/", delegates, name="delegates"),
    path("delegates/<int:delegation_id>/withdraw/", withdraw, name="withdraw"),
    path("<int:person_id>/", person, name="person"),
    path("<int:person_id>/edit/", edit, name="edit"),
    path("<int:person_id>/roles/", roles, name="roles"),
    path("<int:person_id>/leaving/", leaving, name="leaving"),
    path("<int:person_id>/classes/", classes, name="classes"),
    path("<int:person_id>/classes/<int:teaching_id>/end/", stop_class, name="end_class"),
    path("<int:person_id>/link/", link, name="link"),
    path("<int:person_id>/close/", close, name="close"),
    path("<int:person_id>/reopen/", reopen, name="reopen"),
    path("<int:person_id>/unlock/", unlock, name="unlock"),
    path("<int:person_id>/end-sign-ins/", end_sign_ins, name="end_sign_ins"),
]
