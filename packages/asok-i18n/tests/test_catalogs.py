import json
import logging
import os
import pickle
import re
from unittest.mock import Mock

import pytest
from asok_i18n import CatalogError, Catalogs, I18nError
from asok_i18n.mo import write_mo
from asok_i18n.po import read_po

GREETING = 'msgid "greeting"\nmsgstr "Bonjour {name}"\n'


def test_nested_keys_are_looked_up_with_dots(load):
    t = load({"en.json": {"a": {"b": {"c": "deep"}}, "x.y": "flat"}}).translator("en")
    assert t("a.b.c") == "deep"
    assert t("x.y") == "flat"


@pytest.mark.parametrize("name", ["fr.po", "fr/LC_MESSAGES/messages.po", "fr/LC_MESSAGES/other.po"])
def test_po_files_are_found(load, name):
    catalogs = load({name: GREETING})
    assert catalogs.languages == ("en", "fr")
    assert catalogs.translator("fr")("greeting", name="Ada") == "Bonjour Ada"


@pytest.mark.parametrize("name", ["fr.mo", "fr/LC_MESSAGES/messages.mo"])
def test_mo_files_are_found(load, name):
    assert (
        load({name: write_mo(read_po(GREETING.encode()))}).translator("fr")("greeting", name="A")
        == "Bonjour A"
    )


def test_a_language_is_spelt_as_a_bcp_47_tag(load):
    catalogs = load({"pt_br.json": {"a": "b"}, "zh-HANT.json": {}, "sr_Latn_RS.json": {}})
    assert catalogs.languages == ("en", "pt-BR", "sr-Latn-RS", "zh-Hant")


def test_files_that_are_no_catalogues_are_left_alone(load):
    files = {
        "README.json": "{",
        "messages.pot": "?",
        "package.json": "[]",
        ".fr.json": "{",
        "fr.json.swp": "{",
    }
    assert load({**files, "fr.json": {"a": "b"}}).languages == ("en", "fr")


def test_json_goes_before_po_and_po_before_mo(load):
    catalogs = load(
        {
            "fr.mo": write_mo(
                read_po(b'msgid "a"\nmsgstr "mo"\nmsgid "b"\nmsgstr "mo"\nmsgid "c"\nmsgstr "mo"\n')
            ),
            "fr.po": 'msgid "a"\nmsgstr "po"\nmsgid "b"\nmsgstr "po"\n',
            "fr.json": {"a": "json"},
        }
    )
    t = catalogs.translator("fr")
    assert [t(key) for key in "abc"] == ["json", "po", "mo"]


def test_the_first_of_several_folders_wins(write, tmp_path):
    write({"one/fr.json": {"a": "1"}, "two/fr.json": {"a": "2", "b": "2"}})
    t = Catalogs.load([tmp_path / "one", str(tmp_path / "two")]).translator("fr")
    assert (t("a"), t("b")) == ("1", "2")


def test_a_region_falls_back_to_its_language_and_then_to_the_default(load):
    catalogs = load(
        {
            "pt-BR.json": {"a": "br"},
            "pt.json": {"a": "pt", "b": "pt"},
            "en.json": {"a": "en", "b": "en", "c": "en"},
        }
    )
    t = catalogs.translator("pt-BR")
    assert [t(key) for key in "abcd"] == ["br", "pt", "en", "d"]


def test_fallback_follows_cldr_and_not_the_tag_cut_short(load):
    catalogs = load(
        {
            "zh.json": {"a": "simplified"},
            "zh-Hant.json": {"b": "traditional"},
            "zh-TW.json": {"c": "taiwan"},
            "es-419.json": {"a": "latin"},
            "es-MX.json": {"c": "mexico"},
            "sr.json": {"a": "cyrillic"},
            "sr-Latn.json": {"c": "latin"},
        }
    )
    taiwan, mexico, latin = (catalogs.translator(tag) for tag in ("zh-TW", "es-MX", "sr-Latn"))
    assert (taiwan("b"), taiwan("a")) == ("traditional", "a")
    assert mexico("a") == "latin"
    assert latin("a") == "a"


def test_a_message_keeps_the_plural_rules_of_its_own_language(load):
    english = "{n, plural, one{# one} few{# few} many{# many} other{# other}}"
    t = load({"en.json": {"n": english}, "ru.json": {"a": "b"}}).translator("ru")
    assert [t("n", n=n) for n in (1, 2, 5, 21)] == ["1 one", "2 other", "5 other", "21 other"]


def test_the_default_language_exists_without_a_catalogue(load):
    catalogs = load({"de.json": {"a": "b"}})
    assert catalogs.languages == ("de", "en")
    assert catalogs.negotiate("en-US, de;q=0.5") == "en"


@pytest.mark.parametrize(
    ("files", "default", "reports"),
    [
        (("fr.json", "de.json"), "xx", 1),
        (("pt-BR.json",), "pt", 1),
        (("pt.json",), "pt-BR", 0),
        (("zh-Hant.json",), "zh_TW", 0),
        (("en.json", "fr.json"), "en", 0),
        (("fr.po",), "en", 0),
        ((), "xx", 0),
    ],
)
def test_json_catalogues_without_one_of_the_default_language_are_reported(
    load, said, tmp_path, files, default, reports
):
    load({name: "" if name.endswith(".po") else {"a": "A"} for name in files}, default=default).reload()
    languages = ", ".join(sorted(name.partition(".")[0] for name in files))
    report = f"{tmp_path}: no catalogue of the default language, {default}, but of {languages}"
    assert said == [report] * reports


@pytest.mark.parametrize("default", ["fr.UTF-8", "", "C", "../etc"])
def test_a_default_that_is_no_language_is_an_error(load, default):
    with pytest.raises(I18nError, match=f"default language, '{re.escape(default)}', is no language tag"):
        load({}, default=default)


def test_a_translator_for_an_unknown_language_is_the_nearest_or_the_default(load):
    catalogs = load({"fr.json": {}, "en.json": {}})
    assert catalogs.translator("fr-CA").language == "fr"
    assert catalogs.translator("FR_fr").language == "fr"
    assert catalogs.translator("../etc").language == "en"
    assert catalogs.translator("").language == "en"


def test_a_translator_is_made_once(load):
    catalogs = load({"fr.json": {}})
    assert catalogs.translator("fr") is catalogs.translator("fr") is catalogs.translator("fr-FR")
    assert catalogs.translator("fr", html=False) is not catalogs.translator("fr")


def test_text_direction(load):
    catalogs = load(
        {f"{tag}.json": {} for tag in ("ar", "he", "fa", "az-Arab", "az", "ur", "pa-PK", "yi", "zh")}
    )
    left = {tag for tag in catalogs.languages if catalogs.translator(tag).direction == "ltr"}
    assert left == {"az", "en", "zh"}


def test_builtin_messages_yield_to_those_of_the_files(load):
    builtin = {"en": {"v_required": "Required.", "v_min": "Too short."}, "fr": {"v_min": "Trop court."}}
    catalogs = load({"en.json": {"v_required": "We need this."}, "fr.json": {}}, builtin=builtin)
    t = catalogs.translator("fr")
    assert (t("v_required"), t("v_min")) == ("We need this.", "Trop court.")
    assert catalogs.languages == ("en", "fr")


def test_an_empty_translation_falls_back(load):
    t = load({"fr.json": {"a": ""}, "en.json": {"a": "A"}}).translator("fr")
    assert t("a") == "A"


def test_a_missing_key_is_itself_and_is_reported(load, said):
    t = load({"en.json": {"a": "b"}}).translator("en")
    assert t("no.such.key") == "no.such.key"
    assert t("hello {name}", name="Ada") == "hello Ada"
    assert any("no.such.key" in each for each in said)


def test_defects_go_to_the_log_once(load, caplog):
    t = load({"en.json": {"a": "{x} {y}"}}, report=None).translator("en")
    with caplog.at_level(logging.WARNING, "asok_i18n"):
        for _ in range(3):
            assert t("a", x=1) == "1 {y}"
            assert t("zzz") == "zzz"
    assert len(caplog.records) == 2


def test_a_function_of_ones_own_is_told_once_too(load, said):
    t = load({"en.json": {"a": "{x}"}}).translator("en")
    for _ in range(3):
        t("a", y=1)
        t("zzz")
    assert len(said) == 2


def test_reports_have_an_end(load, caplog):
    t = load({"en.json": {}}, report=None).translator("en")
    with caplog.at_level(logging.WARNING, "asok_i18n"):
        for number in range(1500):
            t(f"k{number}")
    assert len(caplog.records) == 1000


@pytest.mark.parametrize(
    ("name", "content", "line"),
    [
        ("fr.json", '{\n "a": "b",\n "c": \n', 4),
        ("fr.json", '{\n "a": 3\n}', 2),
        ("fr.json", '{\n "x": {"a": "b",\n "c": null}\n}', 3),
        ("fr.json", '{\n "a": ["b"]\n}', 2),
        ("fr.json", "[]", 1),
        ("fr.json", "", 1),
        ("fr.json", b'{\n"a":\n"\xff"}', 3),
        ("fr.json", '{"@syntax": "mustache"}', 1),
        ("fr.json", "[" * 100_000, 1),
        ("fr.json", '{"a":' * 100_000, 1),
        ("fr.po", b'msgid "a"\nmsgstr "b\n', 2),
        ("fr.po", b'msgid "a"\nmsgstr "b"\n\nhello\n', 4),
        ("fr.po", b'\nmsgid ""\nmsgstr ""\n"Plural-Forms: nplurals=2; plural=import os;\\n"\n', 2),
        ("fr.mo", b"\xde\x12\x04\x95", 1),
        ("fr.mo", b"no mo", 1),
        ("fr/LC_MESSAGES/a.po", b'msgid "\xff"\nmsgstr ""\n', 1),
    ],
)
def test_a_broken_file_is_an_error_with_its_place(load, tmp_path, name, content, line):
    with pytest.raises(CatalogError) as caught:
        load({name: content})
    assert str(caught.value).startswith(f"{tmp_path / name}:{line}: ")
    assert (caught.value.path, caught.value.line) == (str(tmp_path / name), line)
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


def test_a_folder_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(CatalogError, match="no such folder"):
        Catalogs.load(tmp_path / "nowhere")


def test_a_file_that_goes_while_the_folder_is_read_is_an_error_of_catalogues(load, tmp_path, monkeypatch):
    catalogs = load({"en.json": {"a": "A"}})
    gone = FileNotFoundError(2, "No such file or directory", str(tmp_path / "en.json"))
    monkeypatch.setattr("asok_i18n.sources.fingerprint", Mock(side_effect=gone))
    with pytest.raises(CatalogError, match=r"en\.json:1: No such file"):
        catalogs.reload()
    assert catalogs.translator("en")("a") == "A"


def test_a_byte_order_mark_is_no_harm(load):
    assert load({"fr.json": b'\xef\xbb\xbf{"a": "b"}'}).translator("fr")("a") == "b"


def test_half_a_surrogate_pair_never_reaches_a_page(load):
    t = load({"en.json": r'{"a": "x\ud800y", "b": "\ud83d\ude00"}'}).translator("en")
    assert t("a") == "x\ufffdy"
    assert t("b") == "\U0001f600"


def rewrite(path, content):
    """Write a file so that its change is noticed, however coarse the clock of the file system."""
    before = path.stat().st_mtime_ns if path.exists() else 0
    path.write_text(json.dumps(content) if isinstance(content, dict) else content, "utf-8")
    os.utime(path, ns=(before + 10**9, before + 10**9))


def test_reload_takes_what_has_changed(load, tmp_path):
    catalogs = load({"en.json": {"a": "old"}})
    assert catalogs.reload() is False
    before = catalogs.translator("en")
    assert before("a") == "old"
    rewrite(tmp_path / "en.json", {"a": "new"})
    rewrite(tmp_path / "fr.json", {"a": "neuf"})
    assert catalogs.reload() is True
    assert catalogs.translator("en")("a") == "new"
    assert catalogs.translator("fr")("a") == "neuf"
    assert before("a") == "old", "a page under way keeps its catalogue"
    (tmp_path / "fr.json").unlink()
    assert catalogs.reload() is True
    assert catalogs.languages == ("en",)


def test_a_file_that_breaks_leaves_everything_as_it_was(load, tmp_path):
    catalogs = load({"en.json": {"a": "old"}, "fr.json": {"a": "vieux"}})
    rewrite(tmp_path / "en.json", "{")
    rewrite(tmp_path / "fr.json", {"a": "neuf"})
    for _ in range(2):
        with pytest.raises(CatalogError):
            catalogs.reload()
        assert catalogs.translator("en")("a") == "old"
        assert catalogs.translator("fr")("a") == "vieux"
    rewrite(tmp_path / "en.json", {"a": "new"})
    assert catalogs.reload() is True
    assert catalogs.translator("en")("a") == "new"


def test_languages_are_chosen_from_those_that_exist(load):
    catalogs = load({"en.json": {}, "fr.json": {}, "de.json": {}})
    assert catalogs.negotiate("fr-CH, de;q=0.9") == "fr"
    assert catalogs.detect("lang=de", "asok_lang=fr", "en") == "de"
    assert catalogs.detect("", "asok_lang=fr", "en") == "fr"
    assert catalogs.detect(None, None, None) == "en"
    assert catalogs.chosen("lang=DE_at") == "de"
    assert catalogs.chosen("lang=xx") is None
    assert catalogs.chosen(None) is None
    assert catalogs.default == "en"


def test_a_report_on_a_key_of_any_length_is_short(load, said):
    key = "key " * 100_000
    assert load({"en.json": {}}).translator("en")(key) == key
    assert len(said) == 1
    assert said[0].startswith("en: 'key key ")
    assert len(said[0]) == 1000
