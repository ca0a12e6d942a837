"""Measures the product and its peers in one run and writes the tables of bench/README.md and docs/cluster.md.

    python3 bench/run.py [--build build/release-native] [--quick] [--scaling]

Needs the targets bench_simulate, bench_sweep and theory_bench (configure with -DLORANOISE_BENCH=ON) and NumPy; PyTorch and
SciPy are measured when they can be imported. One thread, CPU time, the best of several rounds, so that other work on the
machine disturbs little; the scaling with threads and MPI processes is wall-clock time, and wants an idle machine: --scaling
measures that alone. Processes are left out where there is no mpirun or the build has no MPI.
"""
import argparse
import datetime
import os
import pathlib
import platform
import subprocess
import sys

import tables
from measure import HERE, instruction_sets, measured, ours

BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"


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
                  "\n".join([head, "", *tables.training_table(build, quick)]))


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--build", type=pathlib.Path, default=HERE.parent / "build" / "release-native")
    options.add_argument("--quick", action="store_true", help="one short round: to see that it works")
    options.add_argument("--scaling", action="store_true", help="only the scaling with threads and processes (docs/cluster.md)")
    options.add_argument("--training", action="store_true", help="only the steps of fine-tuning")
    options.add_argument("--core", default="SkylakeX", help="OPENBLAS_CORETYPE of the second NumPy run")
    arguments = options.parse_args()

    build, quick = arguments.build, arguments.quick
    if arguments.training:
        write_training(build, quick)
        return
    scaling = tables.scaling_table(build, quick)
    write_between(HERE.parent / "docs" / "cluster.md", "<!-- scaling: begin -->", "<!-- scaling: end -->",
                  "\n".join([machine() + " Wall clock, the best of several rounds.", "", *scaling]))
    if arguments.scaling:
        return

    peers = measured({"NumPy": ("numpy", {}), f"NumPy, {arguments.core}": ("numpy", {"OPENBLAS_CORETYPE": arguments.core}),
                      "PyTorch": ("torch", {})})
    if not any(name.startswith("NumPy") for name in peers):
        sys.exit("NumPy cannot be imported: run with a Python that has it")
    own = ours(build, quick, instruction_sets(build)[0], "-training/")  # that is measured by turns

    head = machine() + " CPU time, one thread."
    parts = [[head], tables.normals_table(own, peers), tables.literal_tables(build, quick, own, peers), tables.in_law_table(own),
             tables.sweep_table(build, quick)]
    text = "\n\n".join("\n".join(part) for part in parts)

    write_between(HERE / "README.md", BEGIN, END, text)
    tables.write_speeds(HERE / "speed.csv", own, peers)
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
