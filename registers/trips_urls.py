"""The addresses of trips and other activities."""

from django.urls import path

from registers.views.trips import end, take_out, trip, withdraw
from registers.views.trips_new import new

app_name = "trips"

urlpatterns = [
    path("new/", new, name="new"),
    path("<int:activity_id>/", trip, name="trip"),
    path("<int:activity_id>/take-out/", take_out, name="take_out"),
    path("<int:activity_id>/end/", end, name="end"),
    path("<int:activity_id>/withdraw/", withdraw, name="withdraw"),
]
