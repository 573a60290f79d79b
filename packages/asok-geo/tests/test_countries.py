import pytest
from asok_geo.countries import CODES, NAMES, code_of, name_of


def test_every_assigned_code_has_a_name_and_the_name_its_code():
    assert len(NAMES) == 250  # the 249 of ISO 3166-1 and Kosovo
    for code, name in NAMES.items():
        assert name_of(code) == name
        assert code_of(name) == code


def test_no_two_countries_share_a_spelling():
    spellings = sum(
        line.count("; ") + 1 for line in __import__("asok_geo.countries").countries.COUNTRIES.splitlines()
    )
    assert len(CODES) == spellings


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("United Kingdom of Great Britain and Northern Ireland", "GB"),
        ("Congo (Democratic Republic of the)", "CD"),
        ("Congo", "CG"),
        ("Taiwan (Province of China)", "TW"),
        ("Viet Nam", "VN"),
        ("cote d'ivoire", "CI"),
        ("Türkiye", "TR"),
        ("Bolivia (Plurinational State of)", "BO"),
        ("Czechia", "CZ"),
        ("Macedonia, The Former Yugoslav Republic of", "MK"),
        ("Palestinian Territory, Occupied", "PS"),
        ("Vatican City State", "VA"),
        ("Republic of Ireland", "IE"),
        ("Bonaire, Saint Eustatius and Saba", "BQ"),
        ("US Virgin Islands", "VI"),
        ("Nowhere", None),
        ("", None),
        ("日本", None),
    ],
)
def test_names_are_known_in_the_spellings_of_files(name, code):
    assert code_of(name) == code
