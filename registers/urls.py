"""The addresses of the registers."""

from django.urls import path

from registers import addresses
from registers.views.entry import entry
from registers.views.marks import marks
from registers.views.news import news
from registers.views.register import register
from registers.views.reminders import read, remind, reminders
from registers.views.submit import submit
from registers.views.today import mine, today

app_name = "registers"
SESSION = "<int:class_id>/<day:day>/<half:half>/"
CONVERTERS = (addresses.DayInAddress, addresses.HalfInAddress)  # Known to Django by the import.

urlpatterns = [
    path("", today, name="today"),
    path("mine/", mine, name="mine"),
    path("reminders/", reminders, name="reminders"),
    path(SESSION, register, name="register"),
    path(f"{SESSION}marks/", marks, name="marks"),
    path(f"{SESSION}submit/", submit, name="submit"),
    path(f"{SESSION}news/", news, name="news"),
    path(f"{SESSION}remind/", remind, name="remind"),
    path(f"{SESSION}read/", read, name="read"),
    path(f"{SESSION}pupils/<int:pupil_id>/", entry, name="mark"),
]
