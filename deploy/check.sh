#!/usr/bin/env bash
# Checks everything in this folder that can be checked without a container engine and without installing anything.
# Tools that are missing are named and skipped; exit code 1 if anything that was checked is wrong.
set -u
here=$(cd "$(dirname "$0")" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failed=0

check() { # NAME COMMAND...
    local name=$1 output
    shift
    if output=$("$@" 2>&1); then
        echo "ok       $name"
    else
        failed=1
        echo "FAILED   $name"
        sed 's/^/         /' <<<"$output"
    fi
}
skip() { echo "skipped  $1: $2 is not installed"; }
have() { command -v "$1" >/dev/null; }

# The program is not installed on the machine that checks, so a stand-in takes its place.
unit_verify() {
    local messages
    sed 's|^ExecStart=/opt/ragdocs/ragdocs.*|ExecStart=/bin/true|' "$here/systemd/ragdocs.service" >"$scratch/ragdocs.service"
    cp -r "$here/systemd/ragdocs.service.d" "$scratch/"
    messages=$(systemd-analyze verify "$scratch/ragdocs.service" 2>&1) || { echo "$messages"; return 1; }
    # An unknown directive is only a warning to systemd.
    if grep -q "$scratch" <<<"$messages"; then echo "$messages"; return 1; fi
}
unit_exposure() {
    systemd-analyze security --offline=true --no-pager --threshold=15 "$scratch/ragdocs.service"
}
nginx_verify() {
    openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=check -days 1 -keyout "$scratch/key.pem" -out "$scratch/cert.pem" 2>/dev/null
    sed "s|/etc/ssl/ragdocs/fullchain.pem|$scratch/cert.pem|; s|/etc/ssl/ragdocs/privkey.pem|$scratch/key.pem|" \
        "$here/proxy/nginx.conf" >"$scratch/site.conf"
    printf 'pid %s/nginx.pid;\nerror_log stderr;\nevents {}\nhttp { access_log off; include %s/site.conf; }\n' \
        "$scratch" "$scratch" >"$scratch/nginx.conf"
    nginx -t -q -c "$scratch/nginx.conf"
}

if have python3; then check "Dockerfile and compose.yaml fit each other and the repository" python3 "$here/check_container.py"
else skip "Dockerfile and compose.yaml" python3; fi
if have docker && docker compose version >/dev/null 2>&1; then check "docker compose config" docker compose -f "$here/compose.yaml" config --quiet
else skip "docker compose config" docker; fi
if have systemd-analyze; then
    check "systemd unit is valid" unit_verify
    check "systemd unit's exposure is at most 1.5 of 10" unit_exposure
else skip "systemd unit" systemd-analyze; fi
if have nginx; then check "nginx example is valid" nginx_verify; else skip "nginx example" nginx; fi
if have caddy; then check "Caddy example is valid" caddy validate --adapter caddyfile --config "$here/proxy/Caddyfile"
else skip "Caddy example" caddy; fi
if have shellcheck; then check "shell scripts" shellcheck --severity=warning "$here"/*.sh; else skip "shell scripts" shellcheck; fi
exit $failed
