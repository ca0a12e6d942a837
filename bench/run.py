"""Measures the simulator and its peers in one run and writes the tables of bench/README.md.

    python3 bench/run.py [--build build/release] [--quick]

Needs the targets bench_simulate and bench_sweep (configure with -DLORANOISE_BENCH=ON) and NumPy; PyTorch is measured when it
can be imported. One thread, CPU time, the best of several rounds, so that other work on the machine disturbs little; only
the scaling with threads is wall-clock time, and wants an idle machine.
"""
import argparse
import datetime
import json
import os
import pathlib
import platform
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"

# n, m, r; then the bars: share of the bound, times NumPy, times PyTorch (None: no bar).
SHAPES = [
    (1, 768, 8, 0.90, 14, 5),
    (1, 768, 64, 0.90, 14, 5),
    (1, 4096, 16, 0.85, 14, 5),
    (64, 768, 16, 0.75, 7, 4),
    (768, 768, 8, 0.65, 10, 8),
    (768, 768, 64, 0.82, 3, 2.5),
]


def ours(build, quick):
    command = [build / "bench_simulate", "--benchmark_format=json", f"--benchmark_min_time={0.05 if quick else 0.3}",
               f"--benchmark_repetitions={1 if quick else 5}"]
    report = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    rates = {}
    for row in report["benchmarks"]:
        if row.get("run_type") == "iteration":
            name = row["run_name"]
            rates[name] = max(rates.get(name, 0.0), row["items_per_second"])
    return rates


def peer(name, **environment):
    """Rates of NumPy or PyTorch, or None where it is not installed."""
    single = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
    command = [sys.executable, HERE / "simulate" / "peers.py", name]
    done = subprocess.run(command, env=os.environ | single | environment, capture_output=True, text=True)
    return json.loads(done.stdout) if done.returncode == 0 else None


def sweep(build, trials, threads, rounds):
    """Best wall-clock seconds, and the peak memory in MiB, of one sweep."""
    seconds, memory = [], 0
    for _ in range(rounds):
        out = subprocess.run([build / "bench_sweep", str(trials), str(threads)], check=True, capture_output=True, text=True).stdout
        seconds.append(float(out.split()[0]))
        memory = max(memory, int(out.split()[1]))
    return min(seconds), memory / 1024


def number(x):
    return "—" if x is None else f"{x:.3g}" if x < 1e4 else f"{x:.2e}".replace("e+0", "e")


def times(x, y):
    return "—" if x is None or y is None else f"{x / y:.1f}"


def judged(value, bar):
    return f"{value:.2f} ({'met' if value >= bar else 'missed'}: {bar})"


def normals_table(own, peers):
    lines = ["| normals a second | float | double |", "|---|---|---|"]
    rows = [("**ours**", [own["normals/ours/float"], own["normals/ours/double"]])]
    rows += [(name, [rates["normals/float"], rates["normals/double"]]) for name, rates in peers.items()]
    rows += [(label, [own.get(f"normals/{key}/float"), own.get(f"normals/{key}/double")])
             for label, key in (("std::normal_distribution, mt19937_64", "std"), ("Random123 philox and boxmuller", "random123"))]
    lines += [f"| {name} | {number(a)} | {number(b)} |" for name, (a, b) in rows]
    lines.append(f"| ours, random words alone (32, 64 bit) | {number(own['words/ours/32'])} | {number(own['words/ours/64'])} |")
    best = max((rates for name, rates in peers.items() if name.startswith("NumPy")), key=lambda r: r["normals/float"])
    lines += ["", "Ours against NumPy: float " + judged(own["normals/ours/float"] / best["normals/float"], 14) + ", double " +
              judged(own["normals/ours/double"] / best["normals/double"], 6) + "."]
    return lines


def literal_table(own, peers):
    product = max([own["product/eigen/float"]] + [rates["product/float"] for rates in peers.values()])
    numpy = [rates for name, rates in peers.items() if name.startswith("NumPy")]
    torch = peers.get("PyTorch")
    lines = [f"Bound = 1 / (r m / normals a second + 4 n m r / {product:.3g} operations a second), the last the best square "
             "product of all here. Trials a second, float, moments of order 2 included.", "",
             "| n, m, r | ours | ours, double | NumPy | PyTorch | std and Eigen | ours / bound (bar) | ours / NumPy (bar) | ours / PyTorch (bar) |",
             "|---|---|---|---|---|---|---|---|---|"]
    for n, m, r, of_bound, over_numpy, over_torch in SHAPES:
        key = f"float/{n}/{m}/{r}"
        rate = own[f"literal/ours/{key}"]
        bound = 1 / (r * m / own["normals/ours/float"] + 4 * n * m * r / product)
        numpy_rate = max(rates[f"literal/{key}"] for rates in numpy)
        torch_rate = torch[f"literal/{key}"] if torch else None
        lines.append(
            f"| {n}, {m}, {r} | {number(rate)} | {number(own[f'literal/ours/double/{n}/{m}/{r}'])} | {number(numpy_rate)} | "
            f"{number(torch_rate)} | {number(own[f'literal/std/{key}'])} | {judged(rate / bound, of_bound)} | "
            f"{judged(rate / numpy_rate, over_numpy)} | {judged(rate / torch_rate, over_torch) if torch else '—'} |")
    return lines


def in_law_table(own):
    lines = ["| 1, m, r | row, float | row, double | coordinate | row / literal |", "|---|---|---|---|---|"]
    for n, m, r, *_ in SHAPES:
        if n == 1:
            shape = f"{n}/{m}/{r}"
            row = own[f"row_in_law/ours/float/{shape}"]
            lines.append(f"| {m}, {r} | {number(row)} | {number(own[f'row_in_law/ours/double/{shape}'])} | "
                         f"{number(own[f'coordinate_in_law/ours/double/{shape}'])} | {times(row, own[f'literal/ours/float/{shape}'])} |")
    return lines


def sweep_table(build, quick):
    few, many = 10**4, 10**6 if quick else 10**7
    rounds = 1 if quick else 5
    small, memory_small = sweep(build, few, 1, rounds)
    large, memory_large = sweep(build, many, 1, 1)
    half = many // 5
    one, _ = sweep(build, half, 1, rounds)
    two, _ = sweep(build, half, 2, rounds)
    return ["| sweep of one row, m = 64, r = 4 | |", "|---|---|",
            f"| microseconds a trial, {few:.0e} trials, then {many:.0e} | {1e6 * small / few:.3f}, {1e6 * large / many:.3f} |",
            f"| peak memory in MiB, the same | {memory_small:.1f}, {memory_large:.1f} (ratio {memory_large / memory_small:.2f}) |",
            f"| two threads against one, wall clock | {one / two:.2f} |"]


def processor():
    for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.processor()


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--build", type=pathlib.Path, default=HERE.parent / "build" / "release")
    options.add_argument("--quick", action="store_true", help="one short round: to see that it works")
    options.add_argument("--core", default="SkylakeX", help="OPENBLAS_CORETYPE of the second NumPy run")
    arguments = options.parse_args()

    candidates = {"NumPy": peer("numpy"), f"NumPy, OPENBLAS_CORETYPE={arguments.core}": peer("numpy", OPENBLAS_CORETYPE=arguments.core),
                  "PyTorch": peer("torch")}
    peers = {name: rates for name, rates in candidates.items() if rates}
    if not any(name.startswith("NumPy") for name in peers):
        sys.exit("NumPy cannot be imported: run with a Python that has it")
    own = ours(arguments.build, arguments.quick)

    load = os.getloadavg()[0]
    head = (f"Measured {datetime.date.today()} on {processor()}, {os.cpu_count()} cores, load {load:.1f} "
            "(CPU time, one thread).")
    parts = [[head], normals_table(own, peers), literal_table(own, peers), in_law_table(own), sweep_table(arguments.build, arguments.quick)]
    text = "\n\n".join("\n".join(part) for part in parts)

    readme = HERE / "README.md"
    old = readme.read_text()
    before, rest = old.split(BEGIN, 1)
    readme.write_text(before + BEGIN + "\n" + text + "\n" + END + rest.split(END, 1)[1])
    print(text)


if __name__ == "__main__":
    main()
