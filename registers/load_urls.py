"""The addresses at which a school loads its own files."""

from django.urls import path

from registers.views.load import again, approve, drop, load
from registers.views.loads import loads

app_name = "loads"
urlpatterns = [
    path("", loads, name="list"),
    path("<int:load_id>/", load, name="load"),
    path("<int:load_id>/approve/", approve, name="approve"),
    path("<int:load_id>/again/", again, name="again"),
    path("<int:load_id>/drop/", drop, name="drop"),
]
