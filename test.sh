#!/usr/bin/env bash
# Installs what the tests need, builds everything with warnings as errors, runs every test, and ends with one line
# "N passed, N failed, N skipped". A test that cannot run here is skipped and says why.
#   ./test.sh [project…]      for example ./test.sh Retrieval Ingest
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
. build/needs.sh

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
need_dotnet
need_packages "poppler-utils:command -v pdftotext" "libsqlite3-0:sqlite_is_there" "nodejs:command -v node" "npm:command -v npm" \
  "chromium:command -v chromium || command -v google-chrome" "qpdf:command -v qpdf" \
  "tesseract-ocr:command -v tesseract"

echo "Building …"
dotnet build RagDocs.sln -v quiet -nr:false || { echo "0 passed, 1 failed, 0 skipped"; exit 1; }

passed=0 failed=0 skipped=0
log=$(mktemp) failures=$(mktemp)
trap 'rm -f "$log" "$failures"' EXIT
for project in tests/*.Tests; do
  name=$(basename "$project")
  if [ $# -gt 0 ] && [[ " $* " != *" ${name%.Tests} "* ]]; then continue; fi
  echo "── $name"
  # Each test project is a program of its own; its last lines are the counts. One that hangs is ended, and counts as failed.
  "$project/bin/Debug/net10.0/RagDocs.$name" --no-progress --output Normal --timeout 20m | tee "$log"
  status=${PIPESTATUS[0]}
  count() { sed -n "s/^  $1: *\([0-9]*\)$/\1/p" "$log" | tail -n 1; }
  p=$(count succeeded) f=$(count failed) s=$(count skipped)
  # What failed is said again at the end, where it is seen.
  awk '/^(skipped|passed) |^Test run summary|^(info|warn|fail|crit): /{keep=0} /^failed /{keep=1} keep' "$log" >>"$failures"
  passed=$((passed + ${p:-0})) failed=$((failed + ${f:-0})) skipped=$((skipped + ${s:-0}))
  # A run that broke off, or ran nothing, is a failure even if nobody counted it.
  if [ "$status" -ne 0 ] && [ "${f:-0}" -eq 0 ]; then failed=$((failed + 1)); echo "$name ended with status $status"; fi
done
if [ -s "$failures" ]; then
  echo "── What failed"
  head -c 20000 "$failures"
fi
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
