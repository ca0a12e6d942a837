"""Rates of the product's benchmarks and of its peers: one thread, CPU time, the best of several rounds."""
import json
import os
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent

# The environment that holds NumPy's OpenBLAS and PyTorch's libraries to an instruction set of Highway, so that the bound is
# of the same set. OpenBLAS has several kernels for some; the machine's own choice is taken with the best set as well. MKL
# heeds MKL_ENABLE_INSTRUCTIONS on Intel's processors only: elsewhere nothing but SSE2, by MKL_CBWR, keeps it from AVX2.
TORCH_AVX2 = {"ATEN_CPU_CAPABILITY": "avx2", "ONEDNN_MAX_CPU_ISA": "AVX2", "MKL_ENABLE_INSTRUCTIONS": "AVX2"}
TORCH_SSE4 = {"ATEN_CPU_CAPABILITY": "default", "ONEDNN_MAX_CPU_ISA": "SSE41", "MKL_CBWR": "COMPATIBLE"}
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
