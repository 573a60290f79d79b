# Made by tools/generate_cldr.py from CLDR 47; do not edit.
# Copyright © 1991-2025 Unicode, Inc., under the Unicode License v3: see LICENSE.unicode.txt.
# ruff: noqa
"""Plural and ordinal rules: the operands i, v, w, f, t and e (UTS 35) to a category."""

from collections.abc import Callable

Rule = Callable[..., str]


def cardinal_af(i: int, v: int = 0, w: int = 0, f: int = 0, t: int = 0, e: int = 0) -> str:
    if w == 0 and i == 1:
        return "one"
    return "other"


def cardinal_ak(i: int, v: int = 0, w: int = 0, f: int = 0, t: int = 0, e: int = 0) -> str:
    if w == 0 and 0 <= i <= 1:
        return "one"
    return "other"


def cardinal_am(i: int, v: int = 0, w: int = 0, f: int = 0, t: int = 0, e: int = 0) -> str:
    if i == 0 or (w == 0 and i == 1):
        return "one"
    return "other"


def cardinal_ar(i: int, v: int = 0, w: int = 0, f: int = 0, t: int = 0, e: int = 0) -> str:
    if w == 0 and i == 0:
        return "zero"
    if w == 0 and i == 1:
        return "one"
    if w == 0 and i == 2:
        return "two"
    if w == 0 and 3 <= i % 100 <= 10:
        return "few"
    if w == 0 and 11 <= i % 100 <= 99:
        return "many"
    return "other"


def cardinal_ast(i: int, v: int = 0, w: int = 0, f: int = 0, t: int = 0, e: int = 0) -> str:
    if i == 1 and v == 0:
        return "one"
    return "other"


def cardinal_be(i: int, v: int = 0, w: int = 0, f: int = 0, t: int = 0, e: int = 0) -> str:
    if (w == 0 and i % 10 == 1) and not (w == 0 and i % 100 == 11):
        return "one"
    if (w == 0 and 2 <= i % 10 <= 4) and not (w == 0 and 12 <= i % 100 <= 14):
        return "few"
    if (w == 0 and i % 10 == 0) or (w == 0 and 5 <= i % 10 <= 9) or (w == 0 and 11 <= i % 100 <= 14):
        return "many"
    return "other"


def cardinal_blo(i: int, v: int = 0, w: int = 0, f: int = 0, t: int = 0, e: int = 0) -> str:
    if w == 0 and i == 0:
        return "zero"
    if w == 0 and i == 1:
        return "one"
    return "other"


def cardinal_bm(i: int, v: int = 0, w: int = 0, f: int = 0, t: int = 0, e: int = 0) -> str:
    return "other"


def cardinal_br(i: int, v: int = 0, w: int = 0, f: int = 0, t: int = 0, e: int = 0) -> str:
    if (w == 0 and i % 10 == 1) and not (w == 0 and i % 100 in (11, 71, 91)):
        return "one"
    if (w == 0 and i % 10 == 2) and not (w == 0 and i % 100 in (12, 72, 92)):
        return "two"
    if (w == 0 and (3 <= i % 10 <= 4 or i % 10 == 9)) and not (
        w == 0 and (10 <= i % 100 <= 19 or 70 <= i % 100 <= 79 or 90 <= i % 100 <= 99)
    ):
        return "few"
    if not (w == 0 and i == 0) and (w == 0 and i % 1000000 == 0):
        return "many"
    return "other"


def cardinal_bs(i: int, v: int = 0, w: int = 0, f: int = 0, t: int = 0, e: int = 0) -> str:
    if v == 0 and i % 10 == 1 and i % 100 != 11 or f % 10 == 1 and f % 100 != 11:
        return "one"
    if (
        v == 0
        and 2 <= i % 10 <= 4
        and not 12 <= i % 100 <= 14
        or 2 <= f % 10 <= 4
        and not 12 <= f % 100 <= 14
    ):
        return "few"
    return "other"


def cardinal_ca(i: int, v: int = 0, w: int = 0, f: int = 0, t: int = 0, e: int = 0) -> str:
    if i == 1 and v == 0:
        return "one"
    if e == 0 and i != 0 and i % 1000000 == 0 and v == 0 or not 0 <= e <= 5:
        return "many"
    return "other"


def cardinal_ceb(i: int, v: int = 0, w: int = 0, f: int = 0, t: int = 0, e: int = 0) -> str:
    if v == 0 and i in (1, 2, 3) or v == 0 and not i % 10 in (4, 6, 9) or v != 0 and not f % 10 in (4, 6, 9):
        return "one"
    return "other"


def cardinal_cs(i: int, v: int = 0, w: int = 0, f: int = 0, t: int = 0, e: int = 0) -> str:
    if i == 1 and v == 0:
        return "one"
    if 2 <= i <= 4 and v == 0:
        return "few"
    if v != 0:
        return "many"
    return "other"


def cardinal_cy(i: int, v: int = 0, w: int = 0, f: int = 0, t: int = 0, e: int = 0) -> str:
    if w == 0 and i == 0:
        return "zero"
    if w == 0 and i == 1:
        return "one"
    if w == 0 and i == 2:
        return "two"
    if w == 0 and i == 3:
        return "few"
    if w == 0 and i == 6:
        return "many"
    return "other"


def cardinal_da(i: int, v: int = 0, w: int = 0, f: int = 0, t: int = 0, e: int = 0) -> str:
    if (w == 0 and i == 1) or t != 0 and i in (0, 1):
        return "one"
    return "other"


def cardinal_dsb(i: int, v: int = 0, w: int = 0, f: int = 0, t: int = 0, e: int = 0) -> str:
    if v == 0 and i % 100 == 1 or f % 100 == 1:
        return "one"
    if v == 0 and i % 100 == 2 or f % 100 == 2:
        return "two"
    if v == 0 and 3 <= i % 100 <= 4 or 3 <= f % 100 <= 4:
        return "few"
    return "other"


def cardinal_es(i: int, v: int = 0, w: int = 0, f: int = 0, t: int = 0, e: int = 0) -> str:
    if w == 0 and i == 1:
        return "one"
    if e == 0 and i != 0 and i % 1000000 == 0 and v == 0 or not 0 <= e <= 5:
        return "many"
    return "other"


def cardinal_ff(i: int, v: int = 0, w: int = 0, f: int = 0, t: int = 0, e: int = 0) -> str:
    if i in (0, 1):
        return "one"
    return "other"


def cardinal_fr(i: int, v: int = 0, w: int = 0, f: int = 0, t: int = 0, e: int = 0) -> str:
    if i in (0, 1):
        return "one"
    if e == 0 and i != 0 and i % 1000000 == 0 and v == 0 or not 0 <= e <= 5:
        return "many"
    return "other"


def cardinal_ga(i: int, v: int = 0, w: int = 0, f: int = 0, t: int = 0, e: int = 0) -> str:
    if w == 0 and i == 1:
        return "one"
    if w == 0 and i == 2:
        return "two"
    if w == 0 and 3 <= i <= 6:
        return "few"
    if w == 0 and 7 <= i <= 10:
        return "many"
    return "other"


def cardinal_gd(i: int, v: int = 0, w: int = 0, f: int = 0, t: int = 0, e: int = 0) -> str:
    if w == 0 and i in (1, 11):
        return "one"
    if w == 0 and i in (2, 12):
        return "two"
    if w == 0 and (3 <= i <= 10 or 13 <= i <= 19):
        return "few"
    return "other"


def cardinal_gv(i: int, v: int = 0, w: int = 0, f: int = 0, t: int = 0, e: int = 0) -> str:
    if v == 0 and i % 10 == 1:
        return "one"
    if v == 0 and i % 10 == 2:
        return "two"
    if v == 0 and i % 100 in (0, 20, 40, 60, 80):
        return "few"
    if v != 0:
        return "many"
    return "other"


def cardinal_he(i: int, v: int = 0, w: int = 0, f: int = 0, t: int = 0, e: int = 0) -> str:
    if i == 1 and v == 0 or i == 0 and v != 0:
        return "one"
    if i == 2 and v == 0:
        return "two"
    return "other"


def cardinal_is(i: int, v: int = 0, w: int = 0, f: int = 0, t: int = 0, e: int = 0) -> str:
    if t == 0 and i % 10 == 1 and i % 100 != 11 or t % 10 == 1 and t % 100 != 11:
        return "one"
    return "other"


def cardinal_iu(i: int, v: int = 0, w: int = 0, f: int = 0, t: int = 0, e: int = 0) -> str:
    if w == 0 and i == 1:
        return "one"
    if w == 0 and i == 2:
        return "two"
    return "other"


def cardinal_kw(i: int, v: int = 0, w: int = 0, f: int = 0, t: int = 0, e: int = 0) -> str:
    if w == 0 and i == 0:
        return "zero"
    if w == 0 and i == 1:
        return "one"
    if (
        (w == 0 and i % 100 in (2, 22, 42, 62, 82))
        or (w == 0 and i % 1000 == 0)
        and (
            w == 0
            and (
                1000 <= i % 100000 <= 20000
                or i % 100000 == 40000
                or i % 100000 == 60000
                or i % 100000 == 80000
            )
        )
        or not (w == 0 and i == 0)
        and (w == 0 and i % 1000000 == 100000)
    ):
        return "two"
    if w == 0 and i % 100 in (3, 23, 43, 63, 83):
        return "few"
    if not (w == 0 and i == 1) and (w == 0 and i % 100 in (1, 21, 41, 61, 81)):
        return "many"
    return "other"


def cardinal_lag(i: int, v: int = 0, w: int = 0, f: int = 0, t: int = 0, e: int = 0) -> str:
    if w == 0 and i == 0:
        return "zero"
    if i in (0, 1) and not (w == 0 and i == 0):
        return "one"
    return "other"


def cardinal_lt(i: int, v: int = 0, w: int = 0, f: int = 0, t: int = 0, e: int = 0) -> str:
    if (w == 0 and i % 10 == 1) and not (w == 0 and 11 <= i % 100 <= 19):
        return "one"
    if (w == 0 and 2 <= i % 10 <= 9) and not (w == 0 and 11 <= i % 100 <= 19):
        return "few"
    if f != 0:
        return "many"
    return "other"


def cardinal_lv(i: int, v: int = 0, w: int = 0, f: int = 0, t: int = 0, e: int = 0) -> str:
    if (w == 0 and i % 10 == 0) or (w == 0 and 11 <= i % 100 <= 19) or v == 2 and 11 <= f % 100 <= 19:
        return "zero"
    if (
        (w == 0 and i % 10 == 1)
        and not (w == 0 and i % 100 == 11)
        or v == 2
        and f % 10 == 1
        and f % 100 != 11
        or v != 2
        and f % 10 == 1
    ):
        return "one"
    return "other"


def cardinal_mk(i: int, v: int = 0, w: int = 0, f: int = 0, t: int = 0, e: int = 0) -> str:
    if v == 0 and i % 10 == 1 and i % 100 != 11 or f % 10 == 1 and f % 100 != 11:
        return "one"
    return "other"


def cardinal_mo(i: int, v: int = 0, w: int = 0, f: int = 0, t: int = 0, e: int = 0) -> str:
    if i == 1 and v == 0:
        return "one"
    if v != 0 or (w == 0 and i == 0) or not (w == 0 and i == 1) and (w == 0 and 1 <= i % 100 <= 19):
        return "few"
    return "other"


def cardinal_mt(i: int, v: int = 0, w: int = 0, f: int = 0, t: int = 0, e: int = 0) -> str:
    if w == 0 and i == 1:
        return "one"
    if w == 0 and i == 2:
        return "two"
    if (w == 0 and i == 0) or (w == 0 and 3 <= i % 100 <= 10):
        return "few"
    if w == 0 and 11 <= i % 100 <= 19:
        return "many"
    return "other"


def cardinal_pl(i: int, v: int = 0, w: int = 0, f: int = 0, t: int = 0, e: int = 0) -> str:
    if i == 1 and v == 0:
        return "one"
    if v == 0 and 2 <= i % 10 <= 4 and not 12 <= i % 100 <= 14:
        return "few"
    if (
        v == 0
        and i != 1
        and 0 <= i % 10 <= 1
        or v == 0
        and 5 <= i % 10 <= 9
        or v == 0
        and 12 <= i % 100 <= 14
    ):
        return "many"
    return "other"


def cardinal_pt(i: int, v: int = 0, w: int = 0, f: int = 0, t: int = 0, e: int = 0) -> str:
    if 0 <= i <= 1:
        return "one"
    if e == 0 and i != 0 and i % 1000000 == 0 and v == 0 or not 0 <= e <= 5:
        return "many"
    return "other"


def cardinal_ru(i: int, v: int = 0, w: int = 0, f: int = 0, t: int = 0, e: int = 0) -> str:
    if v == 0 and i % 10 == 1 and i % 100 != 11:
        return "one"
    if v == 0 and 2 <= i % 10 <= 4 and not 12 <= i % 100 <= 14:
        return "few"
    if v == 0 and i % 10 == 0 or v == 0 and 5 <= i % 10 <= 9 or v == 0 and 11 <= i % 100 <= 14:
        return "many"
    return "other"


def cardinal_shi(i: int, v: int = 0, w: int = 0, f: int = 0, t: int = 0, e: int = 0) -> str:
    if i == 0 or (w == 0 and i == 1):
        return "one"
    if w == 0 and 2 <= i <= 10:
        return "few"
    return "other"


def cardinal_si(i: int, v: int = 0, w: int = 0, f: int = 0, t: int = 0, e: int = 0) -> str:
    if (w == 0 and i in (0, 1)) or i == 0 and f == 1:
        return "one"
    return "other"


def cardinal_sl(i: int, v: int = 0, w: int = 0, f: int = 0, t: int = 0, e: int = 0) -> str:
    if v == 0 and i % 100 == 1:
        return "one"
    if v == 0 and i % 100 == 2:
        return "two"
    if v == 0 and 3 <= i % 100 <= 4 or v != 0:
        return "few"
    return "other"


def cardinal_tzm(i: int, v: int = 0, w: int = 0, f: int = 0, t: int = 0, e: int = 0) -> str:
    if (w == 0 and 0 <= i <= 1) or (w == 0 and 11 <= i <= 99):
        return "one"
    return "other"


CARDINALS: tuple[tuple[Rule, tuple[str, ...], str], ...] = (
    (
        cardinal_af,
        ("one", "other"),
        "af an asa az bal bem bez bg brx ce cgg chr ckb dv ee el eo eu fo fur gsw ha haw hu jgo jmc "
        "ka kaj kcg kk kkj kl ks ksb ku ky lb lg mas mgo ml mn mr nah nb nd ne nn nnh no nr ny nyn "
        "om or os pap ps rm rof rwk saq sd sdh seh sn so sq ss ssy st syr ta te teo tig tk tn tr ts "
        "ug uz ve vo vun wae xh xog",
    ),
    (
        cardinal_ak,
        ("one", "other"),
        "ak bho csw guw ln mg nso pa ti wa",
    ),
    (
        cardinal_am,
        ("one", "other"),
        "am as bn doi fa gu hi kn pcm zu",
    ),
    (
        cardinal_ar,
        ("zero", "one", "two", "few", "many", "other"),
        "ar ars",
    ),
    (
        cardinal_ast,
        ("one", "other"),
        "ast de en et fi fy gl ia io lij nl sc sv sw ur yi",
    ),
    (
        cardinal_be,
        ("one", "few", "many", "other"),
        "be",
    ),
    (
        cardinal_blo,
        ("zero", "one", "other"),
        "blo ksh",
    ),
    (
        cardinal_bm,
        ("other",),
        "bm bo dz hnj id ig ii ja jbo jv jw kde kea km ko lkt lo ms my nqo osa sah ses sg su th to "
        "tpi und vi wo yo yue zh",
    ),
    (
        cardinal_br,
        ("one", "two", "few", "many", "other"),
        "br",
    ),
    (
        cardinal_bs,
        ("one", "few", "other"),
        "bs hr sh sr",
    ),
    (
        cardinal_ca,
        ("one", "many", "other"),
        "ca it lld pt-PT scn vec",
    ),
    (
        cardinal_ceb,
        ("one", "other"),
        "ceb fil tl",
    ),
    (
        cardinal_cs,
        ("one", "few", "many", "other"),
        "cs sk",
    ),
    (
        cardinal_cy,
        ("zero", "one", "two", "few", "many", "other"),
        "cy",
    ),
    (
        cardinal_da,
        ("one", "other"),
        "da",
    ),
    (
        cardinal_dsb,
        ("one", "two", "few", "other"),
        "dsb hsb",
    ),
    (
        cardinal_es,
        ("one", "many", "other"),
        "es",
    ),
    (
        cardinal_ff,
        ("one", "other"),
        "ff hy kab",
    ),
    (
        cardinal_fr,
        ("one", "many", "other"),
        "fr",
    ),
    (
        cardinal_ga,
        ("one", "two", "few", "many", "other"),
        "ga",
    ),
    (
        cardinal_gd,
        ("one", "two", "few", "other"),
        "gd",
    ),
    (
        cardinal_gv,
        ("one", "two", "few", "many", "other"),
        "gv",
    ),
    (
        cardinal_he,
        ("one", "two", "other"),
        "he",
    ),
    (
        cardinal_is,
        ("one", "other"),
        "is",
    ),
    (
        cardinal_iu,
        ("one", "two", "other"),
        "iu naq sat se sma smi smj smn sms",
    ),
    (
        cardinal_kw,
        ("zero", "one", "two", "few", "many", "other"),
        "kw",
    ),
    (
        cardinal_lag,
        ("zero", "one", "other"),
        "lag",
    ),
    (
        cardinal_lt,
        ("one", "few", "many", "other"),
        "lt",
    ),
    (
        cardinal_lv,
        ("zero", "one", "other"),
        "lv prg",
    ),
    (
        cardinal_mk,
        ("one", "other"),
        "mk",
    ),
    (
        cardinal_mo,
        ("one", "few", "other"),
        "mo ro",
    ),
    (
        cardinal_mt,
        ("one", "two", "few", "many", "other"),
        "mt",
    ),
    (
        cardinal_pl,
        ("one", "few", "many", "other"),
        "pl",
    ),
    (
        cardinal_pt,
        ("one", "many", "other"),
        "pt",
    ),
    (
        cardinal_ru,
        ("one", "few", "many", "other"),
        "ru uk",
    ),
    (
        cardinal_shi,
        ("one", "few", "other"),
        "shi",
    ),
    (
        cardinal_si,
        ("one", "other"),
        "si",
    ),
    (
        cardinal_sl,
        ("one", "two", "few", "other"),
        "sl",
    ),
    (
        cardinal_tzm,
        ("one", "other"),
        "tzm",
    ),
)


def ordinal_af(i: int, v: int = 0, w: int = 0, f: int = 0, t: int = 0, e: int = 0) -> str:
    return "other"


def ordinal_as(i: int, v: int = 0, w: int = 0, f: int = 0, t: int = 0, e: int = 0) -> str:
    if w == 0 and i in (1, 5, 7, 8, 9, 10):
        return "one"
    if w == 0 and i in (2, 3):
        return "two"
    if w == 0 and i == 4:
        return "few"
    if w == 0 and i == 6:
        return "many"
    return "other"


def ordinal_az(i: int, v: int = 0, w: int = 0, f: int = 0, t: int = 0, e: int = 0) -> str:
    if i % 10 in (1, 2, 5, 7, 8) or i % 100 in (20, 50, 70, 80):
        return "one"
    if i % 10 in (3, 4) or i % 1000 in (100, 200, 300, 400, 500, 600, 700, 800, 900):
        return "few"
    if i == 0 or i % 10 == 6 or i % 100 in (40, 60, 90):
        return "many"
    return "other"


def ordinal_bal(i: int, v: int = 0, w: int = 0, f: int = 0, t: int = 0, e: int = 0) -> str:
    if w == 0 and i == 1:
        return "one"
    return "other"


def ordinal_be(i: int, v: int = 0, w: int = 0, f: int = 0, t: int = 0, e: int = 0) -> str:
    if (w == 0 and i % 10 in (2, 3)) and not (w == 0 and i % 100 in (12, 13)):
        return "few"
    return "other"


def ordinal_blo(i: int, v: int = 0, w: int = 0, f: int = 0, t: int = 0, e: int = 0) -> str:
    if i == 0:
        return "zero"
    if i == 1:
        return "one"
    if i in (2, 3, 4, 5, 6):
        return "few"
    return "other"


def ordinal_ca(i: int, v: int = 0, w: int = 0, f: int = 0, t: int = 0, e: int = 0) -> str:
    if w == 0 and i in (1, 3):
        return "one"
    if w == 0 and i == 2:
        return "two"
    if w == 0 and i == 4:
        return "few"
    return "other"


def ordinal_cy(i: int, v: int = 0, w: int = 0, f: int = 0, t: int = 0, e: int = 0) -> str:
    if w == 0 and i in (0, 7, 8, 9):
        return "zero"
    if w == 0 and i == 1:
        return "one"
    if w == 0 and i == 2:
        return "two"
    if w == 0 and i in (3, 4):
        return "few"
    if w == 0 and i in (5, 6):
        return "many"
    return "other"


def ordinal_en(i: int, v: int = 0, w: int = 0, f: int = 0, t: int = 0, e: int = 0) -> str:
    if (w == 0 and i % 10 == 1) and not (w == 0 and i % 100 == 11):
        return "one"
    if (w == 0 and i % 10 == 2) and not (w == 0 and i % 100 == 12):
        return "two"
    if (w == 0 and i % 10 == 3) and not (w == 0 and i % 100 == 13):
        return "few"
    return "other"


def ordinal_gd(i: int, v: int = 0, w: int = 0, f: int = 0, t: int = 0, e: int = 0) -> str:
    if w == 0 and i in (1, 11):
        return "one"
    if w == 0 and i in (2, 12):
        return "two"
    if w == 0 and i in (3, 13):
        return "few"
    return "other"


def ordinal_gu(i: int, v: int = 0, w: int = 0, f: int = 0, t: int = 0, e: int = 0) -> str:
    if w == 0 and i == 1:
        return "one"
    if w == 0 and i in (2, 3):
        return "two"
    if w == 0 and i == 4:
        return "few"
    if w == 0 and i == 6:
        return "many"
    return "other"


def ordinal_hu(i: int, v: int = 0, w: int = 0, f: int = 0, t: int = 0, e: int = 0) -> str:
    if w == 0 and i in (1, 5):
        return "one"
    return "other"


def ordinal_it(i: int, v: int = 0, w: int = 0, f: int = 0, t: int = 0, e: int = 0) -> str:
    if w == 0 and i in (11, 8, 80, 800):
        return "many"
    return "other"


def ordinal_ka(i: int, v: int = 0, w: int = 0, f: int = 0, t: int = 0, e: int = 0) -> str:
    if i == 1:
        return "one"
    if i == 0 or (2 <= i % 100 <= 20 or i % 100 == 40 or i % 100 == 60 or i % 100 == 80):
        return "many"
    return "other"


def ordinal_kk(i: int, v: int = 0, w: int = 0, f: int = 0, t: int = 0, e: int = 0) -> str:
    if (
        (w == 0 and i % 10 == 6)
        or (w == 0 and i % 10 == 9)
        or (w == 0 and i % 10 == 0)
        and not (w == 0 and i == 0)
    ):
        return "many"
    return "other"


def ordinal_kw(i: int, v: int = 0, w: int = 0, f: int = 0, t: int = 0, e: int = 0) -> str:
    if (w == 0 and 1 <= i <= 4) or (
        w == 0
        and (
            1 <= i % 100 <= 4
            or 21 <= i % 100 <= 24
            or 41 <= i % 100 <= 44
            or 61 <= i % 100 <= 64
            or 81 <= i % 100 <= 84
        )
    ):
        return "one"
    if (w == 0 and i == 5) or (w == 0 and i % 100 == 5):
        return "many"
    return "other"


def ordinal_lij(i: int, v: int = 0, w: int = 0, f: int = 0, t: int = 0, e: int = 0) -> str:
    if w == 0 and (i == 11 or i == 8 or 80 <= i <= 89 or 800 <= i <= 899):
        return "many"
    return "other"


def ordinal_mk(i: int, v: int = 0, w: int = 0, f: int = 0, t: int = 0, e: int = 0) -> str:
    if i % 10 == 1 and i % 100 != 11:
        return "one"
    if i % 10 == 2 and i % 100 != 12:
        return "two"
    if i % 10 in (7, 8) and not i % 100 in (17, 18):
        return "many"
    return "other"


def ordinal_mr(i: int, v: int = 0, w: int = 0, f: int = 0, t: int = 0, e: int = 0) -> str:
    if w == 0 and i == 1:
        return "one"
    if w == 0 and i in (2, 3):
        return "two"
    if w == 0 and i == 4:
        return "few"
    return "other"


def ordinal_ne(i: int, v: int = 0, w: int = 0, f: int = 0, t: int = 0, e: int = 0) -> str:
    if w == 0 and 1 <= i <= 4:
        return "one"
    return "other"


def ordinal_or(i: int, v: int = 0, w: int = 0, f: int = 0, t: int = 0, e: int = 0) -> str:
    if w == 0 and (i == 1 or i == 5 or 7 <= i <= 9):
        return "one"
    if w == 0 and i in (2, 3):
        return "two"
    if w == 0 and i == 4:
        return "few"
    if w == 0 and i == 6:
        return "many"
    return "other"


def ordinal_sq(i: int, v: int = 0, w: int = 0, f: int = 0, t: int = 0, e: int = 0) -> str:
    if w == 0 and i == 1:
        return "one"
    if (w == 0 and i % 10 == 4) and not (w == 0 and i % 100 == 14):
        return "many"
    return "other"


def ordinal_sv(i: int, v: int = 0, w: int = 0, f: int = 0, t: int = 0, e: int = 0) -> str:
    if (w == 0 and i % 10 in (1, 2)) and not (w == 0 and i % 100 in (11, 12)):
        return "one"
    return "other"


def ordinal_tk(i: int, v: int = 0, w: int = 0, f: int = 0, t: int = 0, e: int = 0) -> str:
    if (w == 0 and i % 10 in (6, 9)) or (w == 0 and i == 10):
        return "few"
    return "other"


def ordinal_uk(i: int, v: int = 0, w: int = 0, f: int = 0, t: int = 0, e: int = 0) -> str:
    if (w == 0 and i % 10 == 3) and not (w == 0 and i % 100 == 13):
        return "few"
    return "other"


ORDINALS: tuple[tuple[Rule, tuple[str, ...], str], ...] = (
    (
        ordinal_af,
        ("other",),
        "af am an ar ast bg bs ce cs da de dsb el es et eu fa fi fy gl gsw he hr hsb ia id is ja km "
        "kn ko ky lt lv ml mn my nb nl no pa pl prg ps pt ru sd sh si sk sl sr sw ta te th tpi tr "
        "und ur uz yue zh zu",
    ),
    (
        ordinal_as,
        ("one", "two", "few", "many", "other"),
        "as bn",
    ),
    (
        ordinal_az,
        ("one", "few", "many", "other"),
        "az",
    ),
    (
        ordinal_bal,
        ("one", "other"),
        "bal fil fr ga hy lo mo ms ro tl vi",
    ),
    (
        ordinal_be,
        ("few", "other"),
        "be",
    ),
    (
        ordinal_blo,
        ("zero", "one", "few", "other"),
        "blo",
    ),
    (
        ordinal_ca,
        ("one", "two", "few", "other"),
        "ca",
    ),
    (
        ordinal_cy,
        ("zero", "one", "two", "few", "many", "other"),
        "cy",
    ),
    (
        ordinal_en,
        ("one", "two", "few", "other"),
        "en",
    ),
    (
        ordinal_gd,
        ("one", "two", "few", "other"),
        "gd",
    ),
    (
        ordinal_gu,
        ("one", "two", "few", "many", "other"),
        "gu hi",
    ),
    (
        ordinal_hu,
        ("one", "other"),
        "hu",
    ),
    (
        ordinal_it,
        ("many", "other"),
        "it lld sc scn vec",
    ),
    (
        ordinal_ka,
        ("one", "many", "other"),
        "ka",
    ),
    (
        ordinal_kk,
        ("many", "other"),
        "kk",
    ),
    (
        ordinal_kw,
        ("one", "many", "other"),
        "kw",
    ),
    (
        ordinal_lij,
        ("many", "other"),
        "lij",
    ),
    (
        ordinal_mk,
        ("one", "two", "many", "other"),
        "mk",
    ),
    (
        ordinal_mr,
        ("one", "two", "few", "other"),
        "mr",
    ),
    (
        ordinal_ne,
        ("one", "other"),
        "ne",
    ),
    (
        ordinal_or,
        ("one", "two", "few", "many", "other"),
        "or",
    ),
    (
        ordinal_sq,
        ("one", "many", "other"),
        "sq",
    ),
    (
        ordinal_sv,
        ("one", "other"),
        "sv",
    ),
    (
        ordinal_tk,
        ("few", "other"),
        "tk",
    ),
    (
        ordinal_uk,
        ("few", "other"),
        "uk",
    ),
)
