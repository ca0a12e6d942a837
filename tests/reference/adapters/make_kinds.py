"""Writes small adapters of every kind that `loranoise adapter` must tell apart, with the real PEFT.

    pip install torch transformers peft
    python make_kinds.py FOLDER

One folder a kind under FOLDER, of a network of width 64 with random weights; `KIND/init` as PEFT starts it. What this
PEFT has no name for is left out, with a line on standard error.
"""

import inspect
import pathlib
import sys

import peft
import torch
from torch import nn

WIDTH, RANK = 64, 4


class Network(nn.Module):
    """Named as the parts of a transformer: two attention blocks, a convolution, an embedding and a head."""

    def __init__(self):
        super().__init__()
        self.embed = nn.Embedding(32, WIDTH)
        self.conv = nn.Conv2d(8, 16, 3)
        self.layers = nn.ModuleList(
            nn.ModuleDict({"q": nn.Linear(WIDTH, WIDTH), "v": nn.Linear(WIDTH, 32)}) for _ in range(2)
        )
        self.head = nn.Linear(WIDTH, 2)


class Experts(nn.Module):
    """A mixture of experts whose weights are one parameter of three dimensions."""

    def __init__(self):
        super().__init__()
        self.mlp = nn.Module()
        self.mlp.up = nn.Parameter(torch.randn(3, WIDTH, 32))
        self.mlp.forward = lambda x: x


def lora(**options):
    known = inspect.signature(peft.LoraConfig).parameters
    missing = [name for name in options if name not in known]
    if missing:
        raise ValueError(f"PEFT {peft.__version__} has no {', '.join(missing)}")
    settings = {"r": RANK, "lora_alpha": 8, "target_modules": ["q", "v"]} | options
    return peft.LoraConfig(**settings)


def other(name, **options):
    return getattr(peft, name)(target_modules=["q", "v"], **options)


KINDS = {
    "default": lambda: lora(),
    "gaussian": lambda: lora(init_lora_weights="gaussian"),
    "olora": lambda: lora(init_lora_weights="olora"),
    "pissa": lambda: lora(init_lora_weights="pissa"),
    "rslora": lambda: lora(use_rslora=True),
    "dora": lambda: lora(use_dora=True),
    "bias": lambda: lora(lora_bias=True),
    "patterns": lambda: lora(rank_pattern={"layers.0.q": 8, "v": 2}, alpha_pattern={"layers.1.q": 2.5}),
    "convolution": lambda: lora(target_modules=["conv"]),
    "embedding": lambda: lora(target_modules=["embed", "q"]),
    "saved_module": lambda: lora(modules_to_save=["head"]),
    "experts": lambda: lora(target_modules=[], target_parameters=["mlp.up"]),
    "adalora": lambda: other("AdaLoraConfig", init_r=RANK, target_r=2, total_step=10),
    "ia3": lambda: other("IA3Config", feedforward_modules=[]),
    "loha": lambda: other("LoHaConfig", r=RANK),
    "lokr": lambda: other("LoKrConfig", r=RANK),
    "vera": lambda: other("VeraConfig", r=RANK),
}


def write(kind, folder):
    torch.manual_seed(sum(kind.encode()))
    network = Experts() if kind == "experts" else Network()
    if kind == "vera":  # its shared matrices need layers of one shape
        network.layers = nn.ModuleList(nn.ModuleDict({"q": nn.Linear(WIDTH, WIDTH)}) for _ in range(2))
    peft.get_peft_model(network, KINDS[kind]()).save_pretrained(folder / kind / "init")


def main():
    folder = pathlib.Path(sys.argv[1])
    for kind in KINDS:
        try:
            write(kind, folder)
        except (AttributeError, ValueError, TypeError) as error:
            print(f"{kind}: {error}", file=sys.stderr)
    two = peft.get_peft_model(Network(), lora())
    two.add_adapter("second", lora(r=2, init_lora_weights="gaussian"))
    two.save_pretrained(folder / "two" / "init")
    for readme in folder.glob("*/**/README.md"):
        readme.unlink()


if __name__ == "__main__":
    main()
