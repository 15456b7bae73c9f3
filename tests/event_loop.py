"""What is asynchronous, run to its end."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any


def apart(work: Coroutine[Any, Any, None]) -> None:
    """Run work in a thread of its own: in that of the tests a browser may have left a loop running."""
    with ThreadPoolExecutor(1) as threads:
        threads.submit(asyncio.run, work).result()
