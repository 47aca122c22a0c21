#!/usr/bin/env bash
# Builds RagDocs when needed and starts it with sample documents to ask about. The address is printed when it is ready.
#   ./run.sh [--urls http://127.0.0.1:5080] [--data DIR] [any other option of `ragdocs serve`]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
. build/needs.sh

program=src/Web/bin/Release/net10.0/ragdocs.dll
export RAGDOCS_DATA=${RAGDOCS_DATA:-$PWD/data}
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

need_packages "poppler-utils:command -v pdftotext" "libsqlite3-0:sqlite_is_there" "tesseract-ocr:command -v tesseract"

# Sources newer than the program mean that it has to be built again.
if [ ! -f "$program" ] || [ -n "$(find src build Directory.*.props Directory.Build.targets -newer "$program" -type f \
      -not -path '*/obj/*' -not -path '*/bin/*' -not -path '*/wwwroot/lib/*' -not -path '*/wwwroot/_framework/*' -not -path '*/node_modules/*' \
      -print -quit)" ]; then
  need_dotnet
  need_packages "nodejs:command -v node" "npm:command -v npm"
  echo "Building …"
  dotnet build src/Web -c Release -v quiet
  touch "$program"
fi

case " $* " in *" --data "*) ;; *)
  if [ ! -f "$RAGDOCS_DATA/ragdocs.db" ]; then
    echo "Indexing the sample documents …"
    for folder in samples/docs/*/; do
      dotnet "$program" ingest "$folder" --collection "$(basename "$folder")" --open >/dev/null
    done
  fi
  i=0
  while IFS= read -r question; do
    export "Ask__ExampleQuestions__$i=$question"
    i=$((i + 1))
  done < samples/examples.txt
  ;;
esac

exec dotnet "$program" serve "$@"
