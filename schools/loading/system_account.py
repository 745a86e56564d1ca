"""Make the account that signs what no person did."""

from schools.models import School, User


def system_account(school: School) -> User:
    """The account of the school that nobody can use; made on the first load."""
    account = User.objects.filter(school=school, is_system=True).first()
    return account or User.objects.create_user(
        email=f"system@{school.urn}.invalid", school=school, is_system=True, is_active=False
    )
