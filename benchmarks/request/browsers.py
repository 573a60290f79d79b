"""How often the browser is told right, on the labelled fixtures that device_detector ships.

Its labels are brought to our names first (NAMES, SYSTEMS): it splits Chrome, Firefox and others by device,
and Linux and Android by distribution, where we do not. A label with fewer than `LEAST` fixtures is left out
of the names: most of those are counted once and are of the last century.
"""

from collections import defaultdict
from pathlib import Path
from typing import Any

import device_detector
import yaml_rs
from asok_request.browser import identify

LEAST = 20
NAMES = {
    "Chrome Mobile": "Chrome",
    "Chrome Webview": "Chrome",
    "Chrome Mobile iOS": "Chrome",
    "Firefox Mobile": "Firefox",
    "Firefox Mobile iOS": "Firefox",
    "Fennec": "Firefox",
    "Huawei Browser Mobile": "Huawei Browser",
    "IE Mobile": "Internet Explorer",
    "Microsoft Edge": "Edge",
    "Mobile Safari": "Safari",
    "Mobile Silk": "Silk",
    "Opera Devices": "Opera",
    "Opera GX": "Opera",
    "Opera Mini iOS": "Opera Mini",
    "Opera Mobile": "Opera",
    "Opera Next": "Opera",
    "Opera Touch": "Opera",
    "Samsung Browser": "Samsung Internet",
    "UC Browser Mini": "UC Browser",
    "UC Browser Turbo": "UC Browser",
    "Yandex Browser Lite": "Yandex Browser",
}
SYSTEMS = {
    "GNU/Linux": "Linux",
    "Mac": "macOS",
    "iPadOS": "iOS",
    "Chromium OS": "Chrome OS",
    "Windows RT": "Windows",
    **dict.fromkeys(("Arch Linux", "Debian", "Fedora", "Ubuntu", "Mint", "Gentoo", "SUSE"), "Linux"),
    **dict.fromkeys(("Android TV", "CyanogenMod", "Fire OS", "Google TV", "HyperOS"), "Android"),
    **dict.fromkeys(("Meta Horizon", "MocorDroid", "PICO OS", "Wear OS", "YunOS", "Lineage OS"), "Android"),
    **dict.fromkeys(("Symbian OS", "Symbian OS Series 60", "Symbian OS Series 40", "Symbian^3"), "Symbian"),
}  # fmt: skip
KNOWN_SYSTEMS = (
    "Windows",
    "macOS",
    "Linux",
    "Android",
    "iOS",
    "Chrome OS",
    "Windows Phone",
    "KaiOS",
    "HarmonyOS",
)
HANDHELD = ("smartphone", "phablet", "feature phone", "tablet", "camera", "portable media player")
STATIONARY = ("desktop", "tv", "console")
# Kinds of which it is no mistake to call them either; device_detector calls all but the last mobile.
NEITHER = ("wearable", "peripheral", "car browser", "smart speaker", "smart display")


class Tally:
    def __init__(self) -> None:
        self.right = self.all = 0

    def count(self, right: bool) -> None:
        self.right += right
        self.all += 1

    @property
    def share(self) -> float:
        return 100 * self.right / self.all if self.all else 0.0


def fixtures() -> list[dict[str, Any]]:
    folder = Path(device_detector.__file__).parent / "tests" / "fixtures"
    found = []
    for path in sorted(folder.rglob("*.yml")):
        found += [each for each in yaml_rs.loads(path.read_text("utf-8")) or [] if "user_agent" in each]
    return found


def hints(headers: dict[str, Any]) -> dict[str, str]:
    return {"HTTP_" + name.upper().replace("-", "_"): str(value) for name, value in headers.items()}


def main() -> None:
    names: dict[str, Tally] = defaultdict(Tally)
    systems, bots, taken_for_bots = Tally(), Tally(), Tally()
    mobile: dict[str, Tally] = defaultdict(Tally)
    for fixture in fixtures():
        verdict = identify(str(fixture["user_agent"]), hints(fixture.get("headers") or {}))
        client, system, device = (fixture.get(key) or {} for key in ("client", "os", "device"))
        if fixture.get("bot"):
            bots.count(verdict.is_bot)
        elif client.get("type") == "browser":
            taken_for_bots.count(verdict.is_bot)
            label = NAMES.get(client["name"], client["name"])
            names[label].count(verdict.name == label)
            name = system.get("name") if isinstance(system, dict) else None
            if (name := SYSTEMS.get(name, name)) in KNOWN_SYSTEMS:
                systems.count(verdict.os == name)
            kind = device.get("type")
            if kind in (*HANDHELD, *STATIONARY, *NEITHER):
                mobile[kind].count(verdict.is_mobile == (kind in (*HANDHELD, *NEITHER[:-1])))
    report(names, systems, mobile, bots, taken_for_bots)


def report(
    names: dict[str, Tally], systems: Tally, mobile: dict[str, Tally], bots: Tally, taken_for_bots: Tally
) -> None:
    common = {name: tally for name, tally in names.items() if tally.all >= LEAST}
    total = sum(tally.all for tally in common.values())
    right = sum(tally.right for tally in common.values())
    print(f"name                {100 * right / total:6.2f} %  of {total} ({len(common)} names), goal 99.7")
    print(f"  average over names{sum(t.share for t in common.values()) / len(common):6.2f} %  goal 96.5")
    for name, tally in sorted(common.items(), key=lambda item: item[1].share)[:8]:
        print(f"    {name:26} {tally.share:6.2f} %  of {tally.all}")
    print(f"os                  {systems.share:6.2f} %  of {systems.all}, goal 99.6")
    for what, kinds in (
        ("mobile", (*HANDHELD, *STATIONARY)),
        ("  without televisions", (*HANDHELD, "desktop", "console")),
        ("  every kind", (*HANDHELD, *STATIONARY, *NEITHER)),
    ):
        tallies = [mobile[kind] for kind in kinds if kind in mobile]
        everything = sum(tally.all for tally in tallies)
        print(
            f"{what:21}{100 * sum(t.right for t in tallies) / everything:5.2f} %  of {everything}, goal 99.2"
        )
    print(f"bots taken for browsers {100 - bots.share:.2f} %  of {bots.all}, goal 2")
    print(f"browsers taken for bots {taken_for_bots.share:.2f} %  of {taken_for_bots.all}")


if __name__ == "__main__":
    main()
