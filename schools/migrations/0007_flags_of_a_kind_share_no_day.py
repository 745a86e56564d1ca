"""Let no two flags of a kind share a day, having shortened those that a later one takes over."""

import datetime

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
from django.db import migrations
from django.db.models import F, OuterRef, Q, Subquery

import schools.models.school_class


def shorten(apps, schema_editor):
    """End a flag on the eve of the next of its kind, where that one goes on at least as long.

    No day is lost. Two that lie otherwise are left for a person, and the constraint names them.
    """
    flags = apps.get_model('schools', 'PupilFlag').objects.using(schema_editor.connection.alias)
    later = flags.filter(
        Q(end__isnull=True) | Q(end__gte=OuterRef('end')),
        school=OuterRef('school'),
        pupil=OuterRef('pupil'),
        kind=OuterRef('kind'),
        start__gt=OuterRef('start'),
        start__lte=OuterRef('end'),
    ).order_by('start')
    taken_over = flags.filter(end__isnull=False).annotate(next=Subquery(later.values('start')[:1]))
    for flag in taken_over.filter(next__isnull=False):
        flags.filter(pk=flag.pk).update(
            end=flag.next - datetime.timedelta(days=1), version=F('version') + 1
        )


class Migration(migrations.Migration):

    dependencies = [
        ('schools', '0006_calendar_keeps_what_was_removed'),
    ]

    operations = [
        migrations.RunPython(shorten, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='pupilflag',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('school', '='), ('pupil', '='), ('kind', '='), (schools.models.school_class.DayRange('start', 'end', django.contrib.postgres.fields.ranges.RangeBoundary(inclusive_lower=True, inclusive_upper=True)), '&&')], name='flags_of_a_kind_share_no_day'),
        ),
    ]
