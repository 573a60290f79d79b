import copy
import json
import pickle
from collections.abc import Mapping
from ipaddress import ip_address, ip_network
from itertools import cycle
from random import Random

import pytest
from asok_geo import NOWHERE, ClosedError, GeoDB, Location, open_merged, results, sayings
from hypothesis import given, settings
from hypothesis import strategies as st


def test_a_row_is_found_from_its_first_to_its_last_address(small):
    assert small.lookup("2.125.159.255").city is None
    assert small.lookup("2.125.160.0").city == "Boxford"
    assert small.lookup("2.125.160.216").city == "Boxford"
    assert small.lookup("2.125.161.255").city == "Boxford"
    assert small.lookup("2.125.162.0").city is None


def test_a_location_is_a_mapping_and_has_attributes(small):
    location = small.lookup("2a01:e35::1")
    assert isinstance(location, Mapping)
    assert location["city"] == location.city == "Paris"
    assert location["country"] == location.country == "France"
    assert location["country_code"] == location.country_code == "FR"
    assert location["lat"] == location.lat == 48.8566
    assert location["lon"] == location.lon == 2.3522
    assert location["network"] == "2a01:e35::/32"
    assert location.network == ip_network("2a01:e35::/32")
    assert location.reason is None
    assert location.timezone is None
    assert location
    assert dict(location) == {
        "city": "Paris",
        "country": "France",
        "country_code": "FR",
        "lat": 48.8566,
        "lon": 2.3522,
        "reason": None,
        "network": "2a01:e35::/32",
    }
    assert "city" in location
    assert len(location) == len(list(location)) == 7
    assert "Paris" in repr(location)


def test_a_location_cannot_be_changed(small):
    location = small.lookup("8.8.8.8")
    with pytest.raises(TypeError):
        location["city"] = "Lyon"
    with pytest.raises(AttributeError):
        location.city = "Lyon"
    with pytest.raises(AttributeError):
        location.place = "Lyon"


def test_what_is_no_field_is_an_error(small):
    with pytest.raises(KeyError):
        small.lookup("8.8.8.8")["planet"]
    with pytest.raises(AttributeError, match="planet"):
        _ = small.lookup("8.8.8.8").planet
    assert small.lookup("8.8.8.8").get("planet") is None


@pytest.mark.parametrize(
    ("ip", "reason"),
    [
        ("9.9.9.9", "unknown"),
        ("2a01:e37::", "unknown"),
        ("10.0.0.1", "private"),
        ("192.168.1.1", "private"),
        ("172.31.255.255", "private"),
        ("172.32.0.0", "unknown"),
        ("127.0.0.1", "private"),
        ("100.64.0.1", "private"),
        ("169.254.1.1", "private"),
        ("::1", "private"),
        ("fd00::1", "private"),
        ("fe80::1%eth0", "private"),
        ("0.0.0.0", "reserved"),
        ("224.0.0.1", "reserved"),
        ("255.255.255.255", "reserved"),
        ("192.0.2.1", "reserved"),
        ("203.0.113.1", "reserved"),
        ("::", "reserved"),
        ("2001:db8::1", "reserved"),
        ("ff02::1", "reserved"),
        ("2001::1", "unknown"),
        ("2001:1::5", "reserved"),
        ("2001:2:0:1::", "reserved"),
        ("2001:3::1", "unknown"),
        ("2001:4:111::", "reserved"),
        ("2001:4:112::1", "unknown"),
        ("2001:4:113::", "reserved"),
        ("2001:1f:ffff::", "reserved"),
        ("2001:20::", "unknown"),
        ("2001:3f:ffff::", "unknown"),
        ("2001:40::", "reserved"),
        ("2001:1ff:ffff::", "reserved"),
        ("2001:200::", "unknown"),
        ("3fff:fff:ffff::", "reserved"),
        ("3fff:1000::", "unknown"),
        ("5f00::1", "reserved"),
        ("100:0:0:1::", "reserved"),
        ("64:ff9b:1::1", "reserved"),
        ("::ffff:10.0.0.1", "private"),
        ("2002:0a00:0001::1", "private"),
        ("", "malformed"),
        ("8.8.8", "malformed"),
        ("8.8.8.8.8", "malformed"),
        ("08.8.8.8", "malformed"),
        ("8.8.8.256", "malformed"),
        (" 8.8.8.8", "malformed"),
        ("8.8.8.8\0", "malformed"),
        ("8.8.8.8/32", "malformed"),
        ("::g", "malformed"),
        ("1:2", "malformed"),
        ("８.8.8.8", "malformed"),
        ("\ud800", "malformed"),
        (None, "malformed"),
        (-1, "malformed"),
        (2**128, "malformed"),
        (1.5, "malformed"),
        (b"x", "malformed"),
        (b"8.8.", "malformed"),
        (True, "malformed"),
        (ip_network("8.8.8.0/24"), "malformed"),
    ],
)
def test_a_miss_says_why_and_nothing_else(small, ip, reason):
    for _ in range(3):
        location = small.lookup(ip)
        assert location.reason == location["reason"] == reason
        assert not location
        assert {key: value for key, value in location.items() if value is not None} == {"reason": reason}
        assert set(location) == set(small.lookup("8.8.8.8"))


@pytest.mark.parametrize(
    "ip",
    [
        "8.8.8.8",
        "::ffff:8.8.8.8",
        "::ffff:808:808",
        "2002:808:808::1",
        "64:ff9b::8.8.8.8",
        0x08080808,
        ip_address("8.8.8.8"),
        ip_address("::ffff:8.8.8.8"),
    ],
)
def test_every_form_of_an_address_is_understood(small, ip):
    for _ in range(4):
        assert small.lookup(ip).city == "Mountain View"
        assert small.network(ip) == ip_network("8.8.8.0/24")


def test_rows_may_begin_and_end_inside_a_64(small):
    found = [small.lookup(f"2a01:e36::{last:x}").city for last in range(4, 9)]
    assert found == [None, "Nice", "Nice", "Nice", None]
    assert small.network("2a01:e36::5") == ip_network("2a01:e36::5/128")
    assert small.network("2a01:e36::6") == ip_network("2a01:e36::6/127")
    assert small.network("2a01:e36::9") is None


def test_neighbours_of_embedded_addresses_are_not_taken_for_them(load):
    db = load("64:ff9b:1::,64:ff9b:1::ffff,A,FR,1,2\n::1:0,::1:ffff,B,FR,1,2\n1.2.3.0,1.2.3.255,C,FR,1,2\n")
    for _ in range(3):
        assert db.lookup("64:ff9b:1::5").city == "A"
        assert db.lookup("64:ff9b::1.2.3.4").city == "C"
        assert db.lookup("::1:5").city == "B"
        assert db.lookup("::ffff:1.2.3.4").city == "C"
        assert db.lookup("2002:102:304::").city == "C"


def test_a_row_of_ones_own_for_private_addresses_is_used(load):
    db = load("10.0.0.0,10.0.0.255,Office,FR,48.8,2.3\n")
    assert db.lookup("10.0.0.7").city == "Office"
    assert db.lookup("10.0.1.7").reason == "private"


def test_missing_values_are_none_and_a_country_alone_is_an_answer(small):
    location = small.lookup("198.51.100.7")
    assert location
    assert (location.city, location.lat, location.lon) == (None, None, None)
    assert (location.country, location.country_code) == ("France", "FR")


def test_a_repeated_look_up_gives_the_same_answer(small):
    first = small.lookup("8.8.8.8")
    assert all(small.lookup("8.8.8.8") == first for _ in range(5))
    assert small.lookup("8.8.8.8") is small.lookup("8.8.8.8")


def fresh(count, seed=0):
    """Addresses from everywhere, each once."""
    return [str(ip_address(each)) for each in Random(seed).sample(range(1 << 24, 224 << 24), count)]


def test_an_address_that_comes_again_is_kept_however_many_came_once(small):
    for ip in fresh(20_000):
        small.lookup(ip)
    assert small.lookup("8.8.8.8") is not small.lookup("8.8.8.8")
    for seed in range(1, 500):
        for ip in fresh(1000, seed):
            small.lookup(ip)
        if small.lookup("8.8.8.8") is small.lookup("8.8.8.8"):
            break
    assert small.lookup("8.8.8.8") is small.lookup("8.8.8.8")


def test_new_addresses_that_come_again_are_kept_soon_though_nothing_came_again_before(small):
    for ip in fresh(20_000):
        small.lookup(ip)
    few = fresh(1000, seed=1)
    for ip in Random(2).choices(few, k=20_000):
        small.lookup(ip)
    assert sum(small.lookup(ip) is small.lookup(ip) for ip in few) > 950


def test_addresses_that_come_again_in_one_order_are_all_kept(small):
    few = fresh(4000)
    for ip in few * 2:
        small.lookup(ip)
    assert all(small.lookup(ip) is small.lookup(ip) for ip in few)


def test_what_is_kept_stays_as_long_as_it_is_asked_for_among_addresses_that_come_once(small):
    few = fresh(100, seed=1)
    for ip in few * 3:
        small.lookup(ip)
    kept = {ip: small.lookup(ip) for ip in few}
    for ip, known in zip(fresh(300_000), cycle(kept), strict=False):
        small.lookup(ip)
        assert small.lookup(known) is kept[known]


def test_what_is_asked_for_no_longer_is_forgotten(small):
    few = fresh(100, seed=1)
    for ip in few * 3:
        small.lookup(ip)
    assert small._results._kept
    for ip in fresh(300_000):
        small.lookup(ip)
    assert not small._results._kept
    assert small.lookup(few[0]) == small.lookup(few[0])


def test_what_is_taken_back_again_and_again_does_not_grow(small, monkeypatch):
    monkeypatch.setattr(results, "REPEATS", 80)
    # All of them are watched, so that what is kept is put aside soon.
    once = (f"{first}.{second}.0.1" for first in range(20, 200) for second in range(256))
    for seed in range(1, 5):
        for ip in fresh(75, seed):
            assert small.lookup(ip) == small.lookup(ip)
        for ip in list(small._results._doubted)[-1:]:
            small.lookup(ip)
        assert 40 < len(small._results._kept) <= 80
        while small._results._kept:
            small.lookup(next(once))


def test_what_is_forgotten_to_make_room_is_read_again(load, monkeypatch):
    monkeypatch.setattr(sayings, "RECORDS", 2)
    db = load("".join(f"1.0.{part}.0,1.0.{part}.255,Place {part},France,48.0,2.0\n" for part in range(5)))
    for _ in range(4):
        for part in (0, 1, 2, 3, 4, 2):
            assert db.lookup(f"1.0.{part}.9").city == f"Place {part}"
            assert sum(said is not None for said in db._results.sayings.held) <= 2


def test_a_database_whose_progress_was_shown_can_be_pickled(load):
    seen = []
    db = load("1.0.0.0,1.0.0.255,Paris,FR,1,2\n", progress=lambda progress: seen.append(progress))
    assert pickle.loads(pickle.dumps(db)).lookup("1.0.0.1").city == "Paris"
    assert seen


def test_databases_and_locations_can_be_pickled(small):
    again = pickle.loads(pickle.dumps(small))
    assert again.lookup("8.8.8.8") == small.lookup("8.8.8.8")
    location = pickle.loads(pickle.dumps(small.lookup("8.8.8.8")))
    assert location == small.lookup("8.8.8.8")
    assert location.network == ip_network("8.8.8.0/24")
    assert copy.copy(location) == location


def test_nowhere_has_every_field_and_says_that_there_is_no_database():
    assert [NOWHERE[key] for key in ("city", "country", "country_code", "lat", "lon")] == [None] * 5
    assert NOWHERE.reason == "no database"
    assert NOWHERE.network is None
    assert not NOWHERE
    assert isinstance(NOWHERE, Location)
    assert dict(pickle.loads(pickle.dumps(NOWHERE))) == dict(NOWHERE)


def test_a_closed_database_says_so(small):
    with small as db:
        location = db.lookup("8.8.8.8")
    assert location.network == ip_network("8.8.8.0/24")
    for ask in (db.lookup, db.network, lambda ip: db.lookup_many([ip])):
        with pytest.raises(ClosedError):
            ask("8.8.8.8")
    with pytest.raises(ClosedError):
        db.reload()
    db.close()


def test_metadata_tells_what_is_served(small):
    about = small.metadata
    assert about["rows"] == 6
    assert (about["rows_v4"], about["rows_v6"]) == (4, 2)
    assert about["source"].endswith("geo.csv")
    assert about["skipped"] == 0
    assert about["fields"] == ["city", "country", "country_code", "lat", "lon"]


@pytest.fixture(scope="module")
def one_row(tmp_path_factory):
    path = tmp_path_factory.mktemp("one") / "geo.csv"
    path.write_text("8.8.8.0,8.8.8.255,A,FR,1,2\n")
    return GeoDB.open(path)


@settings(deadline=None, max_examples=300)
@given(text=st.text(max_size=60) | st.text("0123456789abcdef:.%/", max_size=45))
def test_no_text_makes_a_look_up_fail(one_row, text):
    try:
        ip_address(text)
        malformed = False
    except ValueError:
        malformed = True
    for _ in range(3):
        location = one_row.lookup(text)
        assert bool(location) == (location.reason is None)
        assert (location.reason == "malformed") == malformed


@pytest.fixture(params=["new", "kept", "of many", "by its number", "pickled", "merged"])
def make(request, load, write):
    """Makes a location of 8.8.8.8, in each of the ways in which there are any."""
    text = "network,city,country,lat,lon,region,asn\n8.8.8.0/24,Mountain View,US,37.4056,-122.0775,California,15169\n"
    db = load(text)
    ways = {
        "new": lambda: db.lookup("8.8.8.8"),
        "kept": lambda: [db.lookup("8.8.8.8") for _ in range(3)][-1],
        "of many": lambda: db.lookup_many(["8.8.8.8"])[0],
        "by its number": lambda: db.lookup(0x08080808),
        "pickled": lambda: pickle.loads(pickle.dumps(db.lookup("8.8.8.8"))),
        "merged": lambda: open_merged([write(text, "again.csv")]).lookup("8.8.8.8"),
    }
    return ways[request.param]


COMPLETE = {
    "city": "Mountain View",
    "country": "United States",
    "country_code": "US",
    "lat": 37.4056,
    "lon": -122.0775,
    "reason": None,
    "region": "California",
    "asn": 15169,
    "network": "8.8.8.0/24",
}


def test_a_location_is_complete_for_whatever_reads_all_of_it(make):
    assert dict(make()) == {**make()} == make() | {} == {} | make() == make().copy() == COMPLETE
    assert make() == COMPLETE == make() == make()
    assert dict(zip(make().keys(), make().values(), strict=True)) == dict(make().items()) == COMPLETE
    assert [*make()] == [*COMPLETE]
    assert len(make()) == len(COMPLETE)
    assert all(key in make() and make()[key] == make().get(key) == value for key, value in COMPLETE.items())
    for same in (copy.copy(make()), copy.deepcopy(make()), pickle.loads(pickle.dumps(make()))):
        assert same == COMPLETE
        assert same.network == make().network == ip_network("8.8.8.0/24")
    match make():
        case {"city": city, "network": network, **rest}:
            assert (city, network, rest["asn"]) == ("Mountain View", "8.8.8.0/24", 15169)


@pytest.mark.parametrize("encoder", ["json", "orjson"])
def test_json_holds_all_of_a_location_or_is_refused(make, encoder):
    """An encoder in C never finds half a dict."""
    dumps = pytest.importorskip(encoder).dumps
    assert json.loads(dumps(dict(make()))) == json.loads(dumps(make(), default=dict)) == COMPLETE
    with pytest.raises(TypeError):
        dumps(make())


def test_a_location_is_read_only(make):
    location = make()
    changes = (
        lambda: location.__setitem__("city", "x"), lambda: location.__delitem__("city"),
        lambda: location.update(city="x"), lambda: setattr(location, "city", "x"),
        lambda: setattr(location, "lat", 1.0), lambda: setattr(location, "other", 1), lambda: location.clear(),
        lambda: delattr(location, "city"),
    )  # fmt: skip
    for change in changes:
        with pytest.raises((TypeError, AttributeError)):
            change()
    with pytest.raises(TypeError):
        hash(location)
    location.copy()["city"] = "x"
    assert location == make() == COMPLETE


def test_what_a_location_does_not_hold(make):
    assert make().get("", 0) == 0
    assert "" not in make()
    for read in (lambda: make()[""], lambda: make()["timezone"]):
        with pytest.raises(KeyError):
            read()
    assert make().timezone is None
    assert make() != {**COMPLETE, "city": "x"}
    assert make() != 1
