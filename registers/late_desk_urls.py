"""The addresses of the late desk: signing in, signing out and coming back."""

from django.urls import path

from registers.views.late_desk import desk, take_back
from registers.views.signing_out import back, out, stayed

app_name = "late_desk"

urlpatterns = [
    path("", desk, name="desk"),
    path("<int:arrival_id>/take-back/", take_back, name="take_back"),
    path("out/", out, name="out"),
    path("out/<int:departure_id>/back/", back, name="back"),
    path("out/<int:departure_id>/stayed/", stayed, name="stayed"),
]
