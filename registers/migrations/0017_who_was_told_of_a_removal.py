"""Keep, for good, that a worker was told of a removal after it was decided."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from toolkit.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("registers", "0016_plans_of_a_bulk_change"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="RemovalTelling",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("whom", models.CharField(choices=[("social_worker", "Social worker"), ("youth_justice", "Youth justice worker"), ("virtual_school", "Virtual School")], max_length=14)),
                ("told_on", models.DateField()),
                ("words", models.TextField()),
                ("recorded_title", models.CharField(blank=True, max_length=80)),
                ("recorded_role", models.CharField(max_length=20)),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("removal", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="tellings", to="registers.removal")),
                ("school", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="schools.school")),
                ("told_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("school", "removal", "whom"), name="each_worker_is_told_once"),
                    models.CheckConstraint(condition=models.Q(("words", ""), _negated=True), name="a_telling_says_how"),
                ],
            },
        ),
        append_only("registers_removaltelling"),
    ]
