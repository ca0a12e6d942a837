"""The tables of bench/README.md and docs/cluster.md, and bench/speed.csv."""
import csv
import os

from measure import HELD, best_sweeps, instruction_sets, keep_best, measured, ours, peer, sweep

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
    lines = [f"| {trials:.0e} trials of one row, m = {shape[0]}, r = {shape[1]}: processes x threads | seconds | speed-up | efficiency "
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
