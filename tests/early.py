"""Where the site of the tests keeps its data: said before Django reads its settings.

A plugin of pytest (`-p tests.early`), because a conftest comes too late for that.
"""

from __future__ import annotations

import os
import tempfile

os.environ["TOGUNA_DATA"] = tempfile.mkdtemp(prefix="toguna-tests-")
