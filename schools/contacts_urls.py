"""The addresses of a pupil's contacts and flags, and of look-alike parents."""

from django.urls import path

from schools.views.contacts_add import add
from schools.views.contacts_edit import parent, what_they_are
from schools.views.contacts_look_alikes import look_alike, look_alikes, undo
from schools.views.contacts_order import end, order, take_up
from schools.views.contacts_to_mend import to_mend
from schools.views.flags import change, remove, start
from schools.views.flags import end as end_flag

app_name = "contacts"
CONTACTS = "pupils/<int:pupil_id>/contacts"
FLAGS = "pupils/<int:pupil_id>/flags"
urlpatterns = [
    path(f"{CONTACTS}/add/", add, name="add"),
    path(f"{CONTACTS}/<int:link_id>/", what_they_are, name="edit_link"),
    path(f"{CONTACTS}/<int:link_id>/details/", parent, name="edit_parent"),
    path(f"{CONTACTS}/<int:link_id>/order/", order, name="order"),
    path(f"{CONTACTS}/<int:link_id>/end/", end, name="end"),
    path(f"{CONTACTS}/<int:link_id>/take-up/", take_up, name="take_up"),
    path(f"{FLAGS}/start/", start, name="start_flag"),
    path(f"{FLAGS}/<int:flag_id>/", change, name="change_flag"),
    path(f"{FLAGS}/<int:flag_id>/end/", end_flag, name="end_flag"),
    path(f"{FLAGS}/<int:flag_id>/remove/", remove, name="remove_flag"),
    path("parents/look-alikes/", look_alikes, name="look_alikes"),
    path("parents/look-alikes/<int:one_id>/<int:other_id>/", look_alike, name="look_alike"),
    path("parents/look-alikes/<int:decision_id>/undo/", undo, name="undo_look_alike"),
    path("parents/to-mend/", to_mend, name="to_mend"),
]
