#!/bin/sh
# Linux: starts Palmarès with the Python in this folder, or with that of the computer where there is none.
cd "$(dirname "$0")" || exit 1
if [ -x python/bin/python ]; then
  PALMARES_ENVIRONMENT="$PWD/python" exec python/bin/python run.py
fi
exec python3 run.py
