"""Remember what an enrolment was in the files before somebody changed its kind by hand."""

from django.db import migrations, models

KNOWN_ALREADY = """
UPDATE schools_enrolment AS stay SET kind_in_files = 'C'
WHERE stay.kind IN ('M', 'S') AND stay."end" IS NULL AND EXISTS (
    SELECT FROM schools_factchange AS change
    WHERE change.school_id = stay.school_id AND change.pupil_id = stay.pupil_id
        AND change.fact = 'enrolment' AND change.before = 'Single registration'
        AND NOT change.is_import)
"""


class Migration(migrations.Migration):
    dependencies = [("schools", "0008_versions_grow_with_files_too")]
    operations = [
        migrations.AddField(
            model_name="enrolment",
            name="kind_in_files",
            field=models.CharField(
                blank=True,
                choices=[
                    ("C", "Single registration"),
                    ("M", "Main of a dual registration"),
                    ("S", "Subsidiary of a dual registration"),
                    ("G", "Guest"),
                ],
                default="",
                help_text="What it was before it was changed by hand; "
                "files that repeat that say no news.",
                max_length=1,
            ),
            preserve_default=False,
        ),
        migrations.RunSQL(KNOWN_ALREADY, migrations.RunSQL.noop),
    ]
