#!/bin/sh
# Renews docs/pictures: one page of each kind of product, small, from the example projects. Needs pdftoppm; pictures of
# workbooks also need LibreOffice, and are left as they are where that is missing.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
kaohe=${CARGO_TARGET_DIR:-$root/target}/release/kaohe
pictures=$root/docs/pictures
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
cd "$root"

run() { "$kaohe" run -q "inputs/$1" --period "$2" --outputs "$work" --archive "$work/archive" >"$work/said" 2>&1; }
# shot FILE PAGE NAME
shot() { pdftoppm -r 50 -f "$2" -l "$2" -singlefile -png "$1" "$pictures/$3"; }
# sheet WORKBOOK PAGE NAME
sheet() {
    command -v soffice >/dev/null || return 0
    cp "$1" "$work/$3.xlsx"
    (cd "$work" && soffice --headless --convert-to pdf "$3.xlsx" >/dev/null 2>&1)
    shot "$work/$3.pdf" "$2" "$3"
}

run shanghang 2012
shanghang=$work/shanghang/2012
shot "$shanghang/通报.pdf" 1 bulletin
shot "$shanghang/通报.pdf" 4 table
shot "$shanghang/通报.pdf" 5 chart
shot "$shanghang/表彰.pdf" 1 commendation
unit=$(find "$shanghang/反馈" -name '*.pdf' | sort | head -n 1)
shot "$unit" 1 notice
shot "$unit" 2 profile
sheet "$shanghang/排名.xlsx" "${RANKING_PAGE:-2}" ranking
sheet "${unit%.pdf}.xlsx" 1 unit
# The next year with this one as published.
mkdir -p "$work/archive/shanghang/2012"
cp -R "$shanghang" "$work/archive/shanghang/2012/1"
sed -i 's/"draft": true/"draft": false/' "$work/archive/shanghang/2012/1/manifest.json"
run shanghang 2013
shot "$work/shanghang/2013/通报.pdf" "$(pdfinfo "$work/shanghang/2013/通报.pdf" 2>"$work/said" | sed -n 's/^Pages: *//p')" change
"$kaohe" scheme inputs/shanghang --outputs "$work/scheme" -q >"$work/said" 2>&1
shot "$(find "$work/scheme" -name '*.pdf' | head -n 1)" 1 scheme

run hoboksar 2011
shot "$work/hoboksar/2011/公示.pdf" 1 public
shot "$(find "$work/hoboksar/2011/整改通知" -name '*.pdf' | sort | head -n 1)" 1 rectification
run satisfaction 2022
shot "$work/satisfaction/2022/提请上级处理的函.pdf" 1 letter
run health-summary 2022
shot "$work/health-summary/2022/工作总结.pdf" 1 summary
run town-staff 2012
shot "$work/town-staff/2012/发放表.pdf" 1 pay
"$kaohe" forms inputs/zhengding-town --period 2012 --outputs "$work/forms" -q >"$work/said" 2>&1
sheet "$(find "$work/forms" -name '*.xlsx' | sort | head -n 1)" 2 form
