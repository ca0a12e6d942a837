"""Can a wrong formula pass? Builds the project once with every error of mutants.py behind a switch, then switches them
on one at a time: first `verify`, which is what a user runs, then the tests. By hand or at night: about an hour.

    run_mutants.py BUILD [NUMBER ...]      called by ./run mutants; numbers count from 1, all by default
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys

from mutants import MUTANTS

ROOT = pathlib.Path(__file__).resolve().parents[2]
# Read once, before main: a function, so that any translation unit may ask.
SWITCH = """#include <cstdlib>
namespace loranoise_mutants {
inline bool on(int number) {
  static const int chosen = std::getenv("LORANOISE_MUTANT") ? std::atoi(std::getenv("LORANOISE_MUTANT")) : 0;
  return chosen == number;
}
}  // namespace loranoise_mutants
"""
PARTS = ("theory", "simulate", "verify", "certify", "cmake", "tests", "data", "docs", "README.md", "CMakeLists.txt", "CMakePresets.json")


def plant(tree):
    """Puts every mutant into the copy of its file."""
    (tree / "mutant_switch.hpp").write_text(SWITCH)
    for number, (file, right, wrong) in enumerate(MUTANTS, 1):
        text = (tree / file).read_text()
        # Whatever line breaks the formatter chose.
        pattern = re.compile(r"\s*".join(re.escape(word) for word in right.split()))
        if len(pattern.findall((ROOT / file).read_text())) != 1:
            raise SystemExit(f"mutant {number}: {file} has not one place with {right}: change mutants.py")
        end = ";" if right.endswith(";") else ""
        choice = f"(::loranoise_mutants::on({number}) ? ({wrong.rstrip(';')}) : ({right.rstrip(';')})){end}"
        if ".add(" in right:  # a statement's expression, of type void
            choice = f"(::loranoise_mutants::on({number}) ? (void)({wrong}) : (void)({right}))"
        elif "std::sqrt(rest" in right:  # two values of a list
            first, second = right.split(", ", 1)
            choice = f"{first}, (::loranoise_mutants::on({number}) ? ({wrong.split(', ', 1)[1]}) : ({second}))"
        elif ".array().square()" in right:  # two types
            choice = f"(::loranoise_mutants::on({number}) ? ({wrong}).eval() : ({right}).eval())"
        text = pattern.sub(lambda _: choice, text, count=1)
        if "mutant_switch.hpp" not in text:
            text = f'#include "{tree / "mutant_switch.hpp"}"\n' + text
        (tree / file).write_text(text)


def build(folder):
    tree = folder / "source"
    shutil.rmtree(tree, ignore_errors=True)
    tree.mkdir(parents=True)
    for part in PARTS:
        source = ROOT / part
        shutil.copytree(source, tree / part) if source.is_dir() else shutil.copy2(source, tree / part)
    plant(tree)
    binaries = folder / "binaries"
    subprocess.run(
        ["cmake", "-S", tree, "-B", binaries, "-G", "Ninja", "-DCMAKE_BUILD_TYPE=Release", "-DCMAKE_CXX_FLAGS=-O1", "-DLORANOISE_MPI=OFF"],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    targets = ["loranoise", "theory_tests", "simulate_tests", "verify_tests"]
    subprocess.run(["cmake", "--build", binaries, "--target", *targets], check=True, stdout=subprocess.DEVNULL)
    return binaries


def seen_by(binaries, number):
    """What notices the mutant: "verify", "tests", or nothing."""
    environment = {**os.environ, "LORANOISE_MUTANT": str(number)}
    out = binaries.parent / "run"
    shutil.rmtree(out, ignore_errors=True)
    gradient = ROOT / "tests" / "baseline" / "gradient.npy"
    verify = [binaries / "loranoise", "verify", "--gradients", gradient, "--out", out]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "env": environment}
    if subprocess.run(verify, **quiet, check=False).returncode != 0:
        return "verify"
    for library in ("theory", "simulate", "verify"):
        if subprocess.run([binaries / f"{library}_tests", "~[quality]"], **quiet, check=False).returncode != 0:
            return "tests"
    return ""


def main():
    folder = pathlib.Path(sys.argv[1])
    chosen = [int(word) for word in sys.argv[2:]] or range(1, len(MUTANTS) + 1)
    binaries = build(folder)
    if seen_by(binaries, 0):
        raise SystemExit("without a mutant something fails already")
    missed = 0
    for number in chosen:
        file, right, wrong = MUTANTS[number - 1]
        seen = seen_by(binaries, number)
        missed += not seen
        print(f"{number:3} {seen or 'NOT SEEN':8} {file}: {right} -> {wrong}", flush=True)
    print(f"{len(chosen) - missed} of {len(chosen)} seen")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
