#!/bin/sh
# Renews docs/pictures from the example's outputs (run `make demo` first). Needs pdftoppm; the workbook's picture
# also needs LibreOffice, and is left as it is where that is missing.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
outputs=$root/outputs/shanghang/2012
pictures=$root/docs/pictures
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM

page() { pdftoppm -r 60 -f "$2" -l "$2" -singlefile -png "$1" "$pictures/$3"; }

page "$outputs/通报.pdf" 1 bulletin
page "$outputs/通报.pdf" 4 table
page "$outputs/通报.pdf" 5 chart
if command -v soffice >/dev/null; then
    cp "$outputs/排名.xlsx" "$work/ranking.xlsx"
    (cd "$work" && soffice --headless --convert-to pdf ranking.xlsx >/dev/null 2>&1)
    page "$work/ranking.pdf" 2 ranking
fi
