"""Rates of NumPy or PyTorch on one thread, as JSON: normals, square product, and trials of the literal noise,
float and double.

    python3 bench/simulate/peers.py numpy|torch

CPU time, the best of several rounds. Moments of order 2 are included, as in ours."""
import json
import sys
import time

SHAPES = [(1, 768, 8), (1, 768, 64), (1, 4096, 16), (64, 768, 16), (768, 768, 8), (768, 768, 64)]


def rate(function, items, rounds=7, seconds=0.1):
    function()
    start = time.thread_time()
    function()
    repeats = max(1, int(seconds / max(time.thread_time() - start, 1e-7)))
    best = 0.0
    for _ in range(rounds):
        start = time.thread_time()
        for _ in range(repeats):
            function()
        best = max(best, repeats * items / (time.thread_time() - start))
    return best


def numpy_rates():
    import numpy as np

    rng = np.random.default_rng(1)
    rates = {}
    for name, kind in (("float", np.float32), ("double", np.float64)):
        out = np.empty(16384 // kind().itemsize, kind)
        rates[f"normals/{name}"] = rate(lambda: rng.standard_normal(out=out, dtype=kind), out.size)
        square = rng.standard_normal((1024, 1024), dtype=kind)
        result = np.empty_like(square)
        rates[f"product/{name}"] = rate(lambda: np.matmul(square, square, out=result), 2 * 1024**3)
        for n, m, r in SHAPES:
            G = rng.standard_normal((n, m), dtype=kind)
            total, squares = np.zeros_like(G), np.zeros_like(G)
            scale = kind(r**-0.5)

            def trial():
                A = rng.standard_normal((r, m), dtype=kind) * scale
                N = (G @ A.T) @ A
                N -= G
                np.add(total, N, out=total)
                np.add(squares, N * N, out=squares)

            rates[f"literal/{name}/{n}/{m}/{r}"] = rate(trial, 1)
    return rates


def torch_rates():
    import torch

    torch.set_num_threads(1)
    rates = {}
    for name, kind in (("float", torch.float32), ("double", torch.float64)):
        out = torch.empty(16384 // torch.finfo(kind).bits * 8, dtype=kind)
        rates[f"normals/{name}"] = rate(lambda: out.normal_(), out.numel())
        square = torch.randn(1024, 1024, dtype=kind)
        result = torch.empty_like(square)
        rates[f"product/{name}"] = rate(lambda: torch.matmul(square, square, out=result), 2 * 1024**3)
        for n, m, r in SHAPES:
            G = torch.randn(n, m, dtype=kind)
            total, squares = torch.zeros_like(G), torch.zeros_like(G)

            def trial():
                A = torch.randn(r, m, dtype=kind).mul_(r**-0.5)
                N = (G @ A.T) @ A
                N.sub_(G)
                total.add_(N)
                squares.addcmul_(N, N)

            with torch.inference_mode():
                rates[f"literal/{name}/{n}/{m}/{r}"] = rate(trial, 1)
    return rates


if __name__ == "__main__":
    print(json.dumps({"numpy": numpy_rates, "torch": torch_rates}[sys.argv[1]]()))
