"""The address of the help with codes."""

from django.urls import path

from registers.views.code_help import help_with_codes

app_name = "codes"

urlpatterns = [path("", help_with_codes, name="help")]
