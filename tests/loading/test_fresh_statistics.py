"""A load leaves the database with counts of what it brought."""

import pytest
from django.db import connection

from registers.loading.fresh_statistics import TABLES
from schools.models import Pupil


@pytest.mark.parametrize("table", TABLES)
def test_every_table_of_a_load_may_be_counted_by_the_site_itself(db, table):
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege(current_user, %s, 'MAINTAIN')", [table])
        assert cursor.fetchone() == (True,)


def test_the_database_knows_how_many_pupils_came(folder):
    folder.load()
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'schools_pupil'")
        [counted] = cursor.fetchone()
    assert counted >= Pupil.objects.count() > 0
