"""Measures the product and its peers in one run and writes the tables of bench/README.md and docs/cluster.md.

    python3 bench/run.py [--build build/release-native] [--quick] [--scaling]

Needs the targets bench_simulate, bench_sweep and theory_bench (configure with -DLORANOISE_BENCH=ON) and NumPy; PyTorch and
SciPy are measured when they can be imported. One thread, CPU time, the best of several rounds, so that other work on the
machine disturbs little; the scaling with threads and MPI processes is wall-clock time, and wants an idle machine: --scaling
measures that alone. Processes are left out where there is no mpirun or the build has no MPI.
"""
import argparse
import csv
import datetime
import json
import os
import pathlib
import platform
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"

# n, m, r; then the bar, a share of the bound.
SHAPES = [
    (1, 768, 8, 0.93),
    (1, 768, 64, 0.93),
    (1, 4096, 16, 0.93),
    (64, 768, 16, 0.85),
    (768, 768, 8, 0.70),
    (768, 768, 64, 0.90),
]

# What the peers of the trainer do, by their arguments of peers.py and the name of the rate.
TRAINING_PEERS = {
    ("numpy", "1"): ("lora", "NumPy, one model, by hand"),
    ("numpy", "16 plain"): ("lora", "NumPy, 16 models in batched products, by hand, nothing kept"),
    ("numpy", "16"): ("lora", "NumPy, 16 models in batched products, by hand"),
    ("torch", "16"): ("lora", "PyTorch, 16 models in batched products, by hand"),
    ("torch", "autograd"): ("full", "PyTorch, one model, autograd"),
    ("opacus", "dp_sgd"): ("dp_sgd", "Opacus, one model"),
}

# The environment that holds NumPy's OpenBLAS and PyTorch's libraries to an instruction set of Highway, so that the bound is
# of the same set. OpenBLAS has several kernels for some; the machine's own choice is taken with the best set as well.
TORCH_AVX2 = {"ATEN_CPU_CAPABILITY": "avx2", "ONEDNN_MAX_CPU_ISA": "AVX2", "MKL_ENABLE_INSTRUCTIONS": "AVX2"}
TORCH_SSE4 = {"ATEN_CPU_CAPABILITY": "default", "ONEDNN_MAX_CPU_ISA": "SSE41", "MKL_ENABLE_INSTRUCTIONS": "SSE4_2"}
HELD = {
    "AVX2": (("Haswell", "Zen"), TORCH_AVX2),
    "SSE4": (("Nehalem",), TORCH_SSE4),
    "SSSE3": (("Core2",), TORCH_SSE4),
}


def instruction_sets(build):
    """Highway's names of those that the machine has, the best first."""
    return subprocess.run([build / "bench_simulate", "--instruction_sets"], check=True, capture_output=True, text=True).stdout.split()


def keep_best(best, rates):
    for name, rate in rates.items():
        best[name] = max(rate, best.get(name, 0))


def ours(build, quick, instruction_set, only=""):
    """The best rate of each benchmark whose name matches `only`, or does not after a -, by name."""
    command = [build / "bench_simulate", "--benchmark_format=json", f"--benchmark_min_time={0.05 if quick else 0.3}",
               f"--benchmark_repetitions={1 if quick else 5}", f"--instruction_set={instruction_set}", f"--benchmark_filter={only}"]
    report = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    rates = {}
    for row in report["benchmarks"]:
        if row.get("run_type") == "iteration":
            keep_best(rates, {row["run_name"]: row["items_per_second"]})
    return rates


def peer(*arguments, **environment):
    """Rates of NumPy, PyTorch or Opacus (arguments of peers.py), or None where it is not installed."""
    single = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
    command = [sys.executable, HERE / "simulate" / "peers.py", *arguments]
    done = subprocess.run(command, env=os.environ | single | environment, capture_output=True, text=True)
    return json.loads(done.stdout) if done.returncode == 0 else None


def measured(candidates):
    """Rates of those candidates (label: peer, environment) that are installed."""
    found = {label: peer(name, **environment) for label, (name, environment) in candidates.items()}
    return {label: rates for label, rates in found.items() if rates}


def sweep(build, trials, threads, processes=1, shape=()):
    """Wall-clock and CPU seconds and the peak memory in MiB of one sweep; None where it needs MPI and there is none."""
    command = [build / "bench_sweep", trials, threads, *shape]
    # More processes than cores, and as root in a container: Open MPI wants to be told.
    environment = {"OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1", "OMPI_MCA_rmaps_base_oversubscribe": "1",
                   "OMPI_MCA_hwloc_base_binding_policy": "none"}
    if processes > 1:
        if not shutil.which("mpirun"):
            return None
        command = ["mpirun", "-n", processes, *command]
    done = subprocess.run([str(x) for x in command], env=os.environ | environment, check=processes == 1, capture_output=True, text=True)
    words = done.stdout.split()
    if done.returncode != 0 or int(words[3]) != processes:
        return None
    return float(words[0]), float(words[1]), float(words[2]) / 1024


def best_sweeps(build, trials, rounds, teams, shape=()):
    """For each (processes, threads) of `teams` the best (wall, CPU) seconds; by turns, so that a slow spell hits all alike."""
    best = {}
    for _ in range(rounds):
        for processes, threads in teams:
            run = sweep(build, trials, threads, processes, shape)
            if run:
                old = best.get((processes, threads), run)
                best[processes, threads] = tuple(min(x, y) for x, y in zip(old, run))
    return best


def number(x):
    return "—" if x is None else f"{x:.3g}" if x < 1e4 else f"{x:.2e}".replace("e+0", "e")


def times(x, y):
    return "—" if x is None or y is None else f"{x / y:.1f}"


def judged(value, bar):
    return f"{value:.2f} ({'met' if value >= bar else 'missed'}: {bar})"


def normals_table(own, peers):
    lines = ["| normals per second | float | double |", "|---|---|---|"]
    rows = [("**ours**", [own["normals/ours/float"], own["normals/ours/double"]])]
    rows += [(name, [rates["normals/float"], rates["normals/double"]]) for name, rates in peers.items()]
    rows += [(label, [own.get(f"normals/{key}/float"), own.get(f"normals/{key}/double")])
             for label, key in (("std::normal_distribution, mt19937_64", "std"), ("Random123 philox and boxmuller", "random123"))]
    lines += [f"| {name} | {number(a)} | {number(b)} |" for name, (a, b) in rows]
    lines.append(f"| ours, random words alone (32, 64 bit) | {number(own['words/ours/32'])} | {number(own['words/ours/64'])} |")
    best = [max(rates[f"normals/{kind}"] for rates in peers.values()) for kind in ("float", "double")]
    lines += ["", "Ours against the best peer: float " + judged(own["normals/ours/float"] / best[0], 1) + ", double " +
              judged(own["normals/ours/double"] / best[1], 1) + "."]
    return lines


def best_product(own, peers, kind):
    """Operations per second of the best square product."""
    return max([rates[f"product/{kind}"] for rates in peers.values()] + [own.get(f"product/eigen/{kind}", 0)])


def bound_of(own, product, kind, n, m, r):
    """Trials per second of the random numbers and the products alone."""
    return 1 / (r * m / own[f"normals/ours/{kind}"] + 4 * n * m * r / product)


def literal_table(name, own, peers, kinds=("float",)):
    """Trials per second with one instruction set; every peer is held to it as well."""
    lines = []
    for kind in kinds:
        product = best_product(own, peers, kind)
        lines += ["", f"**{name}, {kind}.** Normals {number(own[f'normals/ours/{kind}'])} per second, best square product "
                  f"{number(product)} operations per second.", "",
                  "| n, m, r | ours | " + " | ".join(peers) + " | ours / bound (bar) | ours / best peer (bar) |",
                  "|---|---|" + "---|" * len(peers) + "---|---|"]
        for n, m, r, bar in SHAPES:
            shape = f"{kind}/{n}/{m}/{r}"
            rate = own[f"literal/ours/{shape}"]
            bound = bound_of(own, product, kind, n, m, r)
            others = [rates[f"literal/{shape}"] for rates in peers.values()]
            lines.append(f"| {n}, {m}, {r} | {number(rate)} | " + " | ".join(number(x) for x in others) +
                         f" | {judged(rate / bound, bar)} | {judged(rate / max(others), 1)} |")
    return lines[1:]


def write_speeds(path, own, peers):
    """The trials per second of the literal tables' best instruction set, for `./run figures`: ours, every peer, the bound."""
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(["shape", "numbers", "program", "trials_per_second"])
        for kind in ("float", "double"):
            product = best_product(own, peers, kind)
            for n, m, r, _ in SHAPES:
                shape = f"{kind}/{n}/{m}/{r}"
                speeds = {"ours": own[f"literal/ours/{shape}"]} | {name: rates[f"literal/{shape}"] for name, rates in peers.items()}
                speeds["bound"] = bound_of(own, product, kind, n, m, r)
                table.writerows([f"{n}, {m}, {r}", kind, name, f"{speed:.4g}"] for name, speed in speeds.items())


def training_table(build, quick):
    """Fine-tuning steps of all models a second, on one core, and those of the peers that are installed: the best of rounds
    by turns, so that a slow spell hits all alike."""
    own, theirs = {}, {}
    for _ in range(1 if quick else 5):
        keep_best(own, ours(build, quick, instruction_sets(build)[0], "training/"))
        for name in ("numpy", "torch", "opacus"):
            keep_best(theirs, {(name, what): rate for what, rate in (peer(name, "training") or {}).items()})
    lines = ["Fine-tuning 64-128-10, rank 8 on both layers, batches of 32, SGD: model-steps per second of CPU time.", "",
             "| method | program | model-steps per second |", "|---|---|---|"]
    lines += [f"| {name.removeprefix('training/')} | ours | {number(rate)} |" for name, rate in own.items()]
    lines += [f"| {method} | {program} | {number(theirs[key])} |" for key, (method, program) in TRAINING_PEERS.items() if key in theirs]
    lines.append("")
    for method, bar in {"lora": 3, "dp_sgd": 30}.items():
        best = max((rate for key, rate in theirs.items() if TRAINING_PEERS[key][0] == method), default=None)
        if best:
            lines.append(f"Ours against the best peer at {method}: {judged(own[f'training/{method}'] / best, bar)}.")
    return lines


def literal_tables(build, quick, best_own, best_peers):
    """One table for each instruction set of the machine, those that a peer is not told of left out."""
    lines = ["Bound = 1 / (r m / normals per second + 4 n m r / operations per second), the last the best square product of all, held",
             "to the same instruction set. Trials per second, moments of order 2 included.", ""]
    for k, name in enumerate(instruction_sets(build)):
        if k == 0:
            own, peers = best_own, best_peers
        elif name in HELD:
            cores, torch = HELD[name]
            own = ours(build, quick, name, "literal/ours|normals/ours")
            peers = measured({f"NumPy, {core}": ("numpy", {"OPENBLAS_CORETYPE": core}) for core in cores} | {"PyTorch": ("torch", torch)})
        else:
            lines += [f"**{name}** was not measured: no peer can be held to it.", ""]
            continue
        lines += literal_table(name, own, peers, ("float", "double")) + [""]
    return lines[:-1]


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
    few, many = 10**5, 10**6 if quick else 10**7
    memory_small = sweep(build, 10**4, 1)[2]
    small = best_sweeps(build, few, 1 if quick else 5, [(1, 1)])[1, 1][1]
    _, large, memory_large = sweep(build, many, 1)
    return ["| sweep of one row, m = 64, r = 4 | |", "|---|---|",
            f"| microseconds of CPU time per trial, {few:.0e} trials, then {many:.0e} | {1e6 * small / few:.3f}, {1e6 * large / many:.3f} |",
            f"| peak memory in MiB, {10**4:.0e} trials, then {many:.0e} | {memory_small:.1f}, {memory_large:.1f} "
            f"(ratio {memory_large / memory_small:.2f}) |"]


def teams_of(cores):
    """(processes, threads) that fill 1, 2, 4, ... cores, and half-way mixtures of both."""
    teams, team = [(1, 1)], 2
    while team <= cores:
        teams += [(1, team), (team, 1)] if team < 4 else [(1, team), (2, team // 2), (team, 1)]
        team *= 2
    return teams


def scaling_table(build, quick):
    trials, shape = (2 * 10**5 if quick else 10**6), (768, 8)
    best = best_sweeps(build, trials, 1 if quick else 5, teams_of(os.cpu_count()), shape)
    one, one_cpu, _ = best[1, 1]
    lines = [machine() + " Wall clock, the best of several rounds.", "",
             f"| {trials:.0e} trials of one row, m = {shape[0]}, r = {shape[1]}: processes x threads | seconds | speed-up | efficiency "
             "| CPU time of all / of one |",
             "|---|---|---|---|---|"]
    bars = {(1, 2): 1.85, (2, 1): 1.8}
    for (processes, threads), (wall, cpu, _) in best.items():
        speedup = one / wall
        told = judged(speedup, bars[processes, threads]) if (processes, threads) in bars else f"{speedup:.2f}"
        lines.append(f"| {processes} x {threads} | {wall:.2f} | {told} | {speedup / processes / threads:.2f} | {processes * cpu / one_cpu:.2f} |")
    if not any(processes > 1 for processes, _ in best):
        lines += ["", "Processes were not measured: there is no mpirun, or the build has no MPI."]
    return lines


def processor():
    for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.processor()


def machine():
    return f"Measured {datetime.date.today()} on {processor()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}."


def write_between(path, begin, end, text):
    before, rest = path.read_text().split(begin, 1)
    path.write_text(before + begin + "\n" + text + "\n" + end + rest.split(end, 1)[1])
    print(text)


def write_training(build, quick):
    head = machine() + " CPU time, one thread."
    write_between(HERE / "README.md", "<!-- training:begin -->", "<!-- training:end -->",
                  "\n".join([head, "", *training_table(build, quick)]))


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--build", type=pathlib.Path, default=HERE.parent / "build" / "release-native")
    options.add_argument("--quick", action="store_true", help="one short round: to see that it works")
    options.add_argument("--scaling", action="store_true", help="only the scaling with threads and processes (docs/cluster.md)")
    options.add_argument("--training", action="store_true", help="only the steps of fine-tuning")
    options.add_argument("--core", default="SkylakeX", help="OPENBLAS_CORETYPE of the second NumPy run")
    arguments = options.parse_args()

    build, quick = arguments.build, arguments.quick
    peers = {"NumPy": ("numpy", {}), f"NumPy, {arguments.core}": ("numpy", {"OPENBLAS_CORETYPE": arguments.core}), "PyTorch": ("torch", {})}
    if arguments.training:
        write_training(build, quick)
        return
    write_between(HERE.parent / "docs" / "cluster.md", "<!-- scaling: begin -->", "<!-- scaling: end -->",
                  "\n".join(scaling_table(build, quick)))
    if arguments.scaling:
        return

    peers = measured(peers)
    if not any(name.startswith("NumPy") for name in peers):
        sys.exit("NumPy cannot be imported: run with a Python that has it")
    own = ours(build, quick, instruction_sets(build)[0], "-training/")  # that is measured by turns

    head = machine() + " CPU time, one thread."
    parts = [[head], normals_table(own, peers), literal_tables(build, quick, own, peers), in_law_table(own),
             sweep_table(build, quick)]
    text = "\n\n".join("\n".join(part) for part in parts)

    write_between(HERE / "README.md", BEGIN, END, text)
    write_speeds(HERE / "speed.csv", own, peers)
    write_training(build, quick)

    for peer, mark in (("scipy", "speed"), ("accountants", "accountants")):
        table = subprocess.run([sys.executable, HERE / "theory" / f"peer_{peer}.py", build / "theory_bench"], capture_output=True,
                               text=True)
        if table.returncode == 0:
            write_between(HERE / "README.md", f"<!-- {mark}:begin -->", f"<!-- {mark}:end -->", table.stdout.strip())
        else:
            print(f"{peer}: not measured:", table.stderr.strip().rsplit("\n", 1)[-1])


if __name__ == "__main__":
    main()
