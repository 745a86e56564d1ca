"""Let the database refuse to rewrite removals from the roll, kept copies and purges."""

from django.db import migrations

from toolkit.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("registers", "0003_timetables_removals_loads_and_copies")]
    operations = [
        append_only("registers_removal"),
        append_only("registers_keptcopy"),
        append_only("registers_purge"),
    ]
