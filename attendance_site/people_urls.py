"""Every address of pupils, also those whose pages show more than one app."""

from django.urls import path

from attendance_site.pages.pupil import pupil
from registers.views.move_class import move_class
from registers.views.stay import stay, take_back
from schools import people_urls

app_name = people_urls.app_name
urlpatterns = [
    *people_urls.urlpatterns,
    path("pupils/<int:pupil_id>/", pupil, name="pupil"),
    path("pupils/<int:pupil_id>/class/", move_class, name="change_class"),
    path("pupils/<int:pupil_id>/stay/", stay, name="stay"),
    path("pupils/<int:pupil_id>/stay/take-back/", take_back, name="take_back_admission"),
]
