"""The web process, as granian calls it."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "attendance_site.settings")
application = get_wsgi_application()

from attendance_site import celery  # noqa: E402, F401 - so that a page can queue a task
