"""Every setting of the site, from the environment alone."""

import os
from urllib.parse import urlsplit

import dj_database_url
from django.utils.csp import CSP

from attendance_site import addresses, logs, mail_address, production
from attendance_site import environment as env
from attendance_site.local_servers.secret import kept_secret

BASE_DIR = env.BASE_DIR
ENVIRONMENT = env.current()
PRODUCTION = ENVIRONMENT == "production"
if PRODUCTION:
    production.refuse_unsafe(os.environ)
LOCAL_DIR = env.local_dir()

DEBUG = env.flag("DEBUG", default=False)
DEMO_CLOCK = env.flag("DEMO_CLOCK", default=ENVIRONMENT == "demo")
SECRET_KEY = env.text("SECRET_KEY") if PRODUCTION else kept_secret(LOCAL_DIR)
SITE_ADDRESS = env.site_address()
ALLOWED_HOSTS = [urlsplit(SITE_ADDRESS).hostname or "", *env.words("ALLOWED_HOSTS")]
if not PRODUCTION:
    ALLOWED_HOSTS += ["localhost", "127.0.0.1", "[::1]", "testserver"]
CSRF_TRUSTED_ORIGINS = [SITE_ADDRESS]

INSTALLED_APPS = [
    "attendance_site",
    "letters",
    "penalties",
    "casework",
    "contact",
    "leave",
    "registers",
    "schools",
    "audit",
    "toolkit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django_htmx",
    "axes",
]
MIDDLEWARE = [
    "attendance_site.request_log.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "attendance_site.headers.PermissionsPolicy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "schools.middleware.IdleTimeOut",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "attendance_site.urls"
WSGI_APPLICATION = "attendance_site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "attendance_site.navigation.shell",
                "attendance_site.reminding.reminders",
            ],
        },
    }
]

SILENCED_SYSTEM_CHECKS = ["auth.W004"]  # Addresses are unique ignoring case, by constraint.
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SERVERS = addresses.servers(os.environ, environment=ENVIRONMENT, local_dir=LOCAL_DIR)
DATABASES = {
    alias: dj_database_url.parse(address, conn_max_age=600, conn_health_checks=True)
    for alias, address in SERVERS.databases.items()
}
REDIS_URL = SERVERS.broker
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": addresses.cache(REDIS_URL),
        "KEY_PREFIX": DATABASES["default"]["NAME"],
    }
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}

AUTH_USER_MODEL = "schools.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "schools.sign_in.SchoolBackend",
]
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "home"
PASSWORD_RESET_TIMEOUT = 7 * 24 * 3600  # Seconds; the longest that any link to an account lives.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]  # A school has one address.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # Hours.
AXES_USERNAME_FORM_FIELD = "username"  # As authenticate() names it; the form says email.
AXES_USERNAME_CALLABLE = "schools.sign_in.name_to_lock"
AXES_LOCKOUT_CALLABLE = "schools.views.locked_out.locked_out"
AXES_CLIENT_IP_CALLABLE = "attendance_site.client_address.client_address"
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_COOKIE_AGE = 24 * 3600  # Seconds; idle sessions end sooner, see schools.middleware.
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "attendance_site.pages.old_page.old_page"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^health/$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
if env.text("TLS_ENDS_AT", "none") == "proxy":
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"  # Sessions are days in school local time.
USE_TZ = True

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = ENVIRONMENT == "test"
STATIC_ROOT = None if WHITENOISE_USE_FINDERS else env.text("STATIC_DIR", str(LOCAL_DIR / "static"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if ENVIRONMENT == "test"
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

UPLOADS_DIR = env.text("UPLOADS_DIR", str(LOCAL_DIR / "uploads"))  # Never below what is served.
KEPT_DIR = env.text("KEPT_DIR", str(LOCAL_DIR / "kept"))  # The monthly copies of registers.
FILE_UPLOAD_HANDLERS = [
    "toolkit.upload_limit.LimitedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

MAILERS = {
    "default": mail_address.mailer(os.environ["MAIL_URL"])
    if os.environ.get("MAIL_URL")
    else {
        "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
        "OPTIONS": {"file_path": str(LOCAL_DIR / "mail")},
    }
}
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("MAIL_FROM", "rollbook@localhost")

CELERY_BROKER_URL = addresses.broker(REDIS_URL) if REDIS_URL else "memory://"
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 3600,  # Seconds before an unfinished task is sent again.
    "global_keyprefix": f"{DATABASES['default']['NAME']}.",  # Others may use the same broker.
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_DEFAULT_QUEUE = "rollbook"
CELERY_TASK_ACKS_LATE = CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 300_000  # KB; a month of registers as PDF takes more.
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = TIME_ZONE

LOGGING = logs.configuration(logs.form())
LOGGING_CONFIG = "logging.config.dictConfig"
