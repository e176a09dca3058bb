"""The draft with every change in it, by contributor, told line by line for a page to show.

`telling` reads it from the consolidated draft; `project` shows the changes of some contributors
alone; `kept` writes it as JSON and reads it back.
"""

from toguna.consultation.redline.model import Line
from toguna.consultation.redline.project import accepted, draft_alone, of_contributors
from toguna.consultation.redline.telling import redline

__all__ = ["Line", "accepted", "draft_alone", "of_contributors", "redline"]
