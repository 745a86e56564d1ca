"""The app as Django knows it."""

from django.apps import AppConfig


class SchoolsConfig(AppConfig):
    name = "schools"
