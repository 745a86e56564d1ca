from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("registers", "0013_loads_know_the_load_before")]
    operations = [
        migrations.AddField(
            model_name="fireroll",
            name="words",
            field=models.TextField(
                blank=True, help_text="What whoever closed it wrote.", default=""
            ),
            preserve_default=False,
        ),
    ]
