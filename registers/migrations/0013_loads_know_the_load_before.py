"""Keep with a check which load of the school it saw last."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("registers", "0012_ticks_are_append_only")]
    operations = [
        migrations.AddField(
            model_name="folderload",
            name="after_load",
            field=models.BigIntegerField(
                blank=True,
                help_text="The school's last load that the check saw: its act; 0 for none.",
                null=True,
            ),
        ),
    ]
