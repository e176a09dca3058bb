"""What a copy brings in is counted by the draft's own list."""

from __future__ import annotations

from tests.text.files import word
from toguna.text.docx.target import Target

LEVEL = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:lvlText w:val="%1."/></w:lvl>'
STYLE = (
    '<w:style w:type="paragraph" w:styleId="Mesure"><w:name w:val="Mesure"/><w:pPr><w:numPr>'
    '<w:numId w:val="{}"/></w:numPr></w:pPr></w:style>'
)


def numbering(number: int) -> str:
    return (
        f'<w:abstractNum w:abstractNumId="{number}">{LEVEL}</w:abstractNum>'
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
    )


def paragraph(text: str, properties: str) -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_a_list_that_a_style_counts_is_known_again_in_a_copy_that_counts_by_paragraph() -> None:
    draft = word(
        paragraph("Former les agents", '<w:pStyle w:val="Mesure"/>'),
        styles=STYLE.format(1),
        numbering=numbering(1),
    )
    own = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="9"/></w:numPr>'
    copy = word(
        paragraph("Former les agents", own) + paragraph("Former les juges", own),
        numbering=numbering(9),
    )

    assert Target(draft).numbering(copy, "9") == "1"
