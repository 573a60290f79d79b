import pickle
import threading
from ipaddress import ip_network

import pytest
from asok_geo import ClosedError, SourceMissingError, open_merged


@pytest.fixture
def merged(write):
    city = write("8.8.8.0,8.8.9.255,Mountain View,US,37.4,-122.08\n", "city.csv")
    asn = write("8.8.8.0,8.8.8.255,15169,Google LLC\n9.9.9.0,9.9.9.255,19281,Quad9\n", "asn.csv")
    return open_merged([city, asn])


def test_asn_stands_beside_city(merged):
    location = merged.lookup("8.8.8.8")
    assert (location.city, location.asn, location["organisation"]) == ("Mountain View", 15169, "Google LLC")
    assert location.network == merged.network("8.8.8.8") == ip_network("8.8.8.0/24")
    assert merged.lookup("8.8.9.1").network == ip_network("8.8.8.0/23")
    assert location.reason is None
    assert pickle.loads(pickle.dumps(location)) == location


def test_what_one_file_knows_is_enough(merged):
    assert merged.lookup("9.9.9.9").asn == 19281
    assert merged.lookup("9.9.9.9").city is None
    assert merged.lookup("9.9.9.9")
    assert merged.lookup("8.8.9.1").city == "Mountain View"


def test_what_belongs_together_comes_from_one_file(write):
    """`EU`, as iptoasn has it, is not the code of the country that another file names."""
    owner = write("network,asn,country_code,lat\n8.8.8.0/24,1,EU,50\n9.9.9.0/24,2,,\n", "owner.csv")
    city = write("8.8.8.0,9.9.9.255,Berlin,Germany,52.5,13.4\n", "city.csv")
    merged = open_merged([owner, city])
    mixed, whole = merged.lookup("8.8.8.8"), merged.lookup("9.9.9.9")
    assert (mixed.country, mixed.country_code, mixed.lat, mixed.lon) == (None, "EU", 50, None)
    assert (mixed.city, mixed.asn) == ("Berlin", 1)
    assert (whole.country, whole.country_code, whole.lat, whole.lon) == ("Germany", "DE", 52.5, 13.4)
    assert open_merged([city, owner]).lookup("8.8.8.8").country_code == "DE"


def test_a_miss_in_all_files_is_a_miss(merged):
    for ip, reason in (("1.1.1.1", "unknown"), ("10.0.0.1", "private"), ("x", "malformed")):
        location = merged.lookup(ip)
        assert location.reason == reason
        assert not location
        assert location.network is None
        assert location.asn is None


def test_it_is_used_like_one_database(merged):
    assert [each.asn for each in merged.lookup_many(["8.8.8.8", "9.9.9.9"])] == [15169, 19281]
    assert [each["rows"] for each in merged.metadata] == [1, 2]
    assert merged.reload() is False
    assert pickle.loads(pickle.dumps(merged)).lookup("8.8.8.8").asn == 15169
    with merged as db:
        pass
    with pytest.raises(ClosedError):
        db.lookup("8.8.8.8")


def test_nothing_to_merge_is_an_error():
    with pytest.raises(ValueError, match="at least one"):
        open_merged([])


def test_files_that_cannot_all_be_opened_are_not_watched(write):
    path = write("1.1.1.0,1.1.1.255,Paris,FR,48,2\n")
    before = threading.active_count()
    with pytest.raises(SourceMissingError):
        open_merged([path, path.with_name("missing.csv")], watch=10)
    assert threading.active_count() == before
