"""Country names and codes (ISO 3166-1 alpha-2).

Every file spells countries its own way: some hold codes, some names, some the long official names.
`name_of` and `code_of` turn one into the other; what is in neither list stays unknown.
"""

import re
import unicodedata


def name_of(code: str) -> str | None:
    """The common English name of a country; `None` for a code that is not assigned (XK is known too)."""
    return NAMES.get(code)


def code_of(name: str) -> str | None:
    """The ISO 3166-1 alpha-2 code of a country's English name, short or official; `None` if it is unknown."""
    return CODES.get(words(name))


def words(name: str) -> frozenset[str]:
    """A name without case, accents, order and small words: "Korea (Republic of)" is "Republic of Korea"."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold().replace("'", "")
    return frozenset(re.findall("[a-z]+", plain)) - {"the", "of", "and"}


# Code, common English name; other names that files use.
COUNTRIES = """\
AD Andorra; Principality of Andorra
AE United Arab Emirates; UAE
AF Afghanistan; Islamic Republic of Afghanistan
AG Antigua and Barbuda
AI Anguilla
AL Albania; Republic of Albania
AM Armenia; Republic of Armenia
AO Angola; Republic of Angola
AQ Antarctica
AR Argentina; Argentine Republic
AS American Samoa
AT Austria; Republic of Austria
AU Australia
AW Aruba
AX Åland Islands; Aland
AZ Azerbaijan; Republic of Azerbaijan
BA Bosnia and Herzegovina; Republic of Bosnia and Herzegovina
BB Barbados
BD Bangladesh; People's Republic of Bangladesh
BE Belgium; Kingdom of Belgium
BF Burkina Faso
BG Bulgaria; Republic of Bulgaria
BH Bahrain; Kingdom of Bahrain
BI Burundi; Republic of Burundi
BJ Benin; Republic of Benin
BL Saint Barthélemy; St. Barthélemy
BM Bermuda
BN Brunei; Brunei Darussalam
BO Bolivia; Bolivia, Plurinational State of
BQ Caribbean Netherlands; Bonaire, Sint Eustatius and Saba; Bonaire, Saint Eustatius and Saba
BR Brazil; Federative Republic of Brazil
BS Bahamas; Commonwealth of the Bahamas
BT Bhutan; Kingdom of Bhutan
BV Bouvet Island
BW Botswana; Republic of Botswana
BY Belarus; Republic of Belarus
BZ Belize
CA Canada
CC Cocos (Keeling) Islands
CD Democratic Republic of the Congo; Congo - Kinshasa; Congo (DRC); DR Congo
CF Central African Republic
CG Republic of the Congo; Congo; Congo - Brazzaville
CH Switzerland; Swiss Confederation
CI Côte d'Ivoire; Republic of Côte d'Ivoire; Ivory Coast
CK Cook Islands
CL Chile; Republic of Chile
CM Cameroon; Republic of Cameroon
CN China; People's Republic of China
CO Colombia; Republic of Colombia
CR Costa Rica; Republic of Costa Rica
CU Cuba; Republic of Cuba
CV Cabo Verde; Republic of Cabo Verde; Cape Verde
CW Curaçao
CX Christmas Island
CY Cyprus; Republic of Cyprus
CZ Czechia; Czech Republic
DE Germany; Federal Republic of Germany
DJ Djibouti; Republic of Djibouti
DK Denmark; Kingdom of Denmark
DM Dominica; Commonwealth of Dominica
DO Dominican Republic
DZ Algeria; People's Democratic Republic of Algeria
EC Ecuador; Republic of Ecuador
EE Estonia; Republic of Estonia
EG Egypt; Arab Republic of Egypt
EH Western Sahara
ER Eritrea; the State of Eritrea
ES Spain; Kingdom of Spain
ET Ethiopia; Federal Democratic Republic of Ethiopia
FI Finland; Republic of Finland
FJ Fiji; Republic of Fiji
FK Falkland Islands; Falkland Islands (Malvinas)
FM Micronesia; Micronesia, Federated States of
FO Faroe Islands
FR France; French Republic
GA Gabon; Gabonese Republic
GB United Kingdom; United Kingdom of Great Britain and Northern Ireland; Great Britain; UK
GD Grenada
GE Georgia
GF French Guiana
GG Guernsey
GH Ghana; Republic of Ghana
GI Gibraltar
GL Greenland
GM Gambia; Republic of the Gambia
GN Guinea; Republic of Guinea
GP Guadeloupe
GQ Equatorial Guinea; Republic of Equatorial Guinea
GR Greece; Hellenic Republic
GS South Georgia and the South Sandwich Islands
GT Guatemala; Republic of Guatemala
GU Guam
GW Guinea-Bissau; Republic of Guinea-Bissau
GY Guyana; Republic of Guyana
HK Hong Kong; Hong Kong Special Administrative Region of China; Hong Kong SAR China; Hong Kong SAR
HM Heard Island and McDonald Islands; Heard & McDonald Islands
HN Honduras; Republic of Honduras
HR Croatia; Republic of Croatia
HT Haiti; Republic of Haiti
HU Hungary
ID Indonesia; Republic of Indonesia
IE Ireland; Republic of Ireland
IL Israel; State of Israel
IM Isle of Man
IN India; Republic of India
IO British Indian Ocean Territory
IQ Iraq; Republic of Iraq
IR Iran; Iran, Islamic Republic of
IS Iceland; Republic of Iceland
IT Italy; Italian Republic
JE Jersey
JM Jamaica
JO Jordan; Hashemite Kingdom of Jordan
JP Japan
KE Kenya; Republic of Kenya
KG Kyrgyzstan; Kyrgyz Republic
KH Cambodia; Kingdom of Cambodia
KI Kiribati; Republic of Kiribati
KM Comoros; Union of the Comoros
KN Saint Kitts and Nevis; St. Kitts & Nevis
KP North Korea; Korea, Democratic People's Republic of
KR South Korea; Korea, Republic of; Korea
KW Kuwait; State of Kuwait
KY Cayman Islands
KZ Kazakhstan; Republic of Kazakhstan
LA Laos; Lao People's Democratic Republic
LB Lebanon; Lebanese Republic
LC Saint Lucia; St. Lucia
LI Liechtenstein; Principality of Liechtenstein
LK Sri Lanka; Democratic Socialist Republic of Sri Lanka
LR Liberia; Republic of Liberia
LS Lesotho; Kingdom of Lesotho
LT Lithuania; Republic of Lithuania
LU Luxembourg; Grand Duchy of Luxembourg
LV Latvia; Republic of Latvia
LY Libya; Libyan Arab Jamahiriya
MA Morocco; Kingdom of Morocco
MC Monaco; Principality of Monaco
MD Moldova; Moldova, Republic of
ME Montenegro
MF Saint Martin; Saint Martin (French part); St. Martin
MG Madagascar; Republic of Madagascar
MH Marshall Islands; Republic of the Marshall Islands
MK North Macedonia; Republic of North Macedonia; Macedonia; Macedonia, the former Yugoslav Republic of
ML Mali; Republic of Mali
MM Myanmar; Republic of Myanmar; Myanmar (Burma); Burma
MN Mongolia
MO Macao; Macao Special Administrative Region of China; Macao SAR China; Macau; Macao SAR
MP Northern Mariana Islands; Commonwealth of the Northern Mariana Islands
MQ Martinique
MR Mauritania; Islamic Republic of Mauritania
MS Montserrat
MT Malta; Republic of Malta
MU Mauritius; Republic of Mauritius
MV Maldives; Republic of Maldives
MW Malawi; Republic of Malawi
MX Mexico; United Mexican States
MY Malaysia
MZ Mozambique; Republic of Mozambique
NA Namibia; Republic of Namibia
NC New Caledonia
NE Niger; Republic of the Niger
NF Norfolk Island
NG Nigeria; Federal Republic of Nigeria
NI Nicaragua; Republic of Nicaragua
NL Netherlands; Kingdom of the Netherlands; Holland
NO Norway; Kingdom of Norway
NP Nepal; Federal Democratic Republic of Nepal
NR Nauru; Republic of Nauru
NU Niue
NZ New Zealand
OM Oman; Sultanate of Oman
PA Panama; Republic of Panama
PE Peru; Republic of Peru
PF French Polynesia
PG Papua New Guinea; Independent State of Papua New Guinea
PH Philippines; Republic of the Philippines
PK Pakistan; Islamic Republic of Pakistan
PL Poland; Republic of Poland
PM Saint Pierre and Miquelon; St. Pierre & Miquelon
PN Pitcairn; Pitcairn Islands
PR Puerto Rico
PS Palestine; Palestine, State of; Palestinian Territories; Palestinian Territory; \
Palestinian Territory, Occupied
PT Portugal; Portuguese Republic
PW Palau; Republic of Palau
PY Paraguay; Republic of Paraguay
QA Qatar; State of Qatar
RE Réunion; La Réunion
RO Romania
RS Serbia; Republic of Serbia
RU Russia; Russian Federation
RW Rwanda; Rwandese Republic
SA Saudi Arabia; Kingdom of Saudi Arabia
SB Solomon Islands
SC Seychelles; Republic of Seychelles
SD Sudan; Republic of the Sudan
SE Sweden; Kingdom of Sweden
SG Singapore; Republic of Singapore
SH Saint Helena; Saint Helena, Ascension and Tristan da Cunha; St. Helena
SI Slovenia; Republic of Slovenia
SJ Svalbard and Jan Mayen
SK Slovakia; Slovak Republic
SL Sierra Leone; Republic of Sierra Leone
SM San Marino; Republic of San Marino
SN Senegal; Republic of Senegal
SO Somalia; Federal Republic of Somalia
SR Suriname; Republic of Suriname
SS South Sudan; Republic of South Sudan
ST Sao Tome and Principe; Democratic Republic of Sao Tome and Principe
SV El Salvador; Republic of El Salvador
SX Sint Maarten; Sint Maarten (Dutch part)
SY Syria; Syrian Arab Republic
SZ Eswatini; Kingdom of Eswatini; Swaziland
TC Turks and Caicos Islands
TD Chad; Republic of Chad
TF French Southern Territories
TG Togo; Togolese Republic
TH Thailand; Kingdom of Thailand
TJ Tajikistan; Republic of Tajikistan
TK Tokelau
TL Timor-Leste; Democratic Republic of Timor-Leste; East Timor
TM Turkmenistan
TN Tunisia; Republic of Tunisia
TO Tonga; Kingdom of Tonga
TR Türkiye; Republic of Türkiye; Turkey
TT Trinidad and Tobago; Republic of Trinidad and Tobago
TV Tuvalu
TW Taiwan; Taiwan, Province of China
TZ Tanzania; Tanzania, United Republic of
UA Ukraine
UG Uganda; Republic of Uganda
UM U.S. Minor Outlying Islands; United States Minor Outlying Islands; U.S. Outlying Islands
US United States; United States of America; USA
UY Uruguay; Eastern Republic of Uruguay
UZ Uzbekistan; Republic of Uzbekistan
VA Vatican City; Holy See (Vatican City State); Holy See; Vatican; Vatican City State
VC Saint Vincent and the Grenadines; St. Vincent & Grenadines
VE Venezuela; Venezuela, Bolivarian Republic of
VG British Virgin Islands
VI U.S. Virgin Islands; US Virgin Islands; Virgin Islands of the United States
VN Vietnam; Viet Nam; Socialist Republic of Viet Nam
VU Vanuatu; Republic of Vanuatu
WF Wallis and Futuna
WS Samoa; Independent State of Samoa
XK Kosovo
YE Yemen; Republic of Yemen
YT Mayotte
ZA South Africa; Republic of South Africa
ZM Zambia; Republic of Zambia
ZW Zimbabwe; Republic of Zimbabwe"""

NAMES = {line[:2]: line[3:].split("; ")[0] for line in COUNTRIES.splitlines()}
CODES = {words(name): line[:2] for line in COUNTRIES.splitlines() for name in line[3:].split("; ")}
