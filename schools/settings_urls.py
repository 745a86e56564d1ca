"""The addresses of the school's settings."""

from django.urls import path

from schools.dated_settings import KINDS
from schools.views.settings import history, home, take_back
from schools.views.settings_kinds import attendance_policy, authority, register_times
from schools.views.settings_letterhead import letterhead, logo
from schools.views.settings_school import school

app_name = "settings"

urlpatterns = [
    path("", home, name="home"),
    path("school/", school, name="school"),
    path("register-times/", register_times, name="register-times"),
    path("attendance-policy/", attendance_policy, name="attendance-policy"),
    path("authority/", authority, name="authority"),
    path("letterhead/", letterhead, name="letterhead"),
    path("letterhead/<int:letterhead_id>/logo/", logo, name="logo"),
    *(
        path(f"{slug}/history/", history, {"slug": slug}, name=f"{slug}-history")
        for slug in ("school", *KINDS)
    ),
    path("<slug:slug>/planned/<int:row_id>/take-back/", take_back, name="take_back"),
]
