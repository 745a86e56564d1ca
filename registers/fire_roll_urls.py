"""The addresses of the fire roll."""

from django.urls import path

from registers.views.fire_roll import roll
from registers.views.fire_roll_close import close, past, past_roll
from registers.views.fire_roll_ticks import ticks

app_name = "fire_roll"

urlpatterns = [
    path("", roll, name="roll"),
    path("ticks/", ticks, name="ticks"),
    path("close/", close, name="close"),
    path("past/", past, name="past"),
    path("past/<int:roll_id>/", past_roll, name="past_roll"),
]
