# ruff: noqa: ISC004 -- rows of a file, one below the other
"""Every layout, by the first lines of the files that people download."""

import errno
import gzip
import io
import os
import sys
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from asok_geo import GeoDB, LayoutError, RowError, SourceError, SourceMissingError
from asok_geo.sources import find_source


def same(location, **expected):
    assert {key: location[key] for key in expected} == expected


@pytest.mark.parametrize(
    "text",
    [
        "1.1.1.0,1.1.1.255,Paris,France,48.8566,2.3522\n",
        "first,last,city,country,lat,lon\n1.1.1.0,1.1.1.255,Paris,France,48.8566,2.3522\n",
        "16843008,16843263,Paris,France,48.8566,2.3522\n",
        '"16843008","16843263","Paris","France","48.8566","2.3522"\n',
        '1.1.1.0,1.1.1.255,"Paris",FR,"48.8566",2.3522\n',
        "1.1.1.0,1.1.1.255,Paris,FR,48.8566,2.3522\r\n",
        "1.1.1.0,1.1.1.255,Paris,FR,48.8566,2.3522",
        "\ufeff1.1.1.0,1.1.1.255,Paris,FR,48.8566,2.3522\n",
        "\ufeffstart,end,city,country_code,latitude,longitude\n1.1.1.0,1.1.1.255,Paris,FR,48.8566,2.3522\n",
        "# a comment\n\n1.1.1.0,1.1.1.255,Paris,FR,48.8566,2.3522\n\n",
        "1.1.1.0;1.1.1.255;Paris;France;48.8566;2.3522\n",
        "1.1.1.0\t1.1.1.255\tParis\tFrance\t48.8566\t2.3522\n",
        "city,lat,lon,country,ip_to,ip_from\nParis,48.8566,2.3522,France,1.1.1.255,1.1.1.0\n",
        "network,city,country,lat,lon\n1.1.1.0/24,Paris,France,48.8566,2.3522\n",
        "1.1.1.0/24,Paris,France,48.8566,2.3522\n",
    ],
)
def test_the_six_columns_in_every_dress(load, text):
    db = load(text)
    same(db.lookup("1.1.1.1"), city="Paris", country="France", country_code="FR", lat=48.8566, lon=2.3522)
    assert db.lookup("1.1.2.0").reason == "unknown"
    assert str(db.network("1.1.1.1")) == "1.1.1.0/24"


@pytest.mark.parametrize(
    "header",
    [
        "start,end,city,country,lat,lon",
        "ip_first, ip_last, city, country, lat, lon",
        "fromIp,toIp,City,Country,Latitude,Longitude",
        "network_start_ip,network_last_ip,city_name,country_name,latitude,longitude",
    ],
)
def test_a_header_may_spell_the_columns_in_many_ways(load, header):
    db = load(f'{header}\n1.0.0.0, 1.0.0.255, "Washington, D.C.", US, 38.9, -77\n')
    same(db.lookup("1.0.0.1"), city="Washington, D.C.", country_code="US", lat=38.9, lon=-77.0)


def test_spaces_may_follow_the_commas(load):
    db = load('1.0.0.0, 1.0.0.255, "Washington, D.C.", United States, 38.9, -77\n')
    same(db.lookup("1.0.0.1"), city="Washington, D.C.", country_code="US", lat=38.9, lon=-77.0)


@pytest.mark.parametrize("addresses", ["1.0.0.0 , 1.0.0.255", "1.0.0.0/24"])
def test_spaces_may_stand_before_the_commas(load, addresses):
    db = load(f"{addresses} , Paris , France , 48.8 , 2.3 \n")
    same(db.lookup("1.0.0.1"), city="Paris", country_code="FR", lat=48.8, lon=2.3)


@pytest.mark.parametrize(
    "addresses", ["1.0.0.0\t1.0.0.255", '"1.0.0.0"\t"1.0.0.255"', '1.0.0.0\t"1.0.0.255"']
)
@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ('"Washington, D.C."', "Washington, D.C."),
        ('"The ""City"""', 'The "City"'),
        ('"A" and "B"', '"A" and "B"'),
        ('12" Records', '12" Records'),
        ('"Open', '"Open'),
        ('"', '"'),
    ],
)
def test_what_is_quoted_whole_between_tabs_is_read_without_its_quotes(load, addresses, written, meant):
    other = "2.0.0.0\t2.0.0.255\tParis\tFR\t1\t2\n"
    db = load(f"first\tlast\tcity\tcountry\tlat\tlon\n{addresses}\t{written}\tUS\t1\t2\n{other}")
    assert db.lookup("1.0.0.1").city == meant
    assert db.lookup("2.0.0.1").city == "Paris"


def test_an_address_alone_is_a_range(load):
    assert load("1.1.1.1,1.1.1.1,Paris,France,1,2\n").network("1.1.1.1").prefixlen == 32


@pytest.mark.parametrize(
    ("text", "ip", "expected"),
    [
        ("1.0.0.0,1.0.0.255,AU\n1.0.1.0,1.0.3.255,CN\n", "1.0.0.1", {"country": "Australia", "country_code": "AU"}),
        ("2001:200::,2001:200:ffff:ffff:ffff:ffff:ffff:ffff,JP\n", "2001:200::1", {"country_code": "JP"}),
        (
            "1.0.0.0,1.0.0.255,OC,AU,Queensland,South Brisbane,-27.4767,153.017\n"
            "2.0.0.0,2.0.0.255,EU,FR,,Paris,48.8,2.3\n",
            "1.0.0.9",
            {"continent_code": "OC", "country": "Australia", "region": "Queensland", "city": "South Brisbane",
             "lat": -27.4767},
        ),
        ('1.0.0.0,1.0.0.255,13335,"Cloudflare, Inc."\n', "1.0.0.1", {"asn": 13335, "organisation": "Cloudflare, Inc."}),
        ("16777216,16777471,13335,Cloudflare\n", "1.0.0.1", {"asn": 13335}),
        (
            "1.0.0.0,1.0.0.255,AU,Queensland,,South Brisbane,4101,-27.4767,153.017,Australia/Brisbane\n",
            "1.0.0.0",
            {"region": "Queensland", "district": None, "postcode": "4101", "timezone": "Australia/Brisbane"},
        ),
        (
            "16777216,16777471,AU,Queensland,,South Brisbane,,-27.4767,153.017,\n",
            "1.0.0.0",
            {"region": "Queensland", "postcode": None, "timezone": None, "lat": -27.4767},
        ),
        ("1.0.0.0\t1.0.0.255\t13335\tUS\tCLOUDFLARENET\n1.0.1.0\t1.0.3.255\t0\tNone\tNot routed\n", "1.0.0.1",
         {"asn": 13335, "country": "United States", "organisation": "CLOUDFLARENET"}),
        ('"0","16777215","-","-"\n"16777216","16777471","US","United States of America"\n', "1.0.0.1",
         {"country": "United States of America", "country_code": "US"}),
        ('"0","16777215","-","-","-","-"\n"16777216","16777471","US","United States of America","California","Los Angeles"\n',
         "1.0.0.1", {"region": "California", "city": "Los Angeles"}),
        ('"0","16777215","-","-","-","-","0.000000","0.000000"\n'
         '"16777216","16777471","US","United States of America","California","Los Angeles","34.052230","-118.243680"\n',
         "1.0.0.1", {"lat": 34.05223, "lon": -118.24368}),
        ('"0","16777215","-","-","-","-","0.000000","0.000000","-"\n'
         '"16777216","16777471","US","United States of America","California","Los Angeles","34.0","-118.2","90001"\n',
         "1.0.0.1", {"postcode": "90001"}),
        ('"16777216","16777471","US","United States of America","California","Los Angeles","34.0","-118.2","90001","-07:00"\n',
         "1.0.0.1", {"postcode": "90001", "timezone": "-07:00", "city": "Los Angeles"}),
        ('"16777216","16777471","US","United States of America","APNIC and Cloudflare"\n', "1.0.0.1",
         {"organisation": "APNIC and Cloudflare", "country_code": "US"}),
        ('"16777216","16777471","1.0.0.0/24","13335","CloudFlare Inc"\n', "1.0.0.1",
         {"asn": 13335, "organisation": "CloudFlare Inc"}),
        ("start_ip,end_ip,country,country_name,continent\n1.0.0.0,1.0.0.255,AU,Australia,OC\n", "1.0.0.1",
         {"country_code": "AU", "country": "Australia"}),
        ("network,asn,as_name,is_eu\n1.0.0.0/24,AS13335,Cloudflare,true\n", "1.0.0.1", {"asn": 13335, "is_eu": True}),
    ],
)  # fmt: skip
def test_a_layout_is_recognised(load, text, ip, expected):
    same(load(text).lookup(ip), **expected)


def test_what_says_nothing_is_a_miss(load):
    db = load('"0","16777215","-","-","-","-","0.000000","0.000000"\n'
              '"16777216","16777471","US","USA","California","Los Angeles","34.0","-118.2"\n')  # fmt: skip
    assert db.lookup("0.1.2.3").reason == "reserved"
    assert db.lookup("0.1.2.3").lat is None


def test_what_dbip_has_nowhere_is_a_miss(load):
    db = load("0.0.0.0,0.255.255.255,ZZ,ZZ,,,0,0\n1.0.0.0,1.0.0.255,OC,AU,Queensland,Brisbane,-27.4,153.1\n")
    assert db.lookup("0.1.2.3").reason == "reserved"
    assert not any(db.lookup("0.1.2.3")[key] for key in ("continent_code", "country_code", "lat", "network"))


def test_a_town_may_be_called_none(load):
    db = load("1.0.0.0,1.0.0.255,EU,IT,Piedmont,None,44.93,7.54\n2.0.0.0,2.0.0.255,EU,IT,None,-,45.0,7.5\n")
    same(db.lookup("1.0.0.1"), city="None", region="Piedmont", country_code="IT")
    same(db.lookup("2.0.0.1"), city=None, region=None, country_code="IT")


def test_unrouted_networks_of_iptoasn_are_misses(load):
    db = load("1.0.0.0\t1.0.0.255\t13335\tUS\tCLOUDFLARENET\n1.0.1.0\t1.0.3.255\t0\tNone\tNot routed\n")
    assert db.lookup("1.0.1.1").asn is None
    assert db.lookup("1.0.1.1").reason == "unknown"


@pytest.mark.parametrize("zero", ["0", "00", "AS0", "as0"])
def test_as_0_is_nobodys_however_it_is_written(load, zero):
    db = load(f"network,asn,organisation\n1.0.0.0/24,{zero},Not routed\n2.0.0.0/24,AS4294967295,Last\n")
    assert db.lookup("1.0.0.1").reason == "unknown"
    assert db.lookup("2.0.0.1").asn == 2**32 - 1


def test_ip2location_keeps_ipv4_inside_ipv6(load):
    v4 = 0xFFFF << 32
    rows = [
        f'"0","{v4 - 1}","-","-"',
        f'"{v4}","{v4 + 0xFFFFFF}","-","-"',
        f'"{v4 + 0x01000000}","{v4 + 0x010000FF}","AU","Australia"',
        f'"{0x2A010E35 << 96}","{(0x2A010E36 << 96) - 1}","FR","France"',
    ]
    db = load("\n".join(rows) + "\n", "IP2LOCATION-LITE-DB1.IPV6.CSV")
    assert db.lookup("1.0.0.1").country == "Australia"
    assert db.lookup("::ffff:1.0.0.1").country_code == "AU"
    assert db.lookup("2a01:e35::1").country_code == "FR"
    assert db.lookup("1.0.1.1").reason == "unknown"


BLOCKS = (
    "network,geoname_id,registered_country_geoname_id,represented_country_geoname_id,is_anonymous_proxy,"
    "is_satellite_provider,postal_code,latitude,longitude,accuracy_radius,is_anycast\n"
)
PLACES = (
    "geoname_id,locale_code,continent_code,continent_name,country_iso_code,country_name,subdivision_1_iso_code,"
    "subdivision_1_name,subdivision_2_iso_code,subdivision_2_name,city_name,metro_code,time_zone,is_in_european_union\n"
    '2988507,en,EU,Europe,FR,France,IDF,"Île-de-France",75,Paris,Paris,,Europe/Paris,1\n'
    '5375480,en,NA,"North America",US,"United States",CA,California,,,"Mountain View",807,America/Los_Angeles,0\n'
)
GEOLITE = {
    "GeoLite2-City-Blocks-IPv4.csv": BLOCKS
    + "8.8.8.0/24,5375480,6252001,,0,0,94035,37.3860,-122.0838,1000,\n9.9.9.0/24,,6252001,,0,0,,,,,\n",
    "GeoLite2-City-Blocks-IPv6.csv": BLOCKS + "2a01:e35::/32,2988507,3017382,,0,0,75001,48.8607,2.3281,20,\n",
    "GeoLite2-City-Locations-en.csv": PLACES,
    "GeoLite2-City-Locations-fr.csv": PLACES.replace("United States", "États-Unis"),
}


def check_geolite(db):
    same(db.lookup("8.8.8.8"), city="Mountain View", country="United States", country_code="US", region="California",
         postcode="94035", timezone="America/Los_Angeles", accuracy=1000, is_eu=False, lat=37.386)  # fmt: skip
    same(
        db.lookup("2a01:e35::1"), city="Paris", is_eu=True, district="Paris", continent_code="EU", lon=2.3281
    )
    assert db.lookup("9.9.9.9").reason == "unknown"


def test_geolite2_as_a_folder(tmp_path):
    folder = tmp_path / "GeoLite2-City-CSV_20260101"
    folder.mkdir()
    for name, text in GEOLITE.items():
        (folder / name).write_text(text, "utf-8")
    (folder / "LICENSE.txt").write_text("Use of this MaxMind product is governed by ...")
    check_geolite(GeoDB.open(folder))


def test_a_folder_may_be_the_one_that_the_process_is_in(tmp_path, monkeypatch):
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "geo.csv").write_text("1.0.0.0,1.0.0.255,FR\n")
    (folder / "sub").mkdir()
    for here, name in ((folder, "."), (folder / "sub", "..")):
        monkeypatch.chdir(here)
        assert GeoDB.open(name).lookup("1.0.0.1").country_code == "FR"
    assert {each.name for each in tmp_path.iterdir()} == {"data", "data.asokgeo", "data.asokgeo.lock"}


def test_what_macos_leaves_beside_files_is_none(tmp_path):
    (tmp_path / "geo.csv").write_text("1.0.0.0,1.0.0.255,FR\n")
    (tmp_path / "._geo.csv").write_bytes(b"\0\5\x16\7")
    with zipfile.ZipFile(tmp_path / "geo.zip", "w") as archive:
        archive.write(tmp_path / "geo.csv", "geo.csv")
        archive.write(tmp_path / "._geo.csv", "__MACOSX/._geo.csv")
    for path in (tmp_path, tmp_path / "geo.zip"):
        assert GeoDB.open(path).lookup("1.0.0.1").country_code == "FR"


def test_geolite2_as_a_zip(tmp_path):
    with zipfile.ZipFile(tmp_path / "GeoLite2-City-CSV.zip", "w") as archive:
        for name, text in GEOLITE.items():
            archive.writestr(f"GeoLite2-City-CSV_20260101/{name}", text)
        archive.writestr("GeoLite2-City-CSV_20260101/COPYRIGHT.txt", "...")
    check_geolite(GeoDB.open(tmp_path / "GeoLite2-City-CSV.zip"))


def test_geolite2_country_and_asn(tmp_path):
    folder = tmp_path / "country"
    folder.mkdir()
    head = "network,geoname_id,registered_country_geoname_id,represented_country_geoname_id,is_anonymous_proxy,is_satellite_provider,is_anycast\n"
    (folder / "GeoLite2-Country-Blocks-IPv4.csv").write_text(head + "1.0.0.0/24,2077456,2077456,,0,0,\n")
    (folder / "GeoLite2-Country-Locations-en.csv").write_text(
        "geoname_id,locale_code,continent_code,continent_name,country_iso_code,country_name,is_in_european_union\n"
        "2077456,en,OC,Oceania,AU,Australia,0\n"
    )
    same(GeoDB.open(folder).lookup("1.0.0.1"), country="Australia", country_code="AU", is_eu=False)
    asn = tmp_path / "asn"
    asn.mkdir()
    (asn / "GeoLite2-ASN-Blocks-IPv4.csv").write_text(
        "network,autonomous_system_number,autonomous_system_organization\n1.0.0.0/24,13335,CLOUDFLARENET\n"
    )
    same(GeoDB.open(asn).lookup("1.0.0.1"), asn=13335, organisation="CLOUDFLARENET", city=None)


def test_a_place_that_is_nowhere_is_an_error(tmp_path):
    (tmp_path / "GeoLite2-City-Blocks-IPv4.csv").write_text(BLOCKS + "8.8.8.0/24,1,1,,0,0,,1,1,1,\n")
    (tmp_path / "GeoLite2-City-Locations-en.csv").write_text(PLACES)
    for path in (tmp_path, tmp_path / "GeoLite2-City-Blocks-IPv4.csv"):
        with pytest.raises(RowError, match=r"IPv4\.csv:2: the place '1' .*; open the folder or zip"):
            GeoDB.open(path)


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (b'2,en,EU,Europe,FR,"France"x,,,,,Nice,,,1\n', "expected after"),
        (b'2,en,EU,Europe,FR,"France,,,,,Nice,,,1\n', "unexpected end of data"),
        (b"2,en,EU,Europe,FR,France,,,,,Orl\xe9ans,,,1\n", "is no UTF-8"),
        (b"2,en,EU,Europe,FR,France,,,,,Ni\0ce,,,1\n", "the city holds a zero byte"),
        (b"2,en,EU\n", "3 columns instead of 14"),
    ],
)
def test_a_bad_place_of_geolite2_is_an_error_with_its_line_or_is_counted(tmp_path, row, problem):
    (tmp_path / "GeoLite2-City-Blocks-IPv4.csv").write_text(
        BLOCKS + "8.8.8.0/24,5375480,1,,0,0,,1,1,1,\n9.9.9.0/24,2,2,,0,0,,1,1,1,\n"
    )
    (tmp_path / "GeoLite2-City-Locations-en.csv").write_bytes(PLACES.encode() + row)
    with pytest.raises(RowError, match=rf"Locations-en\.csv:4: .*{problem}"):
        GeoDB.open(tmp_path)
    db = GeoDB.open(tmp_path, skip_bad_rows=True)
    assert db.lookup("8.8.8.8").city == "Mountain View"
    assert db.lookup("9.9.9.9").reason == "unknown"
    assert db.metadata["skipped"] == 2
    assert "Locations-en.csv:4: " in db.metadata["skipped_rows"][0]


def test_a_folder_of_ip_location_db_holds_both_families(tmp_path):
    (tmp_path / "asn-country-ipv4.csv").write_text("1.0.0.0,1.0.0.255,AU\n")
    (tmp_path / "asn-country-ipv4-num.csv").write_text("16777216,16777471,AU\n")
    (tmp_path / "asn-country-ipv6.csv").write_text("2001:200::,2001:200:ffff:ffff:ffff:ffff:ffff:ffff,JP\n")
    db = GeoDB.open(tmp_path)
    assert db.lookup("1.0.0.1").country_code == "AU"
    assert db.lookup("2001:200::1").country_code == "JP"
    assert db.metadata["rows"] == 2


def test_numbers_of_ipv6(load):
    db = load(f"{0x20010200 << 96},{(0x20010201 << 96) - 1},JP\n")
    assert db.lookup("2001:200::1").country_code == "JP"


def test_a_compressed_file(tmp_path):
    path = tmp_path / "dbip-city-lite.csv.gz"
    path.write_bytes(gzip.compress(b"1.0.0.0,1.0.0.255,OC,AU,Queensland,South Brisbane,-27.4767,153.017\n"))
    assert GeoDB.open(path).lookup("1.0.0.1").city == "South Brisbane"


@pytest.mark.parametrize("before", [b"", b"1.0.0.0,1.0.0.255,AU\n" * 1000])
def test_a_line_that_would_fill_the_memory_is_an_error(tmp_path, monkeypatch, before):
    """A small archive may hold a line of many gigabytes."""
    monkeypatch.setattr("asok_geo.lines.LONGEST", 1 << 20)
    path = tmp_path / "a.csv.gz"
    path.write_bytes(gzip.compress(before + bytes(1 << 23)))
    tracemalloc.start()
    try:
        line = before.count(b"\n") + 1
        with pytest.raises(SourceError, match=rf"a\.csv\.gz:{line}: the line is longer than 1,048,576 bytes"):
            GeoDB.open(path, skip_bad_rows=True)
        assert tracemalloc.get_traced_memory()[1] < 1 << 23
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("data", [b"not gzip", gzip.compress(b"1.0.0.0,1.0.0.255,AU\n")[:-9]])
def test_a_broken_archive_is_a_source_error(tmp_path, data):
    path = tmp_path / "a.csv.gz"
    path.write_bytes(data)
    with pytest.raises(SourceError, match=r"a\.csv\.gz"):
        GeoDB.open(path)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_zip_with_two_files_of_one_name_is_an_error(tmp_path):
    """One of them could not be read by its name."""
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for row in ("1.0.0.0,1.0.0.255,AU\n", "2.0.0.0,2.0.0.255,FR\n"):
            archive.writestr("a.csv", row)
    with pytest.raises(LayoutError, match=r"a\.zip: holds more than one file of the same name"):
        GeoDB.open(tmp_path / "a.zip")


def zipped(**options):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", **options) as archive:
        archive.writestr("a.csv", "1.0.0.0,1.0.0.255,AU\n" * 100)
    return packed.getvalue()


def changed(data, **at):
    """A zip with other bytes in the entry of its directory: `needs` is the version, `flag`, `method`."""
    entry = data.index(b"PK\x01\x02")
    data = bytearray(data)
    for name, byte in at.items():
        place = {"needs": 6, "flag": 8, "method": 10}[name]
        data[entry + place] = byte
        if name != "needs":
            data[place - 2] = byte
    return bytes(data)


def damaged(data, start, end):
    return data[:start] + b"\xff" * (end - start) + data[end:]


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (changed(zipped(), flag=1), "a.csv: cannot be read: .* encrypted"),
        (changed(zipped(), method=99), "a.csv: cannot be read: .* not supported"),
        (changed(zipped(), needs=99), "a.zip: cannot be read: zip file version"),
        (damaged(zipped(compression=zipfile.ZIP_LZMA), 50, 60), "a.csv: cannot be read"),
    ],
)
def test_a_zip_that_is_encrypted_damaged_or_packed_in_an_unknown_way_is_a_source_error(
    tmp_path, data, problem
):
    path = tmp_path / "a.zip"
    path.write_bytes(data)
    with pytest.raises(SourceError, match=problem):
        GeoDB.open(path)


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("1.0.0.0,1.0.0.255,AU\n1.0.3.255,1.0.1.0,CN\n", 2, "inverted"),
        ("1.0.0.0,1.0.0.255,AU\n1.0.1.0,CN\n", 2, "columns"),
        ("1.0.0.0,1.0.0.255,AU\n1.0.1.0,1.0.3.255,CN,extra\n", 2, "columns"),
        ("1.0.0.0,1.0.0.255,AU\n1.0.1.999,1.0.3.255,CN\n", 2, "no address"),
        ("1.0.0.0,1.0.0.255,AU\n1.0.1.0,::1,CN\n", 2, "one family"),
        (
            "1.1.1.0,1.1.1.255,A,FR,1,2\n1.1.2.0,1.1.2.255,Washington, D.C.,US,1,2\n",
            2,
            "7 columns instead of 6",
        ),
        ("first,last,city,country,lat,lon\n1.1.1.0,1.1.1.255,A,FR,91,2\n", 2, "lat"),
        ("first,last,city,country,lat,lon\n1.1.1.0,1.1.1.255,A,FR,1,x\n", 2, "x"),
        ("first,last,city,country,lat,lon\n1.1.1.0,1.1.1.255,A,FR,nan,2\n", 2, "lat"),
        ("first,last,city,country,lat,lon\n1.1.1.0,1.1.1.255,A,FR,1_0,2\n", 2, "lat"),
        ('first,last,city,country,lat,lon\n1.1.1.0,1.1.1.255,"A,FR,1,2\n', 2, ""),
        ("network,city\n1.1.1.1/24,A\n", 2, "behind its prefix"),
        ("network,city\n1.1.1.0/33,A\n", 2, "no network"),
        ("network,asn\n1.1.1.0/24,12x\n", 2, "no number"),
        ("network,asn\n1.1.1.0/24,4294967296\n", 2, "beyond all AS numbers"),
        ("first,last,city\n340282366920938463463374607431768211456,1,A\n", 2, "beyond"),
    ],
)
def test_a_bad_row_is_an_error_with_its_line_or_is_counted(write, text, line, problem):
    path = write(text + "9.0.0.0,9.0.0.255,AU\n" if text.startswith("1.0") else text)
    with pytest.raises(RowError, match=rf"geo\.csv:{line}: .*{problem}") as caught:
        GeoDB.open(path)
    assert caught.value.line == line
    if text.startswith("1.0"):
        db = GeoDB.open(path, skip_bad_rows=True)
        assert db.metadata["skipped"] == 1
        assert f"geo.csv:{line}: " in db.metadata["skipped_rows"][0]
        assert db.lookup("9.0.0.1").country_code == "AU"
        with pytest.raises(RowError):
            GeoDB.open(path)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("1.0.0.0,1.0.0.999,Paris,FR,1,2", "'1.0.0.999' is no address"),
        ("1.0.0.0x,1.0.0.255,Paris,FR,1,2", "'1.0.0.0x' is no address"),
        ("1.0.0.0,1.0.0.255", "2 columns instead of 6"),
        ("1.0.0.0", "1 columns instead of 6"),
        ('1.0.0.0,1.0.0.255,"Paris"x,FR,1,2', "expected after"),
        ('1.0.0.0,1.0.0.255,"Pa', "unexpected end of data"),
    ],
)
def test_the_first_row_may_be_the_bad_one(write, line, problem):
    path = write(f"{line}\n1.0.1.0,1.0.1.255,Lyon,FR,1,2\n1.0.2.0,1.0.2.255,Nice,FR,1,2\n")
    with pytest.raises(RowError, match=rf"geo\.csv:1: .*{problem}"):
        GeoDB.open(path)
    db = GeoDB.open(path, skip_bad_rows=True)
    assert (db.metadata["rows"], db.metadata["skipped"]) == (2, 1)
    assert db.lookup("1.0.2.1").city == "Nice"


def test_text_that_is_no_utf8_is_an_error_with_its_line(tmp_path):
    path = tmp_path / "geo.csv"
    path.write_bytes(b"1.0.0.0,1.0.0.255,Paris,FR,1,2\n1.0.1.0,1.0.1.255,Orl\xe9ans,FR,1,2\n")
    with pytest.raises(RowError, match=r"geo\.csv:2: is no UTF-8"):
        GeoDB.open(path)


@pytest.mark.parametrize(
    "columns",
    ["{city}", "{code},{city}", "{code},{region},{city}", "{code},{region},{city},75001", "{code},Orange SA"],
)
def test_a_city_or_an_owner_is_not_taken_for_a_country(write, columns):
    """Nor are those that are spelled like one."""
    places = [("FR", "Ile-de-France", "Paris"), ("US", "California", "Los Angeles"), ("SG", "", "Singapore")]
    rows = [
        f"1.0.{n}.0,1.0.{n}.255," + columns.format(code=code, region=region, city=city)
        for n, (code, region, city) in enumerate(places)
    ]
    with pytest.raises(LayoutError, match="no known layout"):
        GeoDB.open(write("\n".join(rows)))


@pytest.mark.parametrize(
    "columns",
    [
        "fr",
        "Frankreich\n1.0.1.0,1.0.1.255,France",
        "UK,United Kingdom",
        "FR,Frankreich\n1.0.1.0,1.0.1.255,DE,Germany\n1.0.2.0,1.0.2.255,-,-",
    ],
)
def test_a_country_may_have_a_name_that_is_not_known(load, columns):
    assert load(f"1.0.0.0,1.0.0.255,{columns}\n").lookup("1.0.0.1").country


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("header", ["first,last,country\n", ""])
def test_text_in_utf16_is_told_as_such(tmp_path, header, encoding):
    path = tmp_path / "geo.csv"
    path.write_bytes(f"{header}1.0.0.0,1.0.0.255,FR\n".encode(encoding))
    for skip in (False, True):
        with pytest.raises(LayoutError, match=r"geo\.csv:1: .*UTF-16, perhaps: save it as UTF-8"):
            GeoDB.open(path, skip_bad_rows=skip)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "no rows"),
        ("\n\n# nothing\n", "no rows"),
        ("first,last,city,country,lat,lon\n", "no rows"),
        ("hello\nworld\n", "no column for the addresses"),
        ("city,country\nParis,FR\n", "no column for the addresses"),
        ("first,last\n1.1.1.0,1.1.1.255\n", "no column says anything"),
        ("first,last,planet\n1.1.1.0,1.1.1.255,Mars\n", "no column says anything"),
        ("first,last,city,town\n1.1.1.0,1.1.1.255,a,b\n", "more than one column could be the city"),
        ("1.0.0.0,1.0.0.255,a,b,c,d,e,f,g,h,i,j\n", "no known layout"),
        ("1.0.0.0,1.0.0.255\n", "addresses and nothing else"),
        ("1.0.0.0,x,FR\n", "neither two addresses nor a network"),
        ('"1.0.0.0"x,1.0.0.255,FR\n', "is no row of a table"),
        ('"a"x\nfirst,last,city\n', "1: is no row of a table"),
        ("1.0.0.0,1.0.0.255,FR,France,,\n", "could be .* add a header line"),
        ("1.0.0.0,1.0.0.255,FR,Paris,48.8,2.3\n", "every city is a country"),
        ("1.0.0.0,1.0.0.255,France,Paris,48.8,2.3\n", "every city is a country"),
    ],
)
def test_a_file_that_cannot_be_understood_is_a_layout_error(write, text, problem):
    with pytest.raises(LayoutError, match=problem):
        GeoDB.open(write(text))


def test_a_file_of_bad_rows_only_tells_of_them(write):
    path = write("first,last,city\n1.0.0.9,1.0.0.1,Paris\nx,y,Lyon\n")
    with pytest.raises(LayoutError, match=r"holds no rows but 2 bad ones: .*geo\.csv:2: .* is inverted"):
        GeoDB.open(path, skip_bad_rows=True)


def test_no_file_is_a_named_error(tmp_path):
    with pytest.raises(SourceMissingError):
        GeoDB.open(tmp_path / "geo.csv")
    with pytest.raises(FileNotFoundError):
        GeoDB.open(tmp_path / "geo.csv")
    with pytest.raises(LayoutError, match="holds no"):
        GeoDB.open(tmp_path)


def test_what_is_neither_file_nor_folder_is_an_error_and_no_hang(tmp_path):
    pipe = tmp_path / "geo.csv"
    os.mkfifo(pipe)
    for path in (pipe, Path(os.devnull)):
        with pytest.raises(SourceError, match="is neither a file nor a folder"):
            GeoDB.open(path, cache_dir=tmp_path)


def test_a_folder_that_may_not_be_read_is_a_source_error(tmp_path, monkeypatch):
    def refuse(self):
        raise PermissionError(errno.EACCES, "Permission denied", str(self))

    monkeypatch.setattr(Path, "iterdir", refuse)
    with pytest.raises(SourceError, match=r"cannot be read: .*Permission denied"):
        GeoDB.open(tmp_path)


def test_a_path_that_cannot_be_is_a_missing_file():
    with pytest.raises(SourceMissingError, match="embedded null"):
        GeoDB.open("geo\0.csv")


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS has no such names")
def test_the_name_of_a_file_may_be_no_utf8(tmp_path):
    path = tmp_path / os.fsdecode(b"caf\xe9.csv")
    path.write_text("1.0.0.0,1.0.0.255,FR\nx\n")
    for _ in range(2):
        db = GeoDB.open(path, skip_bad_rows=True)
        assert db.lookup("1.0.0.1").country_code == "FR"
        assert db.metadata["skipped_rows"][0].startswith(str(path))
        assert not db.reload()


def test_files_of_different_kinds_in_one_folder_are_an_error(tmp_path):
    (tmp_path / "a.csv").write_text("1.0.0.0,1.0.0.255,AU\n")
    (tmp_path / "b.csv").write_text("1.0.0.0,1.0.0.255,13335,Cloudflare\n")
    with pytest.raises(LayoutError, match="open_merged"):
        GeoDB.open(tmp_path)


@pytest.mark.parametrize(
    ("written", "code", "name"),
    [
        ("FR", "FR", "France"),
        ("France", "FR", "France"),
        ("Korea (Republic of)", "KR", "Korea (Republic of)"),
        ("Korea, Republic of", "KR", "Korea, Republic of"),
        ("United States of America", "US", "United States of America"),
        ("Iran (Islamic Republic of)", "IR", "Iran (Islamic Republic of)"),
        ("Turkey", "TR", "Turkey"),
        ("Côte d'Ivoire", "CI", "Côte d'Ivoire"),
        ("Atlantis", None, "Atlantis"),
        ("ZZ", None, None),
        ("EU", "EU", None),
        ("fr", "FR", "France"),
        ("UK", "GB", "United Kingdom"),
    ],
)
def test_country_names_and_codes_complete_each_other(load, written, code, name):
    db = load(f'first,last,city,country\n1.0.0.0,1.0.0.255,A,"{written}"\n')
    same(db.lookup("1.0.0.1"), country=name, country_code=code)


def test_a_continent_that_is_spelled_like_a_country_is_not_taken_for_one(load):
    """NA is Namibia and North America, SA Saudi Arabia and South America."""
    db = load(
        "8.8.8.0,8.8.8.255,NA,US,California,Mountain View,37.4,-122.1\n1.0.0.0,1.0.0.255,SA,BR,,,-10,-55\n"
    )
    assert (db.lookup("8.8.8.8").continent_code, db.lookup("8.8.8.8").country_code) == ("NA", "US")


def many(line: str, *, quoted: bool = False) -> str:
    """A file of a thousand rows with that line as the 501st."""
    cells = [
        (f"1.0.{n // 4}.{n % 4 * 64}", f"1.0.{n // 4}.{n % 4 * 64 + 63}", f"{n % 7}", "FR", "1", "2")
        for n in range(1000)
    ]
    rows = [",".join(f'"{cell}"' if quoted else cell for cell in row) + "\n" for row in cells]
    return "".join([*rows[:500], line, *rows[500:]])


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("1.0.125.0,1.0.125.9\n", "2 columns instead of 6"),
        ('1.0.125.0,1.0.125.9,"A,FR,1,2\n', "unexpected end of data"),
        ('1.0.125.0,1.0.125.9,"A\n', "unexpected end of data"),
        ("1.0.125.9,1.0.125.0,A,FR,1,2\n", "is inverted"),
        ("::9,::5,A,FR,1,2\n", "is inverted"),
        ("1.0.125.0\0,1.0.125.9,A,FR,1,2\n", "is no address"),
        ("1.0.125.0,1.0.125.9,A\0,FR,1,2\n", "the city holds a zero byte"),
        ("1.0.125.0,1.0.125.9,A\r,FR,1,2\n", "new-line character"),
        ("1.0.125.0,1.0.125.9,A,FR,91,2\n", "the lat '91' is outside"),
        ('1.0.125.0,1.0.125.9,A,FR,"48,85",2\n', "the lat '48,85' is no number"),
        ("1.0.125.0,1.0.125.9,A,FR,1,1_0\n", "the lon '1_0' is no number"),
        ('1.0.125.0","1.0.125.9","A","FR","1","2"\n', "is no address"),
    ],
)  # fmt: skip
def test_a_bad_row_among_many_is_told_by_its_line_and_spoils_no_other(write, line, problem):
    path = write(many(line, quoted=line.endswith('"\n')))
    with pytest.raises(RowError, match=rf"geo\.csv:501: .*{problem}"):
        GeoDB.open(path)
    db = GeoDB.open(path, skip_bad_rows=True)
    assert (db.metadata["rows"], db.metadata["skipped"]) == (1000, 1)
    assert [db.lookup((1 << 24) + n * 64 + 5).city for n in range(1000)] == [f"{n % 7}" for n in range(1000)]


@pytest.mark.parametrize(
    "line", ["\n", "# a comment\n", "::9, ::9, A, FR, 1, 2\n", '"::9","::9","A","FR","1","2"\n']
)
def test_an_odd_line_among_many_spoils_none(load, line):
    db = load(many(line))
    assert [db.lookup((1 << 24) + n * 64 + 5).city for n in range(1000)] == [f"{n % 7}" for n in range(1000)]
    assert db.lookup("::9").city == ("A" if "A" in line else None)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("1.0.125.4/29,A\n", "behind its prefix"),
        ("1.0.125.0/33,A\n", "no network"),
        ("1.0.125.0/-1,A\n", "no network"),
        ("1.0.125.0,A\n", "no network"),
        ("1.0.125/24,A\n", "no address"),
        ("::5/64,A\n", "behind its prefix"),
        ("1.0.125.0/24\n", "1 columns instead of 2"),
    ],
)
@pytest.mark.parametrize("quoted", [False, True])
def test_a_bad_network_among_many_is_told_by_its_line(write, line, problem, quoted):
    networks = [f'"1.0.{n // 4}.{n % 4 * 64}/26",A{n % 7}\n' for n in range(1000)]
    rows = networks if quoted else [network.replace('"', "") for network in networks]
    path = write("".join(["network,city\n", *rows[:500], line, *rows[500:]]))
    with pytest.raises(RowError, match=rf"geo\.csv:502: .*{problem}"):
        GeoDB.open(path)
    db = GeoDB.open(path, skip_bad_rows=True)
    assert (db.metadata["rows"], db.metadata["skipped"]) == (1000, 1)
    assert [db.lookup((1 << 24) + n * 64 + 5).city for n in range(1000)] == [f"A{n % 7}" for n in range(1000)]


def test_networks_of_any_length_and_family_among_many(load):
    many = "".join(f"1.0.{n // 4}.{n % 4 * 64}/26,A\n" for n in range(1000))
    db = load(
        f"network,city\n{many}::ffff:8.8.8.0/120,B\n 9.0.0.0/8 ,C\n2a01::/32,D\n2a02::1/128,E\n128.0.0.0/1,F\n"
    )
    found = [
        db.lookup(ip).city for ip in ("8.8.8.8", "9.255.0.1", "2a01::5", "2a02::1", "2a02::2", "200.1.1.1")
    ]
    assert found == ["B", "C", "D", "E", None, "F"]


def test_numbers_of_both_families_are_told_apart_and_said_once(load):
    rows = [(n << 8, (n << 8) + 255) for n in range(5000, 6000)]
    rows += [(n << 96, (n + 1 << 96) - 1) for n in range(0x20010000, 0x20010400)]
    db = load("".join(f'"{first}","{last}","A","FR","1","2"\n' for first, last in rows))
    assert (db.metadata["rows_v4"], db.metadata["rows_v6"]) == (1000, 1024)
    assert db.metadata["records"] == 1
    assert db.lookup("0.19.136.0").city == db.lookup("2001:3ff::5").city == "A"


@pytest.mark.parametrize("first", ["1e3", "1_0", "-5", "٣", "9" * 45, "1" * 5000])
def test_what_is_no_whole_number_among_numbers_is_no_address(load, first):
    rows = "".join(f"{n},{n},A,FR,1,2\n" for n in range(50, 100))
    with pytest.raises(RowError, match=r"geo\.csv:51: "):
        load(f"{rows}{first},{2**128 - 1},A,FR,1,2\n")


@pytest.mark.parametrize("kind", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_zip_that_is_damaged_locked_or_packed_in_an_unknown_way_is_a_named_error(tmp_path, kind):
    path = tmp_path / "geo.zip"
    with zipfile.ZipFile(path, "w", kind) as archive:
        archive.writestr("geo.csv", "1.1.1.0,1.1.1.255,Paris,FR,48.8,2.3\n" * 50)
    whole = path.read_bytes()
    entry = whole.index(b"PK\1\2")
    # The first bytes of the data, and in both directories: the flag of encryption, the method, the version.
    for places in ([36, 37, 38, 39, 40, 41, 42, 43, 44, 45], [6, entry + 8], [8, entry + 10], [4, entry + 6]):
        damaged = bytearray(whole)
        for place in places:
            damaged[place] ^= 0x41
        path.write_bytes(damaged)
        os.utime(path, (1, 1))
        with pytest.raises(SourceError, match="cannot be read"):
            GeoDB.open(path)


def test_a_file_that_goes_away_while_it_is_looked_for_is_a_missing_one(tmp_path, monkeypatch):
    path = tmp_path / "geo.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("geo.csv", "1.1.1.0,1.1.1.255,Paris,FR,48.8,2.3\n")
    with monkeypatch.context() as patched:
        patched.setattr(zipfile.ZipFile, "namelist", lambda _: [])
        with pytest.raises(SourceMissingError, match="not there any more"):
            GeoDB.open(path)
    (tmp_path / "geo").mkdir()
    (tmp_path / "geo" / "geo.csv").write_text("1.1.1.0,1.1.1.255,Paris,FR,48.8,2.3\n")
    monkeypatch.setattr("pathlib.Path.is_file", lambda path: not path.unlink())
    with pytest.raises(SourceMissingError, match="cannot be read"):
        find_source(tmp_path / "geo")
