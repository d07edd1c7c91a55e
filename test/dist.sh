#!/bin/bash
# Runs programs of `make dist` as a planner would: one file in an empty folder,
# no network but the machine's own, the main job in the browser. Programs of
# another processor run where qemu-user is installed.
set -euo pipefail
cd "$(dirname "$0")/.."
there=$(mktemp -d)
trap 'rm -rf "$there"' EXIT
tried=0

try() {
  local name=$1 with=$2
  if [ -n "$with" ] && ! command -v "$with" >/dev/null; then
    echo "$name: not tried, there is no $with"
    return
  fi
  mkdir "$there/$name"
  cp "dist/$name" "$there/$name/"
  printf '#!/bin/sh\ncd "%s"\nexec %s "./%s" "$@"\n' "$there/$name" "$with" "$name" >"$there/$name.run"
  chmod +x "$there/$name.run"
  echo "$name: $("$there/$name.run" split --amount 15245 甲=1 乙=1 --format csv | tail -1)"
  SUANPAN_BIN="$there/$name.run" unshare -rn sh -c 'ip link set lo up && ! ip route | grep -q . && exec node --test test/browser/main-way.test.mjs' |
    grep -E '^# (pass|fail) '
  [ "$(ls "$there/$name")" = "$name" ] # nothing is left beside the program
  tried=$((tried + 1))
}

(cd dist && sha256sum --quiet --check SHA256SUMS)
try suanpan-linux-amd64 ""
try suanpan-linux-arm64 qemu-aarch64
try suanpan-linux-loong64 qemu-loongarch64
echo "$tried programs tried"
