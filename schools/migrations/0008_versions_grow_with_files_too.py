"""Say of the versions that files raise them too."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("schools", "0007_flags_of_a_kind_share_no_day"),
    ]

    operations = [
        migrations.AlterField(
            model_name="parent",
            name="version",
            field=models.PositiveIntegerField(
                default=1, help_text="Grows with each change, by hand or by a file."
            ),
        ),
        migrations.AlterField(
            model_name="pupil",
            name="version",
            field=models.PositiveIntegerField(
                default=1, help_text="Grows with each change, by hand or by a file."
            ),
        ),
        migrations.AlterField(
            model_name="pupilflag",
            name="version",
            field=models.PositiveIntegerField(
                default=1, help_text="Grows with each change, by hand or by a file."
            ),
        ),
        migrations.AlterField(
            model_name="pupilparent",
            name="version",
            field=models.PositiveIntegerField(
                default=1, help_text="Grows with each change, by hand or by a file."
            ),
        ),
        migrations.AlterField(
            model_name="user",
            name="version",
            field=models.PositiveIntegerField(
                default=1, help_text="Grows with each change, by hand or by a file."
            ),
        ),
    ]
