"""Rows against what `ipaddress` says of them."""

import csv
import random
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network, summarize_address_range

import pytest
from asok_geo import GeoDB, spans
from hypothesis import example, given, settings
from hypothesis import strategies as st

FAMILIES = {4: (IPv4Address, 32), 6: (IPv6Address, 128)}


@st.composite
def tables(draw):
    """A family, its rows (first, last), in any order and overlapping, and addresses around their edges."""
    version = draw(st.sampled_from([4, 6]))
    bits = FAMILIES[version][1]
    # Few different places and sizes, so that rows meet.
    bases = draw(st.lists(st.integers(0, 2**bits - 1), min_size=1, max_size=3))
    rows = []
    for _ in range(draw(st.integers(1, 12))):
        base = draw(st.sampled_from(bases))
        first = max(
            0, base + draw(st.integers(-300, 300)) * 2 ** draw(st.sampled_from([0, 0, 8, 16, bits - 16]))
        )
        size = draw(st.integers(1, 400)) * 2 ** draw(st.sampled_from([0, 0, 8, 16, bits - 16]))
        first %= 2**bits
        rows.append((first, min(first + size, 2**bits) - 1))
    edges = {edge + step for row in rows for edge in row for step in (-1, 0, 1)}
    return version, rows, sorted(edge for edge in edges if 0 <= edge < 2**bits)


def most_specific(rows, address):
    """The number of the smallest row around an address, the last one of equals."""
    covering = [
        (last - first, -number) for number, (first, last) in enumerate(rows) if first <= address <= last
    ]
    return -min(covering)[1] if covering else None


def stands_for_another(address):
    """Whether no row says anything of an IPv6 address, because it is looked up as an IPv4 address."""
    return address.version == 6 and bool(
        address.ipv4_mapped or address.sixtofour or address in ip_network("64:ff9b::/96")
    )


@settings(deadline=None, max_examples=60)
@given(table=tables(), numeric=st.booleans())
@example(table=(6, [(2**48, 2**48), (0, 2**112 - 1)], [1, 2**48 - 1, 2**48, 2**112 - 1]), numeric=False)
def test_the_most_specific_row_wins(tmp_path_factory, table, numeric):
    version, rows, edges = table
    kind = FAMILIES[version][0]
    path = tmp_path_factory.mktemp("table") / "geo.csv"
    numeric = numeric and version == 4
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["first", "last", "city", "country", "lat", "lon"])
        for number, (first, last) in enumerate(rows):
            ends = (first, last) if numeric else (kind(first), kind(last))
            writer.writerow([*ends, f"city {number}", "FR", 1, 2])
    with GeoDB.open(path) as db:
        for edge in edges:
            address = kind(edge)
            if stands_for_another(address):
                continue
            number = most_specific(rows, edge)
            location = db.lookup(str(address))
            assert location.city == (None if number is None else f"city {number}")
            assert (location.reason is None) == (number is not None)
            if number is None:
                assert location.network is None
            else:
                first, last = rows[number]
                assert first <= int(location.network[0]) <= edge <= int(location.network[-1]) <= last
                ends = [
                    end for end in (location.network[0], location.network[-1]) if not stands_for_another(end)
                ]
                assert {db.lookup(str(end)).city for end in ends} <= {location.city}
        strings = [str(kind(edge)) for edge in edges]
        assert list(db.lookup_many(strings)) == [db.lookup(string) for string in strings]


def test_a_network_is_the_largest_that_fits(load):
    db = load("1.0.0.1,1.0.3.254,A,FR,1,2\n")
    for network in summarize_address_range(ip_address("1.0.0.1"), ip_address("1.0.3.254")):
        for address in (network[0], network[-1]):
            assert db.network(address) == network


def test_a_row_that_reaches_out_of_a_more_specific_one_does_not_cut_it_in_two(load):
    """Nor does one that a third has covered until then."""
    db = load("1.0.0.0,1.0.0.255,A,FR,1,2\n1.0.0.99,1.0.2.255,B,FR,1,2\n1.0.0.5,1.0.0.5,C,FR,1,2\n")
    assert [db.lookup(ip).city for ip in ("1.0.0.200", "1.0.1.0", "1.0.0.5")] == ["A", "B", "C"]
    assert [db.network(ip) for ip in ("1.0.0.200", "1.0.0.100", "1.0.1.0")] == [
        ip_network("1.0.0.128/25"),
        ip_network("1.0.0.64/26"),
        ip_network("1.0.1.0/24"),
    ]


def test_overlapping_rows_of_a_large_table_agree_with_a_plain_search(tmp_path):
    chance = random.Random(7)
    rows = []
    for _ in range(3000):
        length = chance.choice([8, 12, 16, 20, 24, 24, 28, 32])
        first = chance.getrandbits(length) << (32 - length)
        rows.append((first, first + 2 ** (32 - length) - 1))
    path = tmp_path / "geo.csv"
    path.write_text(
        "".join(f"{IPv4Address(a)},{IPv4Address(b)},city {n},FR,1,2\n" for n, (a, b) in enumerate(rows))
    )
    db = GeoDB.open(path)
    for _ in range(400):
        address = chance.choice(chance.choice(rows)) + chance.randint(-1, 1)
        if 0 <= address < 2**32:
            number = most_specific(rows, address)
            assert db.lookup(str(IPv4Address(address))).city == (None if number is None else f"city {number}")


def test_more_rows_than_fit_into_one_piece_are_merged(tmp_path, monkeypatch):
    monkeypatch.setattr("asok_geo.overlap.PIECE", 10)
    chance = random.Random(3)
    order = chance.sample(range(100), 100)
    path = tmp_path / "geo.csv"
    path.write_text("".join(f"1.0.{n}.0,1.0.{n}.255,city {n},FR,1,2\n" for n in order))
    db = GeoDB.open(path)
    assert [db.lookup(f"1.0.{n}.77").city for n in range(100)] == [f"city {n}" for n in range(100)]
    assert db.lookup("1.0.100.0").reason == "unknown"


def test_the_rows_of_the_file_are_counted_however_they_overlap(load):
    db = load("1.0.0.0,1.0.0.255,A,FR,1,2\n1.0.0.9,1.0.0.9,B,FR,1,2\n::5,::9,-,-,,\n")
    assert (db.metadata["rows"], db.metadata["rows_v4"]) == (2, 2)


@pytest.mark.parametrize("rows", [65_535, 65_536, 65_537])
def test_rows_around_the_size_of_a_buffer(tmp_path, rows):
    path = tmp_path / "geo.csv"
    base = int(IPv4Address("20.0.0.0"))
    path.write_text("".join(f"{base + 2 * n},{base + 2 * n},{n % 7},FR,1,2\n" for n in range(rows)))
    db = GeoDB.open(path)
    for n in (0, 1, rows // 2, rows - 2, rows - 1):
        assert db.lookup(base + 2 * n).city == str(n % 7)
        assert db.lookup(str(IPv4Address(base + 2 * n))).city == str(n % 7)
        assert db.lookup(base + 2 * n + 1).reason == "unknown"


def test_a_table_that_covers_everything(load):
    db = load("0.0.0.0,255.255.255.255,A,FR,1,2\n::,ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff,B,FR,1,2\n")
    assert db.lookup("255.255.255.255").city == db.lookup("0.0.0.0").city == "A"
    assert db.lookup("::").city == db.lookup("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff").city == "B"
    assert db.network("9.9.9.9") == ip_network("0.0.0.0/0")
    assert db.network("2a00::") == ip_network("::/0")


def test_rows_up_to_the_last_address_may_be_followed_by_the_first(load):
    """Rows are compared with their neighbours many at once; what the last address carries counts for none."""
    db = load("0.0.0.9,0.0.0.9,A,FR,1,2\n0.0.0.11,255.255.255.255,B,FR,1,2\n0.0.0.0,0.0.0.3,C,FR,1,2\n")
    found = {ip: db.lookup(ip).city for ip in ("0.0.0.0", "0.0.0.9", "0.0.0.10", "255.255.255.255")}
    assert found == {"0.0.0.0": "C", "0.0.0.9": "A", "0.0.0.10": None, "255.255.255.255": "B"}


@given(st.lists(st.one_of(st.ip_addresses(v=4), st.ip_addresses(v=6)), min_size=1), st.integers(0, 128))
def test_networks_read_at_once_are_the_same_as_one_by_one(addresses, length):
    texts = [str(ip_network((address, min(length, address.max_prefixlen)), False)) for address in addresses]
    try:
        ranges = spans.networks(texts)
    except (ValueError, LookupError, OSError):
        assert len({":" in text for text in texts}) == 2 or any(text.startswith("::") for text in texts)
    else:
        expected = [spans.network(text) for text in texts]
        found = [tuple(map(int.from_bytes, ends)) for ends in zip(*ranges, strict=True)]
        assert found == [(low, high) for low, high, _ in expected]
