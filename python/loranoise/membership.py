"""Membership inference on models of your own, by their scores alone."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from . import _core


def membership_attacks() -> list[str]:
    """The names of the attacks.

    >>> membership_attacks()
    ['loss', 'reference', 'lira_online', 'lira_own', 'lira_offline', 'rmia']
    """
    return list(_core.membership_attacks())


def membership_attack(
    scores: npt.ArrayLike,
    member: npt.ArrayLike,
    attack: str = "lira_online",
    base: npt.ArrayLike | None = None,
    level: float = 0.95,
    seed: int = 1,
) -> dict[str, Any]:
    """What an attack finds on many models of one task, each in turn the target, the others its shadows.

    Parameters
    ----------
    scores : array of shape (models, examples)
        log p - log(1 - p), p the probability that the model gives to the example's label: the label's
        logit less the log-sum-exp of the others.
    member : array of the same shape
        Whether the model was trained on the example: about half of them, drawn for each model anew.
    attack : str
        One of `membership_attacks()`: a threshold on the loss (Yeom et al. 2018), the score less that of
        the base model, LiRA online with deviations pooled or each example's own and offline (Carlini et
        al. 2022), RMIA (Zarifzadeh et al. 2024).
    base : array of shape (examples,)
        The scores before fine-tuning, which the attack "reference" needs.
    level : float
        Of the intervals, from resamplings of the target models.

    Returns
    -------
    dict
        "auc", "tpr_at_fpr_0.01" and "tpr_at_fpr_0.001", each (value, low, high).

    Examples
    --------
    >>> draws = np.random.default_rng(1)
    >>> member = draws.random((16, 400)) < 0.5
    >>> found = membership_attack(draws.normal(size=(16, 400)) + 2 * member, member)
    >>> found["auc"][1] < 0.921 < found["auc"][2]  # Phi(2/sqrt 2)
    True
    """
    s = np.ascontiguousarray(scores, dtype=np.float32)
    m = np.ascontiguousarray(member, dtype=np.bool_).astype(np.uint8)
    if s.ndim != 2 or m.shape != s.shape:
        raise ValueError(
            f"scores and member must be of one shape (models, examples), not {s.shape} and {m.shape}"
        )
    if base is None and attack == "reference":
        raise ValueError('the attack "reference" needs base, the scores before fine-tuning')
    b = np.zeros(s.shape[1], np.float32) if base is None else np.ascontiguousarray(base, np.float32)
    if b.shape != s.shape[1:]:
        raise ValueError(f"base must have a score for each of {s.shape[1]} examples")
    return dict(_core.attack_models(s, m, b, attack, level, seed))
