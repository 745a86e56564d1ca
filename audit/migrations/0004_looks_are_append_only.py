"""Let the database refuse to rewrite the access trail."""

from django.db import migrations

from toolkit.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_who_looked")]
    operations = [append_only("audit_look")]
