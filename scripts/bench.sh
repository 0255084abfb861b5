#!/bin/sh
# Times the program on every period of every example project, each three times, the quickest printed.
#
#   scripts/bench.sh PROGRAM
#
# The outputs go to a folder of their own and are removed.
set -eu

program=${1:?the program to time}
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
outputs=$(mktemp -d)
trap 'rm -rf "$outputs"' EXIT INT TERM

milliseconds() { date +%s%3N; }

printf '%-36s %10s\n' project/period ms
for folder in "$root"/inputs/*/*/; do
    period=$(basename "$folder")
    project=$(dirname "$folder")
    # A project also has folders that are no periods; these have no figures.
    case $period in [0-9]*) ;; *) continue ;; esac
    best=
    for _ in 1 2 3; do
        began=$(milliseconds)
        "$program" run "$project" --period "$period" --outputs "$outputs" >/dev/null 2>&1 || { best=failed; break; }
        took=$(($(milliseconds) - began))
        if [ -z "$best" ] || [ "$took" -lt "$best" ]; then best=$took; fi
    done
    printf '%-36s %10s\n' "$(basename "$project")/$period" "$best"
done
