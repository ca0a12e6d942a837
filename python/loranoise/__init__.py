"""The noise that low-rank adaptation (LoRA) injects into gradients: exact laws, simulation, privacy.

>>> import loranoise
>>> round(loranoise.CoordinateLaw(8, 0.1).total_variation(), 6)
0.047029
"""

from .law import CoordinateLaw, row_total_variation
from .membership import membership_attack, membership_attacks
from .noise import layer_noise, load_adapter, moments, noise, sketches
from .privacy import dp_sgd_epsilon, epsilon, privacy_loss_distribution, privacy_profile, trade_off
from .runs import read_run, verify

__all__ = [
    "CoordinateLaw",
    "dp_sgd_epsilon",
    "epsilon",
    "layer_noise",
    "load_adapter",
    "membership_attack",
    "membership_attacks",
    "moments",
    "noise",
    "privacy_loss_distribution",
    "privacy_profile",
    "read_run",
    "row_total_variation",
    "sketches",
    "trade_off",
    "verify",
]
__version__ = "0.1.0"
