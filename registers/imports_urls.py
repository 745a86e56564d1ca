"""The addresses at which files of other systems come in."""

from django.urls import path

from registers.views.imports import columns, start
from registers.views.imports_remembered import forget, remembered

app_name = "imports"
urlpatterns = [
    path("", start, name="start"),
    path("<int:load_id>/columns/", columns, name="columns"),
    path("remembered/", remembered, name="remembered"),
    path("remembered/<int:mapping_id>/forget/", forget, name="forget"),
]
