"""Let the database refuse to rewrite the ticks of a fire roll."""

from django.db import migrations

from toolkit.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("registers", "0011_arrivals_messages_and_fire_rolls")]
    operations = [append_only("registers_firetick")]
