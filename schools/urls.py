"""The addresses at which people come in, go out and keep their account."""

from django.urls import path

from schools.views.account import account, change_password
from schools.views.choose_password import choose_password
from schools.views.forgotten_password import forgotten_password
from schools.views.sign_in import sign_in, sign_out
from schools.views.stay import stay

app_name = "accounts"
urlpatterns = [
    path("", account, name="account"),
    path("sign-in/", sign_in, name="sign_in"),
    path("sign-out/", sign_out, name="sign_out"),
    path("stay/", stay, name="stay"),
    path("password/", change_password, name="change_password"),
    path("forgotten-password/", forgotten_password, name="forgotten_password"),
    path(
        "choose-password/<str:kind>/<int:person_id>/<str:token>/",
        choose_password,
        name="choose_password",
    ),
]
