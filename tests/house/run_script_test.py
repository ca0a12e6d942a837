"""The script `run`, from any folder, through a link, in a path with a space, moved, without the right to install.

CMake, the program and apt are stand-ins that write down how they were called: what is tested is the script.
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import textwrap
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]

# Configures by writing the two lines of the cache that the script reads, and builds a program that shows its call.
CMAKE = r"""
    echo "cmake $*" >> "$CALLS"
    case $1 in
      --build) printf '#!/bin/sh\necho "in $PWD:"; for a; do echo "<$a>"; done\n' > "$2/loranoise"; chmod +x "$2/loranoise" ;;
      -S)
        [ "${CMAKE_FAILS:-}" != yes ] || exit 1
        mkdir -p "$4"
        printf 'CMAKE_HOME_DIRECTORY:INTERNAL=%s\nCMAKE_CACHEFILE_DIR:INTERNAL=%s\n' "$2" "$4" > "$4/CMakeCache.txt"
        : > "$4/build.ninja" ;;
    esac
"""
DPKG_QUERY = """
    for package; do :; done
    case " $MISSING " in *" $package "*) exit 1 ;; *) echo "install ok installed" ;; esac
"""
REFUSES = 'echo "${0##*/} $*" >> "$CALLS"; exit 100'


class RunScript(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory(prefix="run script ")
        self.addCleanup(scratch.cleanup)
        self.top = pathlib.Path(scratch.name).resolve()
        self.checkout = self.top / "a check out"
        self.tools = self.top / "tools"
        self.data = self.top / "data"
        for folder in (self.checkout, self.tools, self.data):
            folder.mkdir()
        shutil.copy(ROOT / "run", self.checkout / "run")
        for name, text in {"cmake": CMAKE, "dpkg-query": DPKG_QUERY, "apt-get": REFUSES, "sudo": REFUSES,
                           "id": "echo 1000", "python3": "exit 1"}.items():
            (self.tools / name).write_text("#!/bin/sh\n" + textwrap.dedent(text) + "\n")
            (self.tools / name).chmod(0o755)
        self.environment = {"PATH": f"{self.tools}:/usr/bin:/bin", "CALLS": str(self.top / "calls"), "MISSING": "",
                            "HOME": str(self.top)}

    def run_script(self, *arguments, script=None, status=0, **environment):
        done = subprocess.run([script or self.checkout / "run", *arguments], cwd=self.data, text=True,
                              capture_output=True, env=self.environment | environment)
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        return done

    def calls(self):
        return (self.top / "calls").read_text()

    def test_the_program_runs_in_the_callers_folder_with_the_arguments_as_given(self):
        done = self.run_script("law", "--at", "1 2", "$x")
        self.assertEqual(done.stdout, f"in {self.data}:\n<law>\n<--at>\n<1 2>\n<$x>\n")

    def test_a_run_lands_in_the_callers_folder(self):
        done = self.run_script("verify", "--gradients", "mine.npy", "--out", "there")
        self.assertEqual(done.stdout, f"in {self.data}:\n<verify>\n<--gradients>\n<mine.npy>\n<--out>\n<there>\n")

    def test_a_symbolic_link_finds_its_checkout(self):
        link = self.data / "link"
        link.symlink_to(self.checkout / "run")
        self.run_script("law", script=link)
        self.assertTrue((self.checkout / "build/release-native/loranoise").exists())

    def test_a_moved_checkout_is_built_anew(self):
        self.run_script("law")
        moved = self.top / "moved"
        self.checkout.rename(moved)
        done = self.run_script("law", script=moved / "run")
        self.assertIn("was made for another place", done.stderr)
        self.assertIn(f"cmake -S {moved} ", self.calls())

    def test_the_build_goes_where_it_is_told(self):
        self.run_script("law", LORANOISE_BUILD="my build")
        self.assertTrue((self.data / "my build/release-native/loranoise").exists())
        self.assertFalse((self.checkout / "build").exists())

    def test_a_checkout_that_cannot_be_written_says_how_to_build_elsewhere(self):
        (self.checkout / "build").write_text("in the way")
        done = self.run_script("law", status=2)
        self.assertIn("LORANOISE_BUILD=", done.stderr)

    def test_the_program_needs_no_package_of_the_tests(self):
        done = self.run_script("law", MISSING="catch2 libbenchmark-dev librandom123-dev libopenmpi-dev python3-venv git")
        self.assertNotIn("missing", done.stderr)
        self.assertIn("-DLORANOISE_TESTS=OFF", self.calls())

    def test_without_the_right_to_install_it_prints_the_line_once_and_goes_on(self):
        done = self.run_script("law", MISSING="libfmt-dev libhwy-dev")
        self.assertIn("apt-get install libhwy-dev libfmt-dev \n", done.stderr)
        self.assertIn("<law>", done.stdout)
        self.assertIn("sudo apt-get update", self.calls())
        self.assertNotIn("apt-get install", self.run_script("law", MISSING="libfmt-dev libhwy-dev").stderr)

    def test_libraries_that_are_not_found_end_it_with_a_sentence(self):
        done = self.run_script("law", MISSING="libfmt-dev", CMAKE_FAILS="yes", status=2)
        self.assertIn("CMAKE_PREFIX_PATH", done.stderr)

    def test_figures_that_cannot_be_drawn_leave_the_verdict(self):
        (self.data / "there").mkdir()
        (self.data / "there/summary.json").write_text("{}")
        done = self.run_script("verify", "--out", "there")
        self.assertIn("figures and report.html are missing", done.stderr)
        self.assertIn("figures 'there'", done.stderr)

    def test_every_command_of_the_program_is_one_of_run(self):
        listed = re.search(r"define LORANOISE_COMMANDS(.*?)\n// clang-format", (ROOT / "verify/cli/registry.hpp").read_text(), re.S)
        script = (ROOT / "run").read_text()
        for name in re.findall(r"(?:SHARED|ALONE)\((\w+)\)", listed.group(1)):
            with self.subTest(name):
                self.assertRegex(script, rf"(?m)^  (?:.*\| )?{name}(?: \|.*)?\)")

    def test_an_unknown_command_is_bad_input(self):
        self.assertIn("nonsense", self.run_script("nonsense", status=2).stderr)


if __name__ == "__main__":
    sys.exit(unittest.main())
