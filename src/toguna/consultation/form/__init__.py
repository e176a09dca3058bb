"""The offline form: one page that goes out with the draft, and the file that it saves."""

from toguna.consultation.form.entries import statements_from_entries
from toguna.consultation.form.model import Action, Entry, FormReturn, FormSettings
from toguna.consultation.form.page import write_form
from toguna.consultation.form.receiving import read_return
from toguna.consultation.form.stored import (
    is_empty_form,
    is_form,
    read_entries,
    return_name,
    write_entries,
)

__all__ = [
    "Action",
    "Entry",
    "FormReturn",
    "FormSettings",
    "is_empty_form",
    "is_form",
    "read_entries",
    "read_return",
    "return_name",
    "statements_from_entries",
    "write_entries",
    "write_form",
]
