"""Makes a site with the sample dossier in the data folder of the environment.

`python -m tests.web.fault_site` prints the key of a program of its rapporteur; the consolidation
of its round waits to be done.
"""

from __future__ import annotations

import os
import sys

import django


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "toguna.web.settings"
    django.setup()
    from toguna.web.domain.sample import make_sample
    from toguna.web.domain.start import prepare_database
    from toguna.web.domain.tokens import SCOPES, new_api_token
    from toguna.web.models import User

    prepare_database()
    make_sample()
    sys.stdout.write(new_api_token(User.objects.get(username="awa"), "essai", SCOPES))


if __name__ == "__main__":
    main()
