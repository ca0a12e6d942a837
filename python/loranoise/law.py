"""The exact law of one entry of the noise, and the distance of a whole row to the Gaussian."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from . import _core
from ._arrays import FloatArray, mapped, threads_or_all


class CoordinateLaw:
    """The law of ``T``, a sum of `rank` products of two standard normal variables of correlation `rho`.

    It is the noise of one entry of a gradient row ``u`` up to shift and scale: the noise is
    ``|u|/rank * (T - rank * rho)``, where ``rho = u_i/|u|`` is the entry's share of its row's norm.
    Names and broadcasting are those of ``scipy.stats``.

    Parameters
    ----------
    rank : int
        LoRA's rank, 1 or more.
    rho : float
        -1 to 1.

    Examples
    --------
    >>> law = CoordinateLaw(8, 0.1)
    >>> law.mean(), round(law.var(), 12)
    (0.8, 8.08)
    >>> law.cdf([0.0, 1.0]).round(6).tolist()
    [0.391712, 0.545942]
    """

    def __init__(self, rank: float, rho: float) -> None:
        self.rank = float(rank)
        self.rho = float(rho)
        self._law = _core.CoordinateLaw(self.rank, self.rho)

    def __repr__(self) -> str:
        return f"CoordinateLaw(rank={self.rank:g}, rho={self.rho:g})"

    def pdf(self, x: npt.ArrayLike, threads: int | None = None) -> Any:
        """Density at x; infinite at the pole of rank 1.

        >>> float(CoordinateLaw(2, 0).pdf(0.0))
        0.5
        """
        return np.exp(self.logpdf(x, threads))

    def logpdf(self, x: npt.ArrayLike, threads: int | None = None) -> Any:
        """Logarithm of the density, finite where the density itself underflows.

        >>> float(CoordinateLaw(512, 0.5).logpdf(5000.0).round(3))
        -2495.712
        """
        return mapped(self._law.logpdf, x, threads)

    def cdf(self, x: npt.ArrayLike, threads: int | None = None) -> Any:
        """P(T <= x).

        >>> float(CoordinateLaw(4, 0).cdf(0.0))
        0.5
        """
        return mapped(self._law.cdf, x, threads)

    def logcdf(self, x: npt.ArrayLike, threads: int | None = None) -> Any:
        """log P(T <= x).

        >>> bool(CoordinateLaw(4, 0.5).logcdf(-5000.0) < -5000)
        True
        """
        return mapped(self._law.logcdf, x, threads)

    def sf(self, x: npt.ArrayLike, threads: int | None = None) -> Any:
        """P(T > x).

        >>> float(CoordinateLaw(4, 0).sf(0.0))
        0.5
        """
        return mapped(self._law.sf, x, threads)

    def logsf(self, x: npt.ArrayLike, threads: int | None = None) -> Any:
        """log P(T > x).

        >>> bool(np.isfinite(CoordinateLaw(4, 0.5).logsf(5000.0)))
        True
        """
        return mapped(self._law.logsf, x, threads)

    def ppf(self, q: npt.ArrayLike, threads: int | None = None) -> Any:
        """The x with P(T <= x) = q, 0 <= q <= 1.

        >>> law = CoordinateLaw(4, 0.3)
        >>> float(law.cdf(law.ppf(0.25)).round(12))
        0.25
        """
        return mapped(self._law.ppf, q, threads)

    def isf(self, q: npt.ArrayLike, threads: int | None = None) -> Any:
        """The x with P(T > x) = q.

        >>> law = CoordinateLaw(4, 0.3)
        >>> float(law.sf(law.isf(1e-30)) / 1e-30 - 1) < 1e-9
        True
        """
        return mapped(self._law.isf, q, threads)

    def rvs(self, size: Any = None, seed: int = 0, threads: int | None = None) -> Any:
        """Draws of shape `size` (one number for None): a function of the seed and the place alone.

        >>> law = CoordinateLaw(16, 0.2)
        >>> bool((law.rvs(1000, seed=3)[:10] == law.rvs(10, seed=3)).all())
        True
        """
        shape = () if size is None else size
        out = np.empty(shape, dtype=np.float64)
        flat = out.reshape(-1)
        _core.draw(self.rank, self.rho, flat, seed, threads_or_all(threads))
        return out[()]

    def mean(self) -> float:
        """rank rho.

        >>> CoordinateLaw(4, 0.5).mean()
        2.0
        """
        return self._law.mean()

    def var(self) -> float:
        """rank (1 + rho^2).

        >>> CoordinateLaw(4, 0.5).var()
        5.0
        """
        return self.rank * (1 + self.rho**2)

    def std(self) -> float:
        """Standard deviation.

        >>> CoordinateLaw(4, 0).std()
        2.0
        """
        return float(np.sqrt(self.var()))

    def stats(self, moments: str = "mv") -> tuple[float, ...]:
        """Mean (m), variance (v), skewness (s), excess kurtosis (k), as scipy.stats names them.

        >>> CoordinateLaw(6, 0).stats("mvsk")
        (0.0, 6.0, 0.0, 1.0)
        """
        known = {
            "m": self._law.mean,
            "v": self.var,
            "s": self._law.skewness,
            "k": self._law.excess_kurtosis,
        }
        unknown = set(moments) - set(known)
        if unknown:
            raise ValueError(f"unknown moment {sorted(unknown)[0]!r}: choose from m, v, s, k")
        return tuple(known[name]() for name in moments)

    def cumulant(self, order: int) -> float:
        """``(rank/2) (order-1)! ((1 + rho)^order + (-1)^order (1 - rho)^order)``, order 1 or more.

        >>> CoordinateLaw(4, 0).cumulant(4)
        24.0
        """
        if order < 1:
            raise ValueError(f"order must be 1 or more, not {order}")
        factorial = float(np.prod(np.arange(1, order, dtype=np.float64)))
        sign = -1.0 if order % 2 else 1.0
        powers = (1 + self.rho) ** order + sign * (1 - self.rho) ** order
        return self.rank / 2 * factorial * powers

    def moment(self, order: int) -> float:
        """E[T^order], from the cumulants.

        >>> CoordinateLaw(4, 0.5).moment(2)
        9.0
        """
        raw = [1.0]
        for n in range(1, order + 1):
            choose = 1.0
            total = 0.0
            for k in range(1, n + 1):
                total += choose * self.cumulant(k) * raw[n - k]
                choose = choose * (n - k) / k
            raw.append(total)
        return raw[order]

    def entropy(self) -> float:
        """Differential entropy in nats, by Gauss-Legendre quadrature between far quantiles.

        >>> bool(abs(CoordinateLaw(10**6, 0).entropy() - (0.5 * np.log(2 * np.pi * np.e * 1e6))) < 1e-5)
        True
        """
        edges = np.unique(np.concatenate([self.ppf(np.logspace(-18, np.log10(0.5), 60)),
                                          self.isf(np.logspace(np.log10(0.5), -18, 60))]))  # fmt: skip
        nodes, weights = np.polynomial.legendre.leggauss(20)
        half = np.diff(edges)[:, None] / 2
        points = edges[:-1, None] + half * (1 + nodes)
        logs = self.logpdf(points)
        return float(-(half * weights * np.exp(logs) * logs).sum())

    def total_variation(self) -> float:
        """Total variation distance to the Gaussian of the same mean and variance.

        >>> round(CoordinateLaw(64, 0).total_variation(), 9)
        0.0054305
        """
        return _core.total_variation(self.rank, self.rho)

    def kolmogorov(self) -> float:
        """Kolmogorov's distance to that Gaussian.

        >>> 0 < CoordinateLaw(64, 0.5).kolmogorov() < CoordinateLaw(64, 0.5).total_variation()
        True
        """
        return _core.kolmogorov(self.rank, self.rho)


def row_total_variation(rank: float, width: float) -> float:
    """Total variation distance of a whole row of the noise to the Gaussian of its mean and covariance.

    Parameters
    ----------
    rank, width : float
        LoRA's rank and the layer's number of inputs, 1 or more.

    Examples
    --------
    >>> round(row_total_variation(16, 4096), 4)
    0.9212
    """
    return _core.row_total_variation(rank, width)
