"""Send mutated requests to the sites of fuzz_site.py, and report every answer that must not be.

    python packages/asok-server/tests/fuzz/run.py --count 100000 [--seed 1] [--batch 1000]

Held: nothing is raised out of the callable, no 5xx (but 501 for an unknown method), no request over one second of
CPU, PEP 3333 by wsgiref.validate, the security headers on every answer. Ends with 1 where something broke.
"""

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path

from fuzz_calls import Broken, Raw, Target
from fuzz_requests import Mutator, seeds
from fuzz_site import CONFIGURATIONS, make_site


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--count", type=int, default=1000, help="how many requests (default: 1000)")
    parser.add_argument("--seed", type=int, default=1, help="of the random numbers (default: 1)")
    parser.add_argument("--batch", type=int, default=1000, help="requests between two lines (default: 1000)")
    options = parser.parse_args()
    found: dict[str, Raw] = {}
    with tempfile.TemporaryDirectory() as folder:
        targets = {name: Target(make_site(Path(folder, name), name)) for name in CONFIGURATIONS}
        chance = random.Random(options.seed)
        sources = [(target, Mutator(seeds(target), chance)) for target in targets.values()]
        begin = time.monotonic()
        statuses: dict[int, int] = {}
        for number in range(1, options.count + 1):
            target, mutator = sources[number % len(sources)]
            _try(target, mutator.next(), found, statuses)
            if number % options.batch == 0 or number == options.count:
                rate = number / (time.monotonic() - begin)
                known = " ".join(f"{status}:{count}" for status, count in sorted(statuses.items()))
                print(f"{number} requests, {rate:.0f} a second, {len(found)} broken   {known}", flush=True)
    return 1 if found else 0


def _try(target: Target, raw: Raw, found: dict[str, Raw], statuses: dict[int, int]) -> None:
    """Send one request; print what it breaks, each kind once."""
    try:
        status, _, _ = target.send(raw)
        statuses[status] = statuses.get(status, 0) + 1
    except Broken as error:
        kind = str(error).strip().rpartition("\n")[2][:60]
        if kind not in found:
            found[kind] = raw
            print(f"\n{error}\n  from {raw}\n", flush=True)


if __name__ == "__main__":
    sys.exit(main())
