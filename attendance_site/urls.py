"""Every address of the site."""

from django.urls import URLPattern, URLResolver, include, path

from attendance_site.health import health
from attendance_site.pages.demo_clock import demo_clock
from attendance_site.pages.home import home
from attendance_site.pages.today import today, today_count

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home, name="home"),
    path("today/", today, name="today"),
    path("today/count/", today_count, name="today_count"),
    path("", include("registers.history_urls")),
    path("registers/", include("registers.urls")),
    path("codes/", include("registers.codes_urls")),
    path("late-desk/", include("registers.late_desk_urls")),
    path("messages/trips/", include("registers.trips_urls")),
    path("messages/", include("registers.messages_urls")),
    path("bulk/", include("registers.bulk_urls")),
    path("account/", include("schools.urls")),
    path("", include("attendance_site.people_urls")),
    path("", include("schools.contacts_urls")),
    path("pupils/", include("registers.roll_urls")),
    path("fire-roll/", include("registers.fire_roll_urls")),
    path("staff/", include("schools.staff_urls")),
    path("settings/load/", include("registers.load_urls")),
    path("imports/", include("registers.imports_urls")),
    path("", include("attendance_site.keeping_urls")),
    path("settings/calendar/", include("registers.calendar_urls")),
    path("settings/", include("schools.settings_urls")),
    path("demo-clock/", demo_clock, name="demo_clock"),
    path("health/", health, name="health"),
]
