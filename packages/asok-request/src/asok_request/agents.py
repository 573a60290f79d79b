"""Names of browsers, by the product tokens (RFC 9110, section 10.1.5) that tell them."""

from .products import Words

# Of several that match the first counts, and of one name's tokens too: whatever is built on something stands
# before it.
NAMES = (
    ("PICO Browser", "PicoBrowser"),
    ("Oculus Browser", "OculusBrowser"),
    ("T-Browser", "Tbrowser"),
    ("UC Browser", "UCBrowser UCBrowser-CMCC UCTurbo UCMini UCWEB UBrowser UC"),
    ("Yandex Browser", "YaBrowser YaSearchBrowser YandexSearchBrowser YandexSearch YaApp_Android"),
    ("Samsung Internet", "SamsungBrowser"),
    ("Huawei Browser", "HuaweiBrowser ArkWeb com.huawei.hmos.browser"),
    ("Mi Browser", "MiuiBrowser"),
    ("Mint Browser", "Mint\u00a0Browser"),
    ("QQ Browser", "MQQBrowser QQBrowser QQBrowserLite"),
    ("Quark", "Quark"),
    ("vivo Browser", "VivoBrowser"),
    ("Oppo Browser", "OppoBrowser"),
    ("HeyTapBrowser", "HeyTapBrowser"),
    ("Silk", "Silk"),
    ("LG Browser", "LG\u00a0Browser"),
    ("Odin", "Odin"),
    ("Phoenix Browser", "PHX"),
    ("Meizu Browser", "MZBrowser"),
    ("Puffin Web Browser", "Puffin"),
    ("TV Bro", "TV\u00a0Bro"),
    (
        "Baidu Browser",
        "baidubrowser BIDUBrowser baiduboxapp FlyFlow bdbrowser_i18n bdbrowserhd_i18n bdbrowser",
    ),
    ("Baidu Spark", "BDSpark"),
    ("Aloha Browser", "AlohaBrowser"),
    ("Seraphic Sraf", "SRAF"),
    ("Sogou Mobile Browser", "SogouMobileBrowser"),
    ("Sogou Explorer", "MetaSr"),
    ("DuckDuckGo Privacy Browser", "DuckDuckGo Ddg"),
    ("Maxthon", "Maxthon MxBrowser Mxios MxNitro"),
    ("CM Browser", "ACHEETAHI"),
    ("LieBaoFast", "LieBaoFast LBBROWSER"),
    ("Dolphin", "Dolfin DolphinBrowserCN Dolphin DolphinHDCN"),
    ("360 Phone Browser", "360\u00a0Aphone"),
    ("360 Speed Browser", "360\u00a0Alitephone 360EE"),
    ("Hawk Quick Browser", "QuickBrowser"),
    ("Sleipnir", "Sleipnir"),
    ("Hi Browser", "HiBrowser"),
    ("Roku Browser", "RokuBrowser"),
    ("GNOME Web", "Epiphany"),
    ("ONE Browser", "OneBrowser"),
    ("Ecosia", "Ecosia"),
    ("AdBlock Browser", "ABB"),
    ("Jasmine", "Jasmine"),
    ("Kode Browser", "TansoDL"),
    ("Quick Search TV", "QuickSearchTV Quick\u00a0Search"),
    ("Espial TV Browser", "Espial"),
    ("ANTGalio", "ANTGalio"),
    ("Odd Browser", "Odd"),
    ("Atom", "Atom"),
    ("Avast Secure Browser", "Avast AvastSecureBrowser"),
    ("AVG Secure Browser", "AVG"),
    ("Avira Secure Browser", "Avira"),
    ("CCleaner", "CCleaner"),
    ("Nintendo Browser", "NintendoBrowser"),
    ("Midori", "Midori"),
    ("Seznam Browser", "SznProhlizec"),
    ("Coc Coc", "coc_coc_browser CocCoc"),
    ("Brave", "Brave"),
    ("Vivaldi", "Vivaldi"),
    ("Whale Browser", "Whale"),
    ("mCent", "mCent"),
    ("Yahoo! Japan Browser", "YJApp-ANDROID jp.co.yahoo.android.ybrowser jp.co.yahoo.ipn.appli"),
    ("Qwant Mobile", "QwantMobile QwantiOS"),
    ("Lenovo Browser", "MobileLenovoBrowser"),
    ("Soul Browser", "Soul"),
    ("GO Browser", "Lite\u00a0Browser"),
    ("Wear Internet Browser", "WIB"),
    ("Pi Browser", "PiBrowser"),
    ("Palm Blazer", "Blazer"),
    ("MAUI WAP Browser", "MAUI WAP\u00a0Browser MAUI-Browser"),
    ("Openwave Mobile Browser", "UP.Browser UP.Link"),
    ("Obigo", "Obigo ObigoInternetBrowser Teleca Teleca-Obigo"),
    ("SEMC-Browser", "SEMC-Browser"),
    ("BlackBerry Browser", "BlackBerry BB10"),
    ("Nokia Browser", "NokiaBrowser BrowserNG"),
    ("Nokia Ovi Browser", "S40OviBrowser"),
    ("Polaris", "Polaris"),
    ("Motorola Internet Browser", "MIB"),
    ("DoCoMo", "DoCoMo"),
    ("NetFront", "NetFront"),
    ("NetFront Life", "NetFrontLifeBrowser"),
    ("Opera Mini", "Opera\u00a0Mini OperaMini OPiOS"),
    ("Iceweasel", "Iceweasel"),
    ("IceCat", "IceCat"),
    ("IceDragon", "IceDragon"),
    ("Pale Moon", "PaleMoon"),
    ("SeaMonkey", "SeaMonkey"),
    ("Waterfox", "Waterfox"),
    ("Kazehakase", "Kazehakase"),
    ("K-meleon", "K-Meleon"),
    ("Galeon", "Galeon"),
    ("Camino", "Camino"),
    ("Flock", "Flock"),
    ("CometBird", "CometBird"),
    ("Konqueror", "Konqueror"),
    ("Falkon", "Falkon"),
    ("QupZilla", "QupZilla"),
    ("QtWebEngine", "QtWebEngine"),
    ("Iron", "Iron"),
    ("Comodo Dragon", "Comodo_Dragon Dragon"),
    ("CoolNovo", "CoolNovo ChromePlus"),
    ("RockMelt", "RockMelt"),
    ("Lunascape", "Lunascape"),
    ("OmniWeb", "OmniWeb"),
    ("iCab", "iCab"),
    ("Arora", "Arora"),
    ("Mercury", "Mercury"),
    ("Kiwi", "Kiwi"),
    ("Firefox Focus", "Focus Klar"),
    ("Netscape", "Netscape Netscape6 Navigator"),
    ("GOG Galaxy", "GOGGalaxyClient"),
    ("Lynx", "Lynx"),
    ("Links", "Links"),
    ("Elinks", "ELinks"),
    ("Dillo", "Dillo"),
    ("Sailfish Browser", "SailfishBrowser"),
    ("Tizen Browser", "Tizen\u00a0Browser"),
    ("Maple", "Maple Maple2012 Maple_2011"),
    ("JioSphere", "JioSphere JioPages"),
    ("Wolvic", "Wolvic"),
    ("Edge", "Edg Edge EdgA EdgiOS EdgW"),
    ("Opera", "OPR OPT OPX OMI Opera"),
    ("Internet Explorer", "MSIE IEMobile Trident MSIEMobile"),
    ("Firefox", "Firefox FxiOS Fennec Rocket Minefield GranParadiso Shiretoko"),
    ("Chromium", "Chromium"),
    ("Chrome", "Chrome CriOS Chr0me"),
    ("PocketBook Browser", "PocketBook"),
)
BY_TOKEN = {
    token: (rank, place, name)
    for rank, (name, tokens) in enumerate(NAMES)
    for place, token in enumerate(tokens.lower().split(" "))
}
TOKENS = frozenset(BY_TOKEN)


def find_agent(words: Words) -> tuple[str, str]:
    """The name and version of the browser; '' for a name that the table does not know."""
    products = words.products
    found = TOKENS.intersection(products)
    if not found:
        return "", ""
    token = min(found, key=BY_TOKEN.__getitem__) if len(found) > 1 else next(iter(found))
    name = BY_TOKEN[token][2]
    if name == "Internet Explorer":
        return name, explorer_version(words)
    return name, products.get("version" if token == "opera" else token) or products[token]


def explorer_version(words: Words) -> str:
    """The eleventh says its version only as the revision of the engine that it imitates."""
    said = words.products.get("iemobile") or words.products.get("msie")
    return said or next((name[3:] for name in words.names if name.startswith("rv:")), "")
