# Sourced by run.sh and test.sh: makes sure that programs are there, installing Debian packages where that is allowed.

# need_packages PACKAGE:TEST… – TEST is a command that succeeds when the package is not needed any more.
need_packages() {
  local missing=()
  local need
  for need in "$@"; do
    eval "${need#*:}" >/dev/null 2>&1 || missing+=("${need%%:*}")
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  local install="apt-get install -y --no-install-recommends ${missing[*]}"
  if ! command -v apt-get >/dev/null; then
    echo "These are missing: ${missing[*]}. Install them with your system's package manager, then start again." >&2
    exit 1
  elif [ "$(id -u)" = 0 ]; then
    echo "Installing ${missing[*]} …"
    install_quietly apt-get $install
  elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    echo "Installing ${missing[*]} …"
    install_quietly "sudo apt-get" $install
  else
    echo "These packages are missing. Install them with this command, then start again:" >&2
    echo "  sudo apt-get update && sudo $install" >&2
    exit 1
  fi
}

# install_quietly RUNNER apt-get WORDS… – the package lists may be missing or old, so they are fetched first.
install_quietly() {
  local runner=$1 log
  shift 2
  log=$(mktemp)
  if ! { $runner update -qq && DEBIAN_FRONTEND=noninteractive $runner "$@"; } >"$log" 2>&1; then
    cat "$log" >&2
    echo "The packages could not be installed; the reason stands above." >&2
    exit 1
  fi
  rm -f "$log"
}

need_dotnet() {
  if ! command -v dotnet >/dev/null || ! dotnet --list-sdks | grep -q '^10\.'; then
    echo "The .NET 10 SDK is missing. Install it (package dotnet-sdk-10.0, or the installer of the .NET web site), then start again." >&2
    exit 1
  fi
}

sqlite_is_there() { ldconfig -p 2>/dev/null | grep -q 'libsqlite3\.so\.0' || ls /usr/lib/*/libsqlite3.so.0 /usr/lib/libsqlite3.so.0 2>/dev/null | grep -q .; }
