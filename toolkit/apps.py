"""The app as Django knows it."""

from django.apps import AppConfig


class ToolkitConfig(AppConfig):
    name = "toolkit"
