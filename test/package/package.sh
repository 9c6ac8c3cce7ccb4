#!/usr/bin/env bash
# The package as a user gets it: packed, installed elsewhere, run on each supported Node, with equal bytes from all of them.
set -euo pipefail
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT
NODES=${EG_NODES:-"20 22 24"}
CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/eg-api-gateway-nodes

cd "$ROOT"
tarball=$(npm pack --silent --pack-destination "$WORK")
size=$(wc -c <"$WORK/$tarball")
echo "packed: $tarball, $((size / 1024)) KiB"
[ "$size" -lt $((1024 * 1024)) ] || { echo 'the package is larger than 1 MiB' >&2; exit 1; }
mkdir "$WORK/user"
cd "$WORK/user"
npm init -y >/dev/null
npm install --silent --no-fund --no-audit "$WORK/$tarball"
INSTALLED=$WORK/user/node_modules/eg-api-gateway
PROGRAM=$INSTALLED/bin/eg-api-gateway.js

# Each link of the README is an address, or leads to a file of the package; an address in the repository exists there.
address=$(node -p "require('$INSTALLED/package.json').homepage.replace(/#readme$/, '')")
version=$(node -p "require('$INSTALLED/package.json').version")
links=0
while IFS= read -r link; do
  case "$link" in
    "$address"/blob/v"$version"/*) found=$ROOT/${link#"$address/blob/v$version/"} ;;
    "$address"/raw/v"$version"/*) found=$ROOT/${link#"$address/raw/v$version/"} ;;
    https://* | '#'*) continue ;;
    *) found=$INSTALLED/$link ;;
  esac
  [ -e "${found%%#*}" ] || { echo "not ok - README.md links to $link, which does not exist" >&2; exit 1; }
  links=$((links + 1))
done < <(grep -oE '\]\([^) ]+\)' "$INSTALLED/README.md" | sed -e 's/^](//' -e 's/)$//')
[ "$links" -gt 5 ] || { echo "not ok - only $links links of README.md were checked" >&2; exit 1; }
images=$(grep -oE '!\[[^]]*\]\([^) ]+\)' "$INSTALLED/README.md" | grep -vcE "\]\($address/raw/" || true)
[ "$images" -eq 0 ] || { echo 'not ok - an image of README.md has no address that gives the image itself' >&2; exit 1; }
echo "ok - $links links of the packed README lead somewhere"

# Name, committed output and flags of each example, as the golden tests read them.
node -e "import('$ROOT/test/golden/goldens.mjs').then(({ examples }) => {
  for (const e of examples) console.log([e.name, e.output, e.files.join(' ')].join('\t'));
})" >"$WORK/examples"
[ "$(wc -l <"$WORK/examples")" -ge 6 ] || { echo 'not ok - the examples were not found' >&2; exit 1; }

passed=1
for major in $NODES; do
  node=$(command -v node)
  if [ "$("$node" -p 'process.versions.node.split(".")[0]')" != "$major" ]; then
    node=$CACHE/$major/node_modules/.bin/node
    [ -x "$node" ] || npm install --silent --no-fund --no-audit --prefix "$CACHE/$major" "node@$major" >/dev/null
  fi
  while IFS=$'\t' read -r name output files; do
    # shellcheck disable=SC2086 # $files is a list of flags; the paths have no spaces.
    TZ=Pacific/Auckland LC_ALL=C "$node" "$PROGRAM" generate -q $files -o "$WORK/$major/$name"
    diff -r "$output" "$WORK/$major/$name"
  done <"$WORK/examples"
  "$node" "$PROGRAM" check -q -f "$ROOT/examples/jwt-api/api-gateway.yaml"
  for name in minimal environments teams; do
    mkdir "$WORK/$major/init-$name"
    (cd "$WORK/$major/init-$name" && "$node" "$PROGRAM" init -q --example "$name" && "$node" "$PROGRAM" generate -q)
  done
  echo "ok - Node $("$node" --version): all examples, the committed bytes; init --example"
  passed=$((passed + 1))
done
node "$PROGRAM" skill | diff - "$ROOT/SKILL.md"
node "$PROGRAM" questions --json -f - </dev/null | node -e 'const { open } = JSON.parse(fs.readFileSync(0)); if (open.length < 2) process.exit(1)'
echo 'ok - the package contains SKILL.md, and leads an interview'
old=$CACHE/18/node_modules/.bin/node
[ -x "$old" ] || npm install --silent --no-fund --no-audit --prefix "$CACHE/18" node@18 >/dev/null
code=0
said=$("$old" "$PROGRAM" --version 2>&1) || code=$?
if [ "$code" -ne 2 ] || [ "$said" != "eg-api-gateway needs Node 20.19 or later; this is $("$old" -p process.versions.node)." ]; then
  printf 'not ok - an old Node: exit code %s, %s\n' "$code" "$said" >&2
  exit 1
fi
echo 'ok - Node 18: one line, exit code 2'
passed=$((passed + 1))

echo "package: $passed passed, 0 failed"
