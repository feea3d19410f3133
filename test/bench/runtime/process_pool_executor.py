"""The same work with Python's ProcessPoolExecutor (fork, one worker), for comparison."""
import asyncio
import statistics
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context


def nothing():
    pass


def total(data):
    return sum(data)  # every byte


def touch(data):
    return sum(data[::4096])  # every page: without most of the interpreter's own time


async def timed(loop, pool, n, f, *args):
    start = time.perf_counter()
    for _ in range(n):
        await loop.run_in_executor(pool, f, *args)
    return (time.perf_counter() - start) / n * 1e6


async def main():
    loop = asyncio.get_running_loop()
    with ProcessPoolExecutor(1, mp_context=get_context("fork")) as pool:
        await timed(loop, pool, 100, nothing)
        empty = [await timed(loop, pool, 300, nothing) for _ in range(11)]
        print(f"ProcessPoolExecutor: empty {statistics.median(empty):.1f} us")
        for f in total, touch:
            mib = [await timed(loop, pool, 5, f, bytes(1 << 20)) for _ in range(11)]
            large = [await timed(loop, pool, 1, f, bytes(64 << 20)) for _ in range(5)]
            print(f"{f.__name__}: 1 MiB {statistics.median(mib):.1f} us, "
                  f"64 MiB {statistics.median(large) / 1000:.1f} ms")


asyncio.run(main())
