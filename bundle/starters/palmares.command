#!/bin/sh
# macOS: starts Palmarès with the Python of the computer.
cd "$(dirname "$0")" || exit 1
if ! command -v python3 >/dev/null; then
  echo "Installez d’abord Python 3.11 ou plus récent (python.org). / Install Python 3.11 or newer first (python.org)."
  read -r _
  exit 1
fi
exec python3 run.py
