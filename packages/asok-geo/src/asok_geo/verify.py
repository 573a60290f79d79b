"""Whether an index says what its file says."""

import tempfile
from pathlib import Path

from asok_geo.build import build
from asok_geo.errors import IndexDamagedError
from asok_geo.index import IndexFile
from asok_geo.sources import find_source


def verify(index: str | Path, source: str | Path, *, skip_bad_rows: bool = False) -> str | None:
    """Read every block of an index, and compare it with one that is built anew from the source; None if all
    is well.

    Raises what `build` raises.
    """
    found = find_source(Path(source))
    try:
        served = IndexFile(Path(index))
        if served.head.key != found.key():
            return f"{index}: was made before {source} became what it is"
        for name in served.head.sections:
            served.section(name).load_all()
    except (OSError, IndexDamagedError) as error:
        return f"{index}: {error}"
    with tempfile.TemporaryDirectory(prefix="asok-geo-") as folder:
        target = Path(folder, "index")
        build(found, target, skip_bad_rows=skip_bad_rows)
        fresh = IndexFile(target)
        for name in fresh.head.sections:
            if served.section(name).load_all() != fresh.section(name).load_all():
                return f"{index}: {name} is not what {source} says"
        if served.head.countries != fresh.head.countries or served.head.fields != fresh.head.fields:
            return f"{index}: its head is not what {source} says"
    return None
