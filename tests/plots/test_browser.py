"""The report in a browser: headless Chromium runs its script, and a script of ours that uses it as a
reader does and writes down what happens. Left out where there is no Chromium."""

import json
import re
import shutil
import subprocess
import unittest
from html import unescape

from tests.plots.with_run import WithRun

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
WATCH = """<script>
window.faults = [];
window.addEventListener("error", (event) => faults.push(event.message));
console.error = console.warn = (...words) => faults.push(words.join(" "));
</script>"""
USE = """<script>
const see = {};
const rows = () => [...document.querySelectorAll("#verdict-table tbody tr")];
const ids = () => rows().filter((row) => !row.hidden).map((row) => row.cells[1].querySelector("a").textContent);
const choose = (id, value) => {
  const field = document.getElementById(id);
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
};
see.all = ids();
choose("by-verdict", "refuted");
see.refuted = ids();
see.said = document.getElementById("shown").textContent;
choose("by-verdict", "");
choose("search", "coordinate variance");
see.found = ids();
choose("search", "no such words");
see.nothing = ids();
choose("search", "");
const button = document.querySelector("#verdict-table thead th:nth-child(3) button");
button.click();
see.ascending = ids();
button.click();
see.descending = ids();
see.sort = button.parentElement.getAttribute("aria-sort");
const cells = document.querySelector("#claim-variance .all-cells");
cells.querySelector("button").click();
see.cells = cells.querySelectorAll("tbody tr").length;
see.strips = cells.querySelectorAll("tbody svg").length;
cells.querySelector("button").click();
see.hidden = cells.querySelectorAll("tbody tr").length;
see.requests = performance.getEntriesByType("resource").map((entry) => entry.name)
  .filter((name) => !name.startsWith("data:"));
see.wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
see.faults = faults;
const told = document.createElement("pre");
told.id = "told";
told.textContent = JSON.stringify(see);
document.body.append(told);
</script>"""


@unittest.skipUnless(CHROMIUM, "Chromium is not installed")
class Browser(WithRun):
    def see(self, width: int) -> dict:
        text = (self.run_folder / "report.html").read_text(encoding="utf-8")
        page = self.run_folder / "used.html"
        page.write_text(
            text.replace("<head>", "<head>" + WATCH).replace("</body>", USE + "</body>"),
            encoding="utf-8",
        )
        seen = subprocess.run(
            [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", f"--window-size={width},900",
             f"--user-data-dir={self.run_folder / 'browser'}", "--dump-dom", page.as_uri()],
            capture_output=True, text=True, timeout=120, check=True,
        ).stdout  # fmt: skip
        return json.loads(unescape(re.search(r'<pre id="told">(.*?)</pre>', seen, re.S).group(1)))

    def test_filter_sort_and_cells_work_without_a_fault_or_a_request(self):
        self.assertEqual(self.draw()[0], 0)
        for width in (1300, 500):  # the narrowest window that it opens
            see = self.see(width)
            self.assertEqual(see["faults"], [])
            self.assertEqual(see["requests"], [])
            self.assertEqual(see["all"], ["variance", "width"])
            self.assertEqual(see["refuted"], ["width"])
            self.assertEqual(see["said"], "1 of 2 claims")
            self.assertEqual(see["found"], ["variance"])
            self.assertEqual(see["nothing"], [])
            self.assertEqual(see["ascending"], ["width", "variance"])
            self.assertEqual(see["descending"], ["variance", "width"])
            self.assertEqual(see["sort"], "descending")
            self.assertEqual(see["cells"], 43)
            self.assertEqual(see["strips"], 43)
            self.assertEqual(see["hidden"], 0)
            self.assertLessEqual(see["wide"], 0, "the page scrolls sideways")


if __name__ == "__main__":
    unittest.main()
