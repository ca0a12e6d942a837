"""Makes gradient.npy: rows of every kind that the ledger knows, small, and the same on every machine.

    python3 tests/baseline/make_gradient.py
"""
from pathlib import Path

import numpy as np

rng = np.random.Generator(np.random.Philox(1))
rows = np.zeros((6, 45))  # no multiple of a vector's width, as a user's need not be
rows[0] = rng.standard_normal(45)
rows[1] = rows[0] + 0.1 * rng.standard_normal(45)
rows[2, ::8] = rng.standard_normal(6)
rows[3] = rng.standard_cauchy(45)
rows[4, 5] = 1.0
rows[5] = 1.0
np.save(Path(__file__).with_name("gradient.npy"), rows.astype("<f4"))
