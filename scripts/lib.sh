# shellcheck shell=bash
# Shared by the scripts beside it: strict mode, the project's root as working folder, and a few words.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
# A bare shell, such as a timer's or a runner's, has not read the profile that rustup edited.
PATH="$PATH:${CARGO_HOME:-$HOME/.cargo}/bin"

fail() {
  printf '\n%s\n' "$*" >&2
  exit 1
}

# The folder of this machine's newest PostgreSQL server, from version 15: Debian keeps its programs outside the PATH.
postgres_programs() {
  local folder newest=0 found=''
  for folder in /usr/lib/postgresql/*/bin "$(dirname "$(command -v initdb || echo /)")"; do
    [[ -x $folder/initdb && -x $folder/postgres ]] || continue
    local version
    version=$("$folder/postgres" --version | sed -E 's/[^0-9]*([0-9]+).*/\1/')
    ((version > newest)) && newest=$version found=$folder
  done
  ((newest >= 15)) && echo "$found"
}

# The same names as e2e/support/chromium.ts.
chromium_program() {
  [[ -n ${PARVIS_CHROMIUM:-} ]] && { command -v "$PARVIS_CHROMIUM"; return; }
  command -v chromium || command -v chromium-browser || command -v google-chrome-stable || command -v google-chrome
}

# Installs a folder's locked npm packages, unless they already stand there.
npm_install() {
  local installed=$1/node_modules/.package-lock.json
  [[ $installed -nt $1/package-lock.json && $installed -nt $1/package.json ]] && return
  (cd "$1" && npm ci --ignore-scripts --no-audit --no-fund)
}
