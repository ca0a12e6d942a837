"""The floors of the house: a folder includes its own and those below it, nothing above. Reads every #include."""

import pathlib
import re
import sys
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]

# Lowest first; what a list holds side by side may include each other only where ALSO says so.
FLOORS = {
    "verify": ["statistics", "study", "experiments", "plans", "layers", "adapters", "claims", "figures", "report", "cli"],
    "simulate": ["names", "algebra", "random", "sweep", "sketch", "gradients", "peft", "noise", "training", "attack"],
    "theory": ["numerics", "coordinate", "distance", "sketches", "row", "privacy", "dynamics"],
}
# Libraries that a folder may include at all.
LIBRARIES = {"theory": {"theory"}, "simulate": {"simulate"}, "verify": {"theory", "simulate", "verify"}}


def includes(folder):
    """(source, line, included path) of every quoted include under the folder."""
    for source in sorted((ROOT / folder).rglob("*")):
        if source.suffix not in {".cpp", ".hpp", ".ipp", ".h"}:
            continue
        for number, line in enumerate(source.read_text().splitlines(), 1):
            found = re.match(r'\s*#\s*include\s+"([^"]+)"', line)
            if found:
                yield source.relative_to(ROOT), number, found.group(1)


def faults(library):
    order = FLOORS[library]
    for source, number, path in includes(library):
        parts = path.split("/")
        if parts[0] not in FLOORS:
            yield f"{source}:{number} includes {path}: write the path from the project's root"
        elif parts[0] not in LIBRARIES[library]:
            yield f"{source}:{number} includes {path}: {library} may not know {parts[0]}"
        elif parts[0] == library:
            own, other = source.parts[1], parts[1]
            if own not in order or other not in order:
                yield f"{source}:{number} includes {path}: a folder that has no floor yet in {pathlib.Path(__file__).name}"
            elif order.index(other) > order.index(own):
                yield f"{source}:{number} includes {path}, a floor above its own"


class Floors(unittest.TestCase):
    def test_proofs_share_nothing_with_what_they_are_held_against(self):
        paths = {path.split("/")[0] for _, _, path in includes("certify")}
        self.assertEqual(paths, {"certify"})

    def test_no_folder_includes_a_floor_above_it(self):
        found = [fault for library in FLOORS for fault in faults(library)]
        self.assertEqual(found, [])

    def test_every_folder_of_sources_has_a_floor(self):
        for library, order in FLOORS.items():
            folders = {s.relative_to(ROOT / library).parts[0] for s in (ROOT / library).rglob("*.cpp")}
            self.assertLessEqual(folders, set(order))


if __name__ == "__main__":
    sys.exit(unittest.main())
