"""The addresses of the calendar."""

from django.urls import path

from registers.views.calendar import calendar
from registers.views.calendar_changes import add, change, move, remove
from registers.views.calendar_closing import close, reopen_day

app_name = "calendar"

urlpatterns = [
    path("", calendar, name="year"),
    path("add/", add, name="add"),
    path("close/", close, name="close"),
    path("<int:period_id>/", change, name="change"),
    path("<int:period_id>/move/", move, name="move"),
    path("<int:period_id>/remove/", remove, name="remove"),
    path("<int:period_id>/reopen/", reopen_day, name="reopen"),
]
