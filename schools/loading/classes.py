"""Find the class that a file means, by its name or by one that it had before."""

from schools.models import School, SchoolClass


def classes_by_name(school: School) -> dict[str, SchoolClass]:
    """Every class by its name in small letters, and by its former names where none has them now.

    Of two classes that once had one name, that name finds neither.
    """
    classes = list(SchoolClass.objects.filter(school=school))
    found = {one.name.lower(): one for one in classes}
    former: dict[str, list[SchoolClass]] = {}
    for one in classes:
        for name in {name.lower() for name in one.former_names}:
            former.setdefault(name, []).append(one)
    return {name: ones[0] for name, ones in former.items() if len(ones) == 1} | found
