"""Privacy accountants as the peers of theory/privacy: the same composed Gaussian, timed and checked.

Usage: peer_accountants.py THEORY_BENCH. Prints a Markdown table: delta at epsilon = 1 of so many releases of the Gaussian
mechanism with mu = 1/10 each by dp_accounting and prv_accountant, which compose discretised losses, and by theory/, which
has it in closed form; and the time of one answer from nothing. The last column is for scale: what theory/ takes for as many
releases of a LoRA row with A redrawn (rank 16, width 64, cosine 0.999), which has no closed form and is composed too.
"""
import json
import subprocess
import sys
import time

from dp_accounting.pld import privacy_loss_distribution
from prv_accountant import GaussianMechanism, PRVAccountant

RELEASES = (16, 100, 1000)
EPSILON = 1.0
DEVIATION = 10.0


def dp_accounting(releases):
    one = privacy_loss_distribution.from_gaussian_mechanism(DEVIATION)
    return one.self_compose(releases).get_delta_for_epsilon(EPSILON)


def prv_accountant(releases):
    accountant = PRVAccountant(prvs=[GaussianMechanism(DEVIATION)], max_self_compositions=[releases], eps_error=1e-2,
                               delta_error=1e-10)
    return accountant.compute_delta(EPSILON, [releases])[1]


def timed(work, releases):
    """The answer and the shortest of three times, in seconds."""
    times = []
    for _ in range(3):
        start = time.process_time()
        answer = work(releases)
        times.append(time.process_time() - start)
    return answer, min(times)


def ours(executable):
    names = "^(composed_gaussian|composed_profile)/"
    output = subprocess.run([executable, "--benchmark_format=json", f"--benchmark_filter={names}"],
                            check=True, capture_output=True, text=True).stdout
    unit = {"ns": 1e-9, "us": 1e-6, "ms": 1e-3}
    return {b["name"]: (b.get("delta"), b["cpu_time"] * unit[b["time_unit"]]) for b in json.loads(output)["benchmarks"]}


def main():
    mine = ours(sys.argv[1])
    print("| releases | dp_accounting: off by | time | prv_accountant: off by | time | theory/, closed form | ratios of times "
          "| theory/, LoRA rows |\n|---|---|---|---|---|---|---|---|")
    for releases in RELEASES:
        exact, seconds = mine[f"composed_gaussian/{releases}"]
        cells = []
        ratios = []
        for work in (dp_accounting, prv_accountant):
            answer, theirs = timed(work, releases)
            cells += [f"{abs(answer / exact - 1):.1e}", f"{theirs * 1e3:.0f} ms"]
            ratios.append(f"{theirs / seconds:.1e}")
        row = mine[f"composed_profile/{releases}"][1]
        print(f"| {releases} | {' | '.join(cells)} | {seconds * 1e9:.0f} ns | {', '.join(ratios)} | {row * 1e3:.1f} ms |")


if __name__ == "__main__":
    main()
