# Made by tools/generate_cldr.py from CLDR 47; do not edit.
# Copyright © 1991-2025 Unicode, Inc., under the Unicode License v3: see LICENSE.unicode.txt.
# ruff: noqa
"""How the locales write a decimal number in Latin digits."""

# The decimal separator, the one between groups, minus; the digits of the last group, of the
# others, and of the first at least; the locales.
FORMATS: tuple[tuple[str, str, str, int, int, int, str], ...] = (
    (
        ".",
        ",",
        "-",
        3,
        3,
        1,
        "aa aa-DJ aa-ER ab ak am an ann apc arn asa az-Arab az-Arab-IQ az-Arab-TR ba bal bal-Arab "
        "bal-Latn bem bew bez bgc bho blt bm bm-Nkoo bo bo-IN bss byn cad cch ce ceb cgg cho chr "
        "cic ckb ckb-IR co cop csw cu cy dav doi dv ebu en en-001 en-150 en-AE en-AG en-AI en-AS "
        "en-AU en-BB en-BI en-BM en-BS en-BW en-BZ en-CA en-CC en-CK en-CM en-CX en-CY en-DG en-DM "
        "en-Dsrt en-ER en-FJ en-FK en-FM en-GB en-GD en-GG en-GH en-GI en-GM en-GS en-GU en-GY "
        "en-HK en-IE en-IL en-IM en-IO en-JE en-JM en-KE en-KI en-KN en-KY en-LC en-LR en-LS en-MG "
        "en-MH en-MO en-MP en-MS en-MT en-MU en-MV en-MW en-MY en-NA en-NF en-NG en-NR en-NU en-NZ "
        "en-PG en-PH en-PK en-PN en-PR en-PW en-RW en-SB en-SC en-SD en-SG en-SH en-SL en-SS en-SX "
        "en-SZ en-Shaw en-TC en-TK en-TO en-TT en-TV en-TZ en-UG en-UM en-VC en-VG en-VI en-VU "
        "en-WS en-ZM en-ZW es-419 es-BR es-BZ es-CU es-DO es-GT es-HN es-MX es-NI es-PA es-PE es-PR "
        "es-SV es-US fil frr ga ga-GB gaa gd gez gez-ER gn guz gv ha ha-Arab ha-Arab-SD ha-GH ha-NE "
        "haw hnj hnj-Hmnp ig ii io iu iu-Latn ja jbo jmc kaa kaa-Cyrl kaa-Latn kaj kam kcg kde ken "
        "ki kk-Arab kln km kn ko ko-CN ko-KP kok kok-Deva kpe kpe-GN ks-Deva ksb kw la lag lg lkt "
        "lrc lrc-IQ ltg luo luy mai mas mas-TZ mdf mer mg mgo mhn mi mic mn mn-Mong mn-Mong-MN mni "
        "mni-Beng mni-Mtei moh ms ms-Arab ms-SG mt mus my myv mzn naq nd nus nv ny nyn om om-KE osa "
        "pap pap-AW pcm pis qu qu-EC quc raj rhg rhg-Rohg rhg-Rohg-BD rif rof rwk saq sat sat-Deva "
        "sat-Olck sbp scn sd sd-Arab sd-Deva sdh sdh-IQ shn shn-TH si sid skr sma sma-NO smj smj-NO "
        "sms sn so so-DJ so-ET so-KE ssy st st-LS sw sw-KE sw-UG syr syr-SY ta-MY ta-SG teo teo-KE "
        "th ti ti-ER tig to tpi trv trw tyv ug und vai vai-Latn vai-Vaii vo vun wa wal wbp xog yi "
        "yo yo-BJ yue yue-Hans yue-Hant yue-Hant-CN yue-Hant-MO za zh zh-Hans zh-Hans-HK zh-Hans-MO "
        "zh-Hans-MY zh-Hans-SG zh-Hant zh-Hant-HK zh-Hant-MO zh-Hant-MY zh-Latn zu",
    ),
    (
        ",",
        "\xa0",
        "-",
        3,
        3,
        1,
        "af af-NA agq bas blo br cs cv de-AT dua dyo en-CZ en-FI en-HU en-NO en-PT en-SE en-SK "
        "en-ZA eo es-CR ewo ff ff-Latn ff-Latn-BF ff-Latn-CM ff-Latn-GH ff-Latn-GM ff-Latn-GN "
        "ff-Latn-GW ff-Latn-LR ff-Latn-MR ff-Latn-NE ff-Latn-NG ff-Latn-SL fr-CA ht hy kab kea kk "
        "kk-Cyrl kk-KZ ksf ky nmg nr oc oc-ES os os-RU prg pt-AO ru ru-BY ru-KG ru-KZ ru-MD sah shi "
        "shi-Latn shi-Tfng sk smn ss ss-SZ szl tg tk ts tt tzm uk uz uz-Cyrl uz-Latn ve yav zgh",
    ),
    (
        ".",
        ",",
        "\u200e-",
        3,
        3,
        1,
        "ar ar-AE ar-BH ar-DJ ar-EG ar-EH ar-ER ar-IL ar-IQ ar-JO ar-KM ar-KW ar-OM ar-PS ar-QA "
        "ar-SA ar-SD ar-SO ar-SS ar-SY ar-TD ar-YE he pa-Arab ur ur-IN",
    ),
    (
        ",",
        ".",
        "\u200e-",
        3,
        3,
        1,
        "ar-DZ ar-LB ar-LY ar-MA ar-MR ar-TN",
    ),
    (
        ".",
        ",",
        "-",
        3,
        2,
        1,
        "as bn bn-IN brx ccp ccp-IN dz en-IN gu hi hi-Latn kok-Latn kxv kxv-Deva kxv-Latn kxv-Orya "
        "kxv-Telu ml mr ne ne-IN or pa pa-Guru sa ta ta-LK te xnr",
    ),
    (
        ",",
        ".",
        "-",
        3,
        3,
        1,
        "ast az az-Cyrl az-Latn bs bs-Cyrl bs-Latn ca ca-AD ca-ES-valencia ca-FR ca-IT da da-GL de "
        "de-BE de-IT de-LU dsb el el-CY el-polyton en-AT en-BE en-DE en-DK en-ES en-ID en-IT en-NL "
        "en-PL en-RO en-SI es-AR es-BO es-CL es-CO es-EC es-PY es-UY es-VE fr-LU fr-MA fur fy gl "
        "hsb id is jgo jv kgp kkj kl ku lb lij lld ln ln-AO ln-CF ln-CG lo lu mgh mk ms-Arab-BN "
        "ms-BN ms-ID mua nds nds-NL nl nl-AW nl-BE nl-BQ nl-CW nl-SR nl-SX nnh pt qu-BO rn ro ro-MD "
        "rw sc seh sg sr sr-Cyrl sr-Cyrl-BA sr-Cyrl-ME sr-Cyrl-XK sr-Latn sr-Latn-BA sr-Latn-ME "
        "sr-Latn-XK su su-Latn sw-CD tr tr-CY vi vmw wo yrl yrl-CO yrl-VE",
    ),
    (
        ",",
        "\xa0",
        "-",
        3,
        3,
        2,
        "be be-tarask bg hu ie ka lv pl pt-CH pt-CV pt-GQ pt-GW pt-LU pt-MO pt-MZ pt-PT pt-ST pt-TL "
        "ru-UA sq sq-MK sq-XK",
    ),
    (
        "\u066b",
        "\u060c",
        "-",
        3,
        3,
        1,
        "bgn bgn-AE bgn-AF bgn-IR bgn-OM",
    ),
    (
        ".",
        "\u2019",
        "-",
        3,
        3,
        1,
        "de-CH de-LI en-CH tn tn-BW",
    ),
    (
        ".",
        "\xa0",
        "-",
        3,
        3,
        1,
        "dje khq mfe nso ses twq xh",
    ),
    (
        ".",
        ",",
        "-",
        3,
        3,
        3,
        "ee ee-TG",
    ),
    (
        ",",
        "\u202f",
        "-",
        3,
        3,
        1,
        "en-FR fr fr-BE fr-BF fr-BI fr-BJ fr-BL fr-CD fr-CF fr-CG fr-CH fr-CI fr-CM fr-DJ fr-DZ "
        "fr-GA fr-GF fr-GN fr-GP fr-GQ fr-HT fr-KM fr-MC fr-MF fr-MG fr-ML fr-MQ fr-MR fr-MU fr-NC "
        "fr-NE fr-PF fr-PM fr-RE fr-RW fr-SC fr-SN fr-SY fr-TD fr-TG fr-TN fr-VU fr-WF fr-YT vec",
    ),
    (
        ",",
        ".",
        "-",
        3,
        3,
        2,
        "es es-EA es-GQ es-IC es-PH ia it it-SM it-VA",
    ),
    (
        ",",
        "\xa0",
        "\u2212",
        3,
        3,
        2,
        "et",
    ),
    (
        ",",
        ".",
        "\u2212",
        3,
        3,
        1,
        "eu fo fo-DK hr hr-BA",
    ),
    (
        ".",
        ",",
        "\u200e\u2212",
        3,
        3,
        1,
        "fa fa-AF",
    ),
    (
        ".",
        "\u2e41",
        "-",
        3,
        3,
        1,
        "ff-Adlm ff-Adlm-BF ff-Adlm-CM ff-Adlm-GH ff-Adlm-GM ff-Adlm-GW ff-Adlm-LR ff-Adlm-MR "
        "ff-Adlm-NE ff-Adlm-NG ff-Adlm-SL ff-Adlm-SN",
    ),
    (
        ",",
        "\xa0",
        "\u2212",
        3,
        3,
        1,
        "fi ksh lt nb nb-SJ nn no se se-FI se-SE sv sv-AX sv-FI",
    ),
    (
        ".",
        "\u2019",
        "\u2212",
        3,
        3,
        1,
        "gsw gsw-FR gsw-LI rm",
    ),
    (
        ".",
        "\u2019",
        "-",
        3,
        3,
        2,
        "it-CH",
    ),
    (
        ".",
        "\u060c",
        "-",
        3,
        3,
        1,
        "ks ks-Arab nqo",
    ),
    (
        ",",
        "\u2019",
        "-",
        3,
        3,
        1,
        "lmo wae",
    ),
    (
        ",",
        ".",
        "\u200e\u2212",
        3,
        3,
        1,
        "ps ps-PK uz-Arab",
    ),
    (
        ",",
        ".",
        "\u2212",
        3,
        3,
        2,
        "sl",
    ),
    (
        ",",
        "\xa0",
        "-",
        2,
        2,
        1,
        "tok",
    ),
)
