"""The app as Django knows it."""

from django.apps import AppConfig


class ContactConfig(AppConfig):
    name = "contact"
