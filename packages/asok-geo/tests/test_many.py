import sys
from ipaddress import ip_network

import pytest
from asok_geo import open_merged


@pytest.fixture
def db(load):
    return load(
        "network,city,country,lat,lon,region\n"
        "1.0.0.0/24,A,FR,1.5,2.5,X\n1.0.1.0/24,B,DE,,,Y\n2a01::/32,C,US,-3,4,Z\n"
    )


@pytest.fixture(params=["numpy", "without numpy"])
def many(request, db, monkeypatch):
    if request.param == "numpy":
        pytest.importorskip("numpy")
    else:
        monkeypatch.setitem(sys.modules, "numpy", None)
    return db.lookup_many


@pytest.mark.parametrize(
    "ips",
    [
        [],
        ["1.0.0.1"],
        ["1.0.1.1", "1.0.0.1", "9.9.9.9", "1.0.1.255", "10.0.0.1", "1.0.1.1"],
        ["1.0.0.1", "2a01::1", "::ffff:1.0.1.1"],
        ["1.0.0.1", "x", None, 16777217],
    ],
)
def test_many_look_ups_are_the_same_as_one_by_one(many, db, ips):
    found = many(iter(ips))
    assert len(found) == len(ips)
    assert list(found) == [db.lookup(ip) for ip in ips]
    assert [found[n] for n in range(len(ips))] == list(found)
    assert found[:2] == list(found)[:2]


def test_one_address_is_not_taken_for_its_letters(many, write):
    merged = open_merged([write("1.0.0.0,1.0.0.255,A,FR,1,2\n", "merged.csv")])
    for look in (many, merged.lookup_many):
        for alone in ("1.0.0.1", b"1.0.0.1", bytearray(b"1.0.0.1")):
            with pytest.raises(TypeError, match=r"1\.0\.0\.1'\)? alone"):
                look(alone)
    with pytest.raises(TypeError, match=r"not 'geo\.csv' alone"):
        open_merged("geo.csv")


def test_many_locations_have_networks_and_columns(many):
    found = many(["1.0.0.1", "9.9.9.9", "1.0.1.1"])
    assert [each.network for each in found] == [ip_network("1.0.0.0/24"), None, ip_network("1.0.1.0/24")]
    assert [each.region for each in found] == ["X", None, "Y"]
    for name in ("network", "city", "lat", "lon", "region", "asn", "reason", "planet"):
        assert found.column(name) == [each.get(name) for each in found]


def test_a_column_is_the_field_of_each(db):
    pytest.importorskip("numpy")
    found = db.lookup_many(["1.0.0.1", "9.9.9.9", "1.0.1.1", "1.0.0.9"])
    assert found.column("city") == ["A", None, "B", "A"]
    assert found.column("lat") == [1.5, None, None, 1.5]
    assert found.column("lon") == [2.5, None, None, 2.5]
    assert found.column("region") == ["X", None, "Y", "X"]
    assert found.column("asn") == [None] * 4
    with pytest.raises(IndexError):
        found[4]


def test_integers_of_numpy_are_addresses_as_others_are(db):
    numpy = pytest.importorskip("numpy")
    kinds = (numpy.uint32, numpy.int64, numpy.uint64, object)
    for kind in kinds:
        found = db.lookup_many(numpy.array([0x01000001, 0x01000101, 5], kind))
        assert [each.city for each in found] == ["A", "B", None]
        assert found.column("network") == ["1.0.0.0/24", "1.0.1.0/24", None]
    for wrong in (numpy.bool_(1), numpy.float64(16777217), numpy.int64(-1)):
        assert db.lookup(wrong).reason == "malformed"
