import os
from pathlib import Path

import pytest
from asok_i18n import CatalogError, Catalogs
from asok_i18n.compiled import compile_folder

FILES = {
    "en.json": {
        "a": {"b": "deep"},
        "n": "{n, plural, one{# file} other{# files}}",
        "only": "English",
        "": "empty key",
    },
    "fr.json": {"@syntax": "icu", "a": {"b": "l''été"}},
    "pt-BR.json": {"a": {"b": "br"}},
    "pt.json": {"a": {"b": "pt"}, "n": "pt"},
    "ru.po": '"Plural-Forms: nplurals=2; plural=n>4;\\n"\n\nmsgid "{n} cat"\nmsgid_plural "{n} cats"\n'
    'msgstr[0] "{n} A"\nmsgstr[1] "{n} B"\n',
}


@pytest.fixture
def both(load, tmp_path):
    plain = load(FILES)
    compile_folder(tmp_path, tmp_path / "all.bin")
    return plain, Catalogs.load(tmp_path / "all.bin")


def test_a_compiled_file_says_what_its_folder_says(both):
    plain, compiled = both
    assert compiled.languages == plain.languages == ("en", "fr", "pt", "pt-BR", "ru")
    for language in plain.languages:
        t, u = plain.translator(language), compiled.translator(language)
        for key in ("a.b", "a", "n", "only", "", "{n} cat", "zzz", "\ud800"):
            assert u(key) == t(key)
            assert u(key, n=5) == t(key, n=5)


def test_many_keys_are_all_found(load, tmp_path):
    load({"en.json": {f"key.{number}": f"text {number} é" for number in range(5000)}})
    compile_folder(tmp_path, tmp_path / "all.bin")
    t = Catalogs.load(tmp_path / "all.bin").translator("en")
    assert all(t(f"key.{number}") == f"text {number} é" for number in range(5000))
    assert t("key.5000") == "key.5000"


def test_an_empty_folder_compiles(tmp_path):
    compile_folder(tmp_path, tmp_path / "all.bin")
    assert Catalogs.load(tmp_path / "all.bin").translator("en")("a") == "a"


def test_a_new_compiled_file_is_taken_by_reload(both, tmp_path):
    compiled = both[1]
    before = compiled.translator("en")
    (tmp_path / "en.json").write_text('{"a": {"b": "new"}}')
    compile_folder(tmp_path, tmp_path / "all.bin")
    assert compiled.reload() is True
    assert compiled.translator("en")("a.b") == "new"
    assert before("only") == "English", "the old mapping serves on"


@pytest.mark.parametrize("size", [0, 4, 20, 40, 100, -1])
def test_a_compiled_file_cut_short_is_refused(both, tmp_path, size):
    content = (tmp_path / "all.bin").read_bytes()
    (tmp_path / "cut.bin").write_bytes(content[:size])
    with pytest.raises(CatalogError, match=r"cut\.bin:1: "):
        Catalogs.load(tmp_path / "cut.bin")


def test_another_file_is_refused(tmp_path):
    (tmp_path / "x").write_text("hello " * 100)
    with pytest.raises(CatalogError, match="another program"):
        Catalogs.load(tmp_path / "x")


def test_a_damaged_file_is_an_error_or_a_report_and_never_another_text(both, tmp_path):
    content = (tmp_path / "all.bin").read_bytes()
    keys = ("a.b", "n", "only", "{n} cat", "x")
    right = {key: Catalogs.load(tmp_path / "all.bin").translator("ru")(key, n=1) for key in keys}
    for place in range(0, len(content), 3):
        damaged = bytearray(content)
        damaged[place] ^= 0x21
        (tmp_path / "bad.bin").write_bytes(damaged)
        said = []
        try:
            t = Catalogs.load(tmp_path / "bad.bin", report=said.append).translator("ru")
        except CatalogError as error:
            assert "bad.bin:1: " in str(error)  # noqa: PT017
            continue
        assert [t(key, n=1) for key in keys] == [key.replace("{n}", "1") for key in keys]
        assert any("bad.bin:1: damaged" in each for each in said)
    assert right["a.b"] == "deep"


def test_damage_is_found_in_the_piece_that_is_read_and_leaves_the_others_in_use(load, tmp_path):
    load({"en.json": {f"key.{number:05}": f"text {number}" for number in range(9000)}})
    compile_folder(tmp_path, tmp_path / "all.bin")
    content = bytearray((tmp_path / "all.bin").read_bytes())
    content[-5] ^= 1
    (tmp_path / "all.bin").write_bytes(content)
    said = []
    t = Catalogs.load(tmp_path / "all.bin", report=said.append).translator("en")
    assert t("key.00000") == "text 0"
    assert said == []
    assert t("key.08999") == "key.08999"
    assert said[0].startswith(f"{tmp_path / 'all.bin'}:1: damaged behind byte ")


@pytest.mark.skipif(not Path("/proc/self/smaps").exists(), reason="the system does not say what is mapped")
def test_little_of_a_compiled_file_is_read_to_serve_from_it(load, tmp_path):
    load({f"{language}.json": {f"k{n}": f"{language} {n} " + "text " * 9 for n in range(9000)} for language in
          ("en", "de", "fr", "es", "it", "pl")})  # fmt: skip
    compile_folder(tmp_path, tmp_path / "all.bin")
    t = Catalogs.load(tmp_path / "all.bin").translator("de")
    assert t("k5").startswith("de 5 ")
    assert (tmp_path / "all.bin").stat().st_size > 2_500_000
    assert resident(tmp_path / "all.bin") < 1000


def resident(path):
    """How many kB of a mapped file are in this process's memory."""
    lines = Path("/proc/self/smaps").read_text().splitlines()
    at = next(number for number, line in enumerate(lines) if line.endswith(str(path)))
    return next(int(line.split()[1]) for line in lines[at:] if line.startswith("Rss:"))


def test_nothing_is_left_behind_when_writing_fails(load, tmp_path):
    load(FILES)
    with pytest.raises(OSError, match="directory"):
        compile_folder(tmp_path, tmp_path)
    assert sorted(os.listdir(tmp_path)) == sorted(FILES)  # noqa: PTH208
