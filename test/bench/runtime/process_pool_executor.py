"""The same work with Python's ProcessPoolExecutor (fork, one worker).

Reads lines "WORK CALLS" from its input and answers each with the microseconds per call, so that
process_round_trip can take turns with it.
"""
import asyncio
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context


def nothing():
    pass


def total(data):
    return sum(data)  # every byte


def touch(data):
    return sum(data[::4096])  # every page: without most of the interpreter's own time


WORK = {
    "empty": (nothing,),
    "mib": (total, bytes(1 << 20)),
    "mib-touch": (touch, bytes(1 << 20)),
    "large": (total, bytes(64 << 20)),
    "large-touch": (touch, bytes(64 << 20)),
}


async def main():
    loop = asyncio.get_running_loop()
    with ProcessPoolExecutor(1, mp_context=get_context("fork")) as pool:
        for line in iter(sys.stdin.readline, ""):
            work, calls = line.split()
            start = time.perf_counter()
            for _ in range(int(calls)):
                await loop.run_in_executor(pool, *WORK[work])
            print((time.perf_counter() - start) / int(calls) * 1e6, flush=True)


asyncio.run(main())
