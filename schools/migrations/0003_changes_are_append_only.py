"""Let the database refuse to rewrite what a fact was before."""

from django.db import migrations

from toolkit.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("schools", "0002_people_settings_and_history")]
    operations = [append_only("schools_factchange")]
