#!/bin/sh
# Fetches the photographs that the bundled model is trained on, out of Debian packages (bookworm).
#
#   fetch-photographs.sh FOLDER
#
# Nothing is installed. photographs.tsv beside this script says which files are taken, and under
# which licence. Those with at least 1000 rows and columns go to FOLDER/large, the others to
# FOLDER/small: the large ones are soft at their full size and should be reduced (gt_reduce: 2).
set -eu

if [ $# -ne 1 ]; then
  echo "usage: $0 FOLDER" >&2
  exit 2
fi
list=$(cd "$(dirname "$0")" && pwd)/photographs.tsv
mkdir -p "$1/large" "$1/small"
target=$(cd "$1" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
cd "$work"

tab=$(printf '\t')
grep -v '^#' "$list" | cut -f 1,2 | sort -u | while IFS="$tab" read -r package version; do
  echo "$package $version" >&2
  apt-get -qq download "$package=$version" >&2
  dpkg-deb -x "$package"_*.deb "$package"
  rm "$package"_*.deb
done

grep -v '^#' "$list" | while IFS="$tab" read -r package _ file sum width height _ _; do
  if ! echo "$sum  $package/$file" | sha256sum --check --status; then
    echo "$file of $package is another file than photographs.tsv says" >&2
    exit 1
  fi
  size=small
  if [ "$width" -ge 1000 ] && [ "$height" -ge 1000 ]; then
    size=large
  fi
  # Several are called like their size; the folder above says what they show.
  name=$(echo "$file" | sed 's#/contents/images##' | awk -F/ '{ print $(NF - 1) "-" $NF }')
  mv "$package/$file" "$target/$size/$name"
done
echo "$(ls "$target/large" | wc -l) large and $(ls "$target/small" | wc -l) small photographs in $target" >&2
