#!/usr/bin/env bash
# Makes the pictures of the README from the outputs of `make demo`.
#
#     make demo && docs/images/build.sh [the folder of the outputs]
#
# LibreOffice and poppler set the pages; Typst puts the page of the draft and its comment together;
# Chromium shows `final.html` as a telephone does. `site.py` makes the pictures of the site.
set -euo pipefail
cd "$(dirname "$0")/../.."
PYTHON=$PWD/.venv/bin/python DEMO=${1:-demo} WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT

# page WHAT PDF: the number of the first page that holds some words
page() {
  local pages number
  pages=$(pdfinfo "$2" 2>/dev/null | sed -n 's/^Pages: *//p')
  for ((number = 1; number <= pages; number++)); do
    if pdftotext -f "$number" -l "$number" "$2" - 2>/dev/null | tr '\n' ' ' | grep -q "$1"; then
      echo "$number"
      return
    fi
  done
  echo "no page of $2 holds: $1" >&2
  return 1
}

cut() { # cut PDF PAGE OUT DPI [the options of pdftoppm for part of a page]
  pdftoppm -png -singlefile -f "$2" -l "$2" -r "$4" "${@:5}" "$1" "$3"
}

soffice -env:UserInstallation="file://$WORK/profile" --headless \
  --convert-to 'pdf:writer_pdf_Export:{"ExportNotes":{"type":"boolean","value":"false"}}' \
  --outdir "$WORK" "$DEMO/consolide.docx" >/dev/null 2>&1
soffice -env:UserInstallation="file://$WORK/profile" --headless \
  --convert-to pdf --outdir "$WORK" "$DEMO/matrice.xlsx" >/dev/null 2>&1

number=$(page 'tutelle financière' "$WORK/consolide.pdf")
cut "$WORK/consolide.pdf" "$number" "$WORK/page" 150
cp docs/images/projet-consolide.typ "$WORK/"
"$PYTHON" - "$WORK" "$DEMO" <<'PY'
import json
import sys
import zipfile
from pathlib import Path

import typst
from lxml import etree

work = Path(sys.argv[1])
w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
comments = etree.fromstring(zipfile.ZipFile(Path(sys.argv[2]) / "consolide.docx").read("word/comments.xml"))
said = (
    ["".join(paragraph.itertext(w + "t")) for paragraph in comment]
    for comment in comments
    if comment.get(w + "author") == "Toguna"
)
lines = next(lines for lines in said if any("tutelle financière" in line for line in lines))
(work / "comment.json").write_text(json.dumps(lines), encoding="utf-8")
typst.compile(work / "projet-consolide.typ", output=work / "projet-consolide.png", format="png", ppi=88)
PY
cp "$WORK/projet-consolide.png" docs/images/
number=$(page 'tutelle' "$DEMO/rapport.pdf")
cut "$DEMO/rapport.pdf" "$number" docs/images/rapport 100
number=$(page 'tutelle financière' "$WORK/matrice.pdf")
cut "$WORK/matrice.pdf" "$number" docs/images/matrice 105 \
  -x 30 -y 30 -W 1680 -H 740
cut "$DEMO/arbitrages/D-003.pdf" 1 docs/images/arbitrage 100
"$PYTHON" docs/images/final.py "$DEMO/final.html" "$WORK/final.html"
chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --user-data-dir="$WORK/browser" \
  --window-size=500,680 --force-device-scale-factor=1.4 \
  --screenshot="$PWD/docs/images/final.png" "file://$WORK/final.html" >/dev/null 2>&1
"$PYTHON" docs/images/site.py
ls -l docs/images
