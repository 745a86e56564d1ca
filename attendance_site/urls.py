"""Every address of the site."""

from django.urls import URLPattern, URLResolver, include, path

from attendance_site.health import health
from attendance_site.pages.demo_clock import demo_clock
from attendance_site.pages.home import home

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home, name="home"),
    path("registers/", include("registers.urls")),
    path("account/", include("schools.urls")),
    path("", include("attendance_site.people_urls")),
    path("staff/", include("schools.staff_urls")),
    path("settings/load/", include("registers.load_urls")),
    path("demo-clock/", demo_clock, name="demo_clock"),
    path("health/", health, name="health"),
]
