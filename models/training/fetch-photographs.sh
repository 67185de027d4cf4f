#!/bin/sh
# Fetches the photographs that the bundled model is trained on and validated with, out of Debian
# packages (bookworm).
#
#   fetch-photographs.sh FOLDER
#
# Nothing is installed. photographs.tsv and held-out-photographs.tsv beside this script say which
# files are taken, and under which license: those to train on go to FOLDER, the others, which no
# training may see, to FOLDER/held-out. There, photographs with at least 1000 rows and columns lie
# in large/, the rest in small/: the large ones are soft at their full size and should be reduced
# (gt_reduce: 2).
set -eu

if [ $# -ne 1 ]; then
  echo "usage: $0 FOLDER" >&2
  exit 2
fi
lists=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1"
target=$(cd "$1" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
cd "$work"

tab=$(printf '\t')
grep -hv '^#' "$lists/photographs.tsv" "$lists/held-out-photographs.tsv" | cut -f 1,2 | sort -u \
  | while IFS="$tab" read -r package version; do
  echo "$package $version" >&2
  apt-get -qq download "$package=$version" >&2
  dpkg-deb -x "$package"_*.deb "$package"
  rm "$package"_*.deb
done

# Takes the files of a list to a folder.
take() {
  mkdir -p "$2/large" "$2/small"
  grep -v '^#' "$lists/$1" | while IFS="$tab" read -r package _ file sum width height _ _; do
    if ! echo "$sum  $package/$file" | sha256sum --check --status; then
      echo "$file of $package is another file than $1 says" >&2
      exit 1
    fi
    size=small
    if [ "$width" -ge 1000 ] && [ "$height" -ge 1000 ]; then
      size=large
    fi
    # Several are called like their size; the folder above says what they show.
    name=$(echo "$file" | sed 's#/contents/images##' | awk -F/ '{ print $(NF - 1) "-" $NF }')
    mv "$package/$file" "$2/$size/$name"
  done
  echo "$(ls "$2/large" | wc -l) large and $(ls "$2/small" | wc -l) small photographs in $2" >&2
}

take photographs.tsv "$target"
take held-out-photographs.tsv "$target/held-out"
