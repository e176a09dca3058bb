"""Every page of a dossier has its operations in the API, or a reason why it has none.

The table is written by hand and read whole: a page that is added fails here until somebody says
by which operation a program does the same.
"""

from __future__ import annotations

import inspect

from django.urls import resolve

from tests.web.api_stories import calls
from tests.web.test_permissions import SIGNED_IN, Page, pages
from toguna.web.permissions import Right

NONE = "none: "
"""Begins the reason of a page without an operation."""
ALLAUTH = ("account_", "mfa_", "socialaccount_")
"""Pages of who one is: passwords, passkeys, second factors, other identities."""
HELPS_WRITING = NONE + "helps somebody at a keyboard, and keeps nothing"
OWN_ACCOUNT = NONE + "is about an account, not a dossier: a key does not change who has it"

PAGES = {
    # The dossier
    "overview": "get_dossier",
    "job": "get_job",
    # Rounds, their drafts
    "rounds": "list_rounds",
    "round": "get_round list_returns",
    "round_new": "make_round",
    "round_change": "change_round",
    "round_open": "open_round",
    "round_close": "close_round",
    "round_consolidate": "consolidate_round",
    "round_draft": "list_clauses",
    "round_draft_file": "get_draft",
    "round_form": "get_offline_form",
    "text": "list_clauses list_observations",
    "clause": "list_clause_steps",
    # Returns, remarks
    "my_returns": "list_returns list_observations",
    "upload": "deposit_files",
    "deposit": "list_returns send_return",
    "returns_withdraw": "withdraw_return",
    "return_put_back": "put_back_return",
    "return_pass_on": "pass_on_return",
    "return_send_back": "send_back_return",
    "return_read": "get_return_file",
    "return_file": "get_return_file",
    "return_receipt": "get_return_receipt",
    "return_opening": "get_return_opening",
    "writing": "list_clauses list_remarks",
    "writing_save": "write_remark change_remark",
    "writing_review": "list_remarks",
    "writing_send": "send_remarks",
    "writing_drop": "drop_remark",
    # The register
    "observations": "list_observations list_groups",
    "observation": "get_observation list_changes",
    "observations_bulk": "give_answers take_back_answers assign_observations",
    "observations_history": "list_batches",
    "observations_undo": "undo_answers",
    "answer": "give_answers",
    "redline": HELPS_WRITING,
    "conflicts": "list_conflicts",
    "conflict": "list_conflicts",
    "settle": "settle_conflict",
    "opinion": "react_to_answer",
    "keep_filter": "list_filters keep_filter",
    "drop_filter": "drop_filter",
    # Documents
    "documents": "list_files",
    "document": "get_file",
    "documents_zip": "get_all_files",
    "documents_make": "decide_round make_matrix propose_safe_answers check_text",
    "findings": "list_checks",
    "letters_settings": "get_letter_settings set_letter_settings",
    "letters_release": "release_letters",
    "next_version": "make_next_version",
    "matrix_import": "preview_matrix",
    "matrix_take_in": "apply_matrix",
    # The workshop room
    "workshop": "list_workshops",
    "room_new": "open_workshop",
    "room_console": "list_items get_screen list_votes list_unopposed",
    "room_lead": (
        "show_item move_item add_item refresh_items set_timer open_vote close_vote decide_item "
        "reopen_item adopt_unopposed recommend"
    ),
    "room_live": "write_live",
    "room_phone": "get_screen list_votes",
    "room_state": "get_screen list_votes",
    "room_projector": "get_screen",
    "room_code": HELPS_WRITING,
    "room_vote": "cast_vote",
    "room_people": "list_presences",
    "room_sign": "sign_in",
    "room_note": "note_presence",
    "room_days": "set_days",
    "room_groups": "list_working_groups",
    "room_group": "list_working_groups list_proposals list_rivals list_recommendations",
    "room_group_make": "make_group",
    "room_group_write": "propose summarise add_note recommend_as_group settle_rivals",
    "room_bundle": "make_bundle",
    "room_bundle_back": "take_bundle_back",
    "room_unpack": NONE + "opens a group's room on its own laptop, where no dossier is yet",
    "room_papers": "list_papers",
    "room_papers_make": "make_papers",
    "room_paper": "get_paper",
    # Deliberations
    "deliberations": "list_deliberations",
    "deliberation": "get_deliberation list_agencies",
    "deliberation_new": "begin_deliberation import_deliberation",
    "deliberation_blank": "get_blank_workbook",
    "deliberation_workbook": "get_workbook",
    "deliberation_sheet": "get_sheet",
    "deliberation_add": "add_line",
    "deliberation_line": "write_line",
    "deliberation_remove": "remove_line",
    "deliberation_weighing": "set_weighing",
    "deliberation_rule": "seal_rule",
    "deliberation_act": "open_judging open_results open_next_round compute_results",
    "deliberation_judge": "get_desk",
    "deliberation_screen": "judge_criterion weigh_criteria",
    "deliberation_judged": "finish_judging",
    "deliberation_results": "get_results",
    "deliberation_file": "get_deliberation_file",
    "deliberation_vote": "get_committee_vote",
    "deliberation_lead": "open_committee_vote close_committee_vote restart_committee_vote",
    "deliberation_cast": "cast_ballot",
    "deliberation_receipt": "check_receipt",
    "deliberation_decide": "list_passages write_decision",
    "deliberation_decided": "get_decision",
    # Adoption
    "adoption": "get_adoption list_versions list_deadlines",
    "adoption_freeze": "freeze_version",
    "adoption_version": "get_version_file",
    "adoption_check": "check_version",
    "adoption_findings": "get_check",
    "adoption_findings_file": "get_check_report get_check_comments",
    "adoption_step": "note_act",
    "adoption_minutes": "file_minutes",
    "adoption_minutes_file": "get_minutes",
    "adoption_deadline": "add_deadline",
    "adoption_deadline_met": "meet_deadline",
    "council": "list_pieces list_gaps",
    "council_add": "add_piece",
    "council_draft": "draft_piece",
    "council_piece": "list_pieces list_signatures",
    "council_piece_file": "get_piece_file",
    "council_piece_validated": "validate_piece",
    "council_piece_signed": "note_signed_on_paper",
    "council_piece_sign": "sign_piece sign_piece_with_key",
    "council_piece_removed": "remove_piece",
    "council_certificate": "make_certificate",
    "council_certificate_file": "get_certificate",
    "council_file": "get_council_file",
    "council_submit": "submit_file",
    "publication": "list_publications publish",
    "publication_withdraw": "withdraw_publication",
    "publication_site": "get_site",
    # The ledger
    "ledger": "get_ledger list_entries",
    "ledger_entry": "list_entries",
    "ledger_receipt": "make_receipt",
    "ledger_sign": "sign_head",
    "ledger_heads": "list_heads",
    "ledger_key": "get_ledger",
    "ledger_export": "ask_export",
    "ledger_exported": "get_export",
    # People
    "people": "list_people list_invitations",
    "people_invite": "invite_people",
    "people_invite_list": "invite_list",
    "people_template": HELPS_WRITING,
    "invitation_renew": "reissue_invitation",
    "invitation_revoke": "revoke_invitation",
    "invitation_cards": "print_cards",
    "organisations": "list_organisations add_organisation",
    "organisations_list": "add_organisation_list",
    "organisation": "rename_organisation",
    "place": "change_person",
    "place_remove": "remove_person",
    "place_password": "give_password_link",
    "directory": "get_directory",
    # The site
    "home": "list_dossiers",
    "dossiers": "make_dossier",
    "dossier_join": "take_seat",
    "dossier_sample": NONE + "opens the example, to be looked at in pages",
    "invitation_accept": OWN_ACCOUNT,
    "account": OWN_ACCOUNT,
    "api_tokens": OWN_ACCOUNT,
    "api_token_revoke": OWN_ACCOUNT,
    "sessions_end": OWN_ACCOUNT,
}
"""The operations by which a program does what each page does, or a reason why there is none."""

OTHER_RIGHT = {"decide_round": Right.ROUND, "check_text": Right.ROUND}
"""Operations whose act asks for another right than the page from which it is done."""
ASKED = {
    page.name: page
    for page in pages()
    if page.right is not None or (page.name in SIGNED_IN and not page.name.startswith(ALLAUTH))
}
OPERATIONS = {call.id: call for call in calls()}


def operations_of(page: str) -> list[str]:
    """Give the operations of a page, none where it has a reason."""
    told = PAGES[page]
    return [] if told.startswith(NONE) else told.split()


def acts(page: Page) -> bool:
    """Tell whether a page is only there to be posted to: then it does something."""
    view = resolve(page.url("snc")).func
    return "@require_POST" in inspect.getsource(inspect.unwrap(view))


def test_every_page_has_its_operations_or_says_why_it_has_none() -> None:
    assert sorted(PAGES) == sorted(ASKED)


def test_the_operations_of_pages_are_there_and_each_is_some_page_s() -> None:
    named = {one for page in PAGES for one in operations_of(page)}
    assert named == set(OPERATIONS)


def test_what_a_page_does_a_program_does() -> None:
    posted = [page for page in ASKED.values() if acts(page) and operations_of(page.name)]
    only_told = [
        page.name
        for page in posted
        if all(OPERATIONS[one].method == "GET" for one in operations_of(page.name))
    ]
    assert len(posted) > 60
    assert only_told == []


def test_an_act_asks_for_the_right_of_its_page() -> None:
    wrong = [
        (page.name, one)
        for page in ASKED.values()
        if page.right is not None
        for one in operations_of(page.name)
        if OPERATIONS[one].method != "GET"
        and OPERATIONS[one].told["x-right"] != OTHER_RIGHT.get(one, page.right).value
    ]
    assert wrong == []
