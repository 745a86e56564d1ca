"""Number the versions of a suspension, so that an edit that came too late is told."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("registers", "0009_a_taken_register_stays_taken")]
    operations = [
        migrations.AddField(
            model_name="suspension",
            name="version",
            field=models.PositiveIntegerField(default=1),
        )
    ]
