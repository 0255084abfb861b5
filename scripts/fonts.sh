#!/bin/sh
# Brings the faces that the templates name into templates/fonts/ (ignored by git) and proves each by its SHA-256.
#
#   scripts/fonts.sh           fetch what is missing
#   scripts/fonts.sh --check   only say what is missing or altered
#
# A face is taken from the first place that holds it with the right hash: templates/fonts/ itself, the
# folder in KAOHE_FONT_CACHE, the fonts installed on this machine, the Debian packages (downloaded and
# unpacked, not installed). With KAOHE_FONT_CACHE every proven face is also kept there for the next clone.
#
# Exit codes: 0 every face is there; 1 a face is missing (--check) or has another hash;
#             2 wrong use; 3 this machine cannot fetch (no apt-get, no network, no room).
set -eu

# SHA-256, package, path in the package. The hashes are those of Debian 12's
# texlive-lang-chinese 2022.20230122-1 and fonts-noto-cjk 1:20220127+repack1-1.
fandol=usr/share/texlive/texmf-dist/fonts/opentype/public/fandol
noto=usr/share/fonts/opentype/noto
faces="
d838ad32ce2244d8144f408c37fe71065aba6fbbc80759a4d2aa2033948d5bc9 texlive-lang-chinese $fandol/FandolFang-Regular.otf
ea7e7fb4f9b3ac694a68d43946e04d21deed6e8c29a7c2d3081e1a4138f2f827 texlive-lang-chinese $fandol/FandolKai-Regular.otf
4afa97aa8751e0118617df88272b58d43691b5cffb7ea024c4580496e9f34d28 texlive-lang-chinese $fandol/FandolHei-Regular.otf
a3820003227d4abe31fe28b493200d94a849ccfd078b50a019264f70353020b0 texlive-lang-chinese $fandol/FandolSong-Regular.otf
ffa76a70e128947a4dd22151d5ee829b23e24ce3cb6fe8ad49891cd1c2d9e9b9 texlive-lang-chinese $fandol/FandolSong-Bold.otf
a04178ec485dffdff7cc0c0c20e1fce9202d7e2160d805e8e44a4c8841c58481 fonts-noto-cjk $noto/NotoSerifCJK-Regular.ttc
a5d4b046c127da3d7c72f98b46c41489cd29bf52abfdf18aba920903e920d4ac fonts-noto-cjk $noto/NotoSerifCJK-Bold.ttc
b76b0433203017ca80401b2ee0dd69350349871c4b19d504c34dbdd80541690a fonts-noto-cjk $noto/NotoSansCJK-Regular.ttc
faa5f3656a78b2e2d450d27fe8382c778bc2b6bb5ea29c986664a6a435056ceb fonts-noto-cjk $noto/NotoSansCJK-Bold.ttc
"

folder=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)/templates/fonts
cache=${KAOHE_FONT_CACHE:-}

say() { printf 'fonts: %s\n' "$*" >&2; }

stop() {
    code=$1
    shift
    say "$*"
    exit "$code"
}

# proven FILE HASH: is the file there, and is it the one that was pinned?
proven() { [ -f "$1" ] && [ "$(sha256sum "$1" | cut -d ' ' -f 1)" = "$2" ]; }

# put FROM TO: copies beside the target and renames, so that a killed run leaves no half file.
put() {
    mkdir -p "$(dirname "$2")"
    cp "$1" "$2.part.$$" && mv "$2.part.$$" "$2" || stop 3 "cannot write $2"
}

# missing: the lines of `faces` that do not yet stand in templates/fonts/ as pinned.
missing() {
    printf '%s' "$faces" | while read -r hash package path; do
        [ -n "$hash" ] || continue
        proven "$folder/${path##*/}" "$hash" || printf '%s %s %s\n' "$hash" "$package" "$path"
    done
}

# take ROOT: copies every missing face that stands proven under ROOT, by its path or its bare name.
take() {
    missing | while read -r hash package path; do
        for found in "$1/$path" "$1/${path##*/}"; do
            proven "$found" "$hash" || continue
            put "$found" "$folder/${path##*/}"
            say "${path##*/} from $2"
            break
        done
    done
}

# keep: fills the cache with what stands proven in templates/fonts/.
keep() {
    [ -n "$cache" ] || return 0
    printf '%s' "$faces" | while read -r hash package path; do
        [ -n "$hash" ] || continue
        name=${path##*/}
        if proven "$folder/$name" "$hash" && ! proven "$cache/$name" "$hash"; then put "$folder/$name" "$cache/$name"; fi
    done
}

# fetch PACKAGE: downloads and unpacks its faces under $scratch/root, nothing is installed.
fetch() {
    say "downloading the package $1 (about 50 MB, not installed)"
    apt-cache show "$1" >/dev/null 2>&1 || refresh
    (cd "$scratch" && apt-get -q -o APT::Sandbox::User=root download "$1" >&2) || {
        refresh
        (cd "$scratch" && apt-get -q -o APT::Sandbox::User=root download "$1" >&2) ||
            stop 3 "apt-get could not download $1. Without a network: put the font files into a folder and name it in KAOHE_FONT_CACHE."
    }
    printf '%s' "$faces" | while read -r hash package path; do
        if [ "$package" = "$1" ]; then printf './%s\n' "$path"; fi
    done >"$scratch/wanted"
    dpkg-deb --fsys-tarfile "$scratch/$1"_*.deb | tar -x -C "$scratch/root" -T "$scratch/wanted" ||
        stop 1 "the package $1 does not hold the font files of Debian 12's; put those into KAOHE_FONT_CACHE"
    rm -f "$scratch/$1"_*.deb
}

# refresh: the package lists once, for a machine that has none or old ones.
refresh() {
    [ -z "${refreshed:-}" ] || return 0
    refreshed=1
    say "updating the package lists"
    apt-get -q update >&2 || say "apt-get update failed (it needs root); going on with the lists as they are"
}

case $# in
0) ;;
1) [ "$1" = --check ] || stop 2 "unknown argument $1; use: fonts.sh [--check]" ;;
*) stop 2 "too many arguments; use: fonts.sh [--check]" ;;
esac
command -v sha256sum >/dev/null || stop 3 "sha256sum is not installed"

if [ "${1:-}" = --check ]; then
    lacking=$(missing | sed 's|.*/||' | tr '\n' ' ')
    [ -z "$lacking" ] || stop 1 "missing or altered in templates/fonts/: $lacking; run scripts/fonts.sh"
    exit 0
fi

if [ -n "$(missing)" ]; then
    [ -z "$cache" ] || take "$cache" "KAOHE_FONT_CACHE"
    take "" "this machine"
else
    keep
    say "all faces are in templates/fonts/"
    exit 0
fi
if [ -n "$(missing)" ]; then
    for tool in apt-get apt-cache dpkg-deb tar; do
        command -v "$tool" >/dev/null ||
            stop 3 "$tool is not installed, so nothing can be fetched. Put the font files into a folder and name it in KAOHE_FONT_CACHE."
    done
    scratch=$(mktemp -d) || stop 3 "no room for a temporary folder"
    trap 'rm -rf "$scratch"' EXIT
    trap 'exit 3' HUP INT TERM
    mkdir "$scratch/root"
    for package in $(missing | cut -d ' ' -f 2 | sort -u); do fetch "$package"; done
    take "$scratch/root" "its package"
fi
keep
lacking=$(missing | sed 's|.*/||' | tr '\n' ' ')
[ -z "$lacking" ] || stop 1 "not the pinned file (another version of the package?): $lacking"
say "all faces are in templates/fonts/"
