"""Rates of NumPy, PyTorch or Opacus on one thread, as JSON: normals, square product, and trials of the literal noise,
float and double, and training steps.

    python3 bench/simulate/peers.py numpy|torch
    python3 bench/simulate/peers.py numpy|torch|opacus training

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


def numpy_training_rates():
    return {"1": numpy_training(1), "16": numpy_training(16), "16 plain": numpy_training(16, keep_first=False)}


def numpy_training(models, keep_first=True):
    """Model-steps of LoRA fine-tuning a second: 64-128-10, rank 8 on both layers, batches of 32, SGD, `models` side by
    side in batched products. The frozen first layer's outputs on the pool may be kept, as ours are."""
    import numpy as np

    rng = np.random.default_rng(1)
    kind, rank, batch, pool, sizes = np.float32, 8, 32, 640, (64, 128, 10)
    x = rng.standard_normal((pool, sizes[0]), dtype=kind)
    y = rng.integers(0, sizes[2], pool)
    w1, w2 = (rng.standard_normal((n, m), dtype=kind) / kind(8) for m, n in zip(sizes, sizes[1:]))
    first = x @ w1.T
    a1, a2 = (rng.standard_normal((models, m, rank), dtype=kind) * kind(rank**-0.5) for m in sizes[:2])
    b1, b2 = (np.zeros((models, rank, n), kind) for n in sizes[1:])
    place = np.arange(models)[:, None], np.arange(batch)[None, :]
    step_rate = kind(0.1)

    def step():
        chosen = rng.integers(0, pool, (models, batch))
        inputs = x[chosen]
        low1 = inputs @ a1
        hidden = np.tanh((first[chosen] if keep_first else inputs @ w1.T) + low1 @ b1)
        low2 = hidden @ a2
        slope = hidden @ w2.T + low2 @ b2
        slope -= slope.max(2, keepdims=True)
        np.exp(slope, out=slope)
        slope /= slope.sum(2, keepdims=True)
        slope[place[0], place[1], y[chosen]] -= 1
        slope /= batch
        back2 = slope @ b2.transpose(0, 2, 1)
        below = (slope @ w2 + back2 @ a2.transpose(0, 2, 1)) * (1 - hidden * hidden)
        back1 = below @ b1.transpose(0, 2, 1)
        b2[...] -= step_rate * (low2.transpose(0, 2, 1) @ slope)
        a2[...] -= step_rate * (hidden.transpose(0, 2, 1) @ back2)
        b1[...] -= step_rate * (low1.transpose(0, 2, 1) @ below)
        a1[...] -= step_rate * (inputs.transpose(0, 2, 1) @ back1)

    return rate(step, models)


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


def torch_training_rates():
    import torch

    torch.set_num_threads(1)
    with torch.inference_mode():
        batched = torch_training(16)
    return {"16": batched, "autograd": torch_autograd()}


def torch_training(models):
    """numpy_training's step by PyTorch's batched products, gradients by hand."""
    import torch

    rank, batch, pool, sizes = 8, 32, 640, (64, 128, 10)
    x, y = torch.randn(pool, sizes[0]), torch.randint(0, sizes[2], (pool,))
    w1, w2 = (torch.randn(n, m) / 8 for m, n in zip(sizes, sizes[1:]))
    first = x @ w1.T
    a1, a2 = (torch.randn(models, m, rank) * rank**-0.5 for m in sizes[:2])
    b1, b2 = (torch.zeros(models, rank, n) for n in sizes[1:])

    def step():
        chosen = torch.randint(0, pool, (models, batch))
        inputs = x[chosen]
        low1 = inputs @ a1
        hidden = torch.baddbmm(first[chosen], low1, b1).tanh_()
        low2 = hidden @ a2
        slope = torch.baddbmm(hidden @ w2.T, low2, b2).softmax(2)
        slope.scatter_add_(2, y[chosen][..., None], torch.full((models, batch, 1), -1.0))
        slope /= batch
        back2 = slope @ b2.mT
        below = torch.baddbmm(slope @ w2, back2, a2.mT) * (1 - hidden * hidden)
        back1 = below @ b1.mT
        b2.baddbmm_(low2.mT, slope, alpha=-0.1)
        a2.baddbmm_(hidden.mT, back2, alpha=-0.1)
        b1.baddbmm_(low1.mT, below, alpha=-0.1)
        a1.baddbmm_(inputs.mT, back1, alpha=-0.1)

    return rate(step, models)


def two_layers():
    """64-128-10 with tanh, and a batch of 32 for it."""
    import torch

    model = torch.nn.Sequential(torch.nn.Linear(64, 128), torch.nn.Tanh(), torch.nn.Linear(128, 10))
    return model, torch.randn(32, 64), torch.randint(0, 10, (32,))


def steps_by_autograd(model, optimiser, x, y):
    import torch

    def step():
        optimiser.zero_grad()
        torch.nn.functional.cross_entropy(model(x), y).backward()
        optimiser.step()

    return rate(step, 1, rounds=5)


def torch_autograd():
    """Steps a second of what people write: full fine-tuning of one model, a module, autograd and an optimiser."""
    import torch

    model, x, y = two_layers()
    return steps_by_autograd(model, torch.optim.SGD(model.parameters(), lr=0.1), x, y)


def opacus_training_rates():
    """DP-SGD steps a second of one model by Opacus, on one batch that is there already: its sampling is left out."""
    import opacus
    import torch

    torch.set_num_threads(1)
    model, x, y = two_layers()
    optimiser = torch.optim.SGD(model.parameters(), lr=0.1)
    batches = torch.utils.data.DataLoader(torch.utils.data.TensorDataset(x, y), batch_size=32)
    model, optimiser, _ = opacus.PrivacyEngine().make_private(
        module=model, optimizer=optimiser, data_loader=batches, noise_multiplier=1.0, max_grad_norm=1.0,
        poisson_sampling=False)
    return {"dp_sgd": steps_by_autograd(model, optimiser, x, y)}


if __name__ == "__main__":
    wanted = {"numpy": numpy_rates, "torch": torch_rates, "numpy training": numpy_training_rates,
              "torch training": torch_training_rates, "opacus training": opacus_training_rates}
    print(json.dumps(wanted[" ".join(sys.argv[1:])]()))
