"""Let the database refuse to rewrite the taking back of a removal."""

from django.db import migrations

from toolkit.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("registers", "0005_removals_that_can_be_taken_back")]
    operations = [append_only("registers_removalwithdrawal")]
