"""The package against SciPy and NumPy. Run by `./run test`."""

import doctest
import importlib
import math
import os
import pathlib
import statistics
import subprocess
import sys

import numpy as np
import pytest
from scipy import special, stats

import loranoise
from loranoise import CoordinateLaw

SOURCES = pathlib.Path(__file__).resolve().parents[2]
ADAPTERS = SOURCES / "tests" / "reference" / "adapters"


@pytest.mark.parametrize("module", ["", ".law", ".privacy", ".noise", ".runs"])
def test_examples_in_the_documentation(module):
    of_documentation = {"folder": str(ADAPTERS / "gpt2_conv1d" / "init")}
    module = importlib.import_module("loranoise" + module)
    found = doctest.testmod(module, extraglobs=of_documentation, optionflags=doctest.ELLIPSIS)
    assert found.attempted > 0
    assert found.failed == 0


def test_types_are_right_by_mypy():
    found = subprocess.run(
        [sys.executable, "-m", "mypy", "--config-file", str(SOURCES / "pyproject.toml"), "--cache-dir", os.devnull,
         "--exclude", "plots", "-p", "loranoise"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert found.returncode == 0, found.stdout


def kve_logpdf(x, r, rho):
    """Bessel's form of the density of T."""
    nu, scale = (r - 1) / 2, 1 - rho**2
    z = np.abs(x) / scale
    return (
        rho * x / scale
        - z
        + np.log(special.kve(nu, z))
        + nu * np.log(np.abs(x) / 2)
        - special.gammaln(r / 2)
        - 0.5 * np.log(np.pi * scale)
    )


@pytest.mark.parametrize("rank, rho", [(1, 0.3), (2, 0.0), (8, 0.1), (33, -0.7), (64, 0.5)])
def test_density_is_scipys_bessel_form(rank, rho):
    law = CoordinateLaw(rank, rho)
    x = law.mean() + law.std() * np.linspace(-6, 6, 500)
    assert np.allclose(law.logpdf(x), kve_logpdf(x, rank, rho), rtol=1e-11, atol=1e-11)
    assert np.allclose(law.pdf(x), np.exp(law.logpdf(x)))


def test_density_is_finite_where_scipys_is_not():
    law = CoordinateLaw(512, 0.0)
    x = law.rvs(10000, seed=1)
    assert not np.isfinite(kve_logpdf(x, 512, 0.0)).all()
    assert np.isfinite(law.logpdf(x)).all()


def test_distribution_is_the_integral_of_the_density():
    law = CoordinateLaw(7, 0.4)
    grid = np.linspace(-2.0, 5.0, 20001)
    mass = np.trapezoid(law.pdf(grid), grid)
    assert abs(law.cdf(5.0) - law.cdf(-2.0) - mass) < 1e-8
    assert np.allclose(law.cdf(grid) + law.sf(grid), 1)
    assert np.allclose(np.exp(law.logcdf(grid)), law.cdf(grid))
    assert np.allclose(np.exp(law.logsf(grid)), law.sf(grid))


def test_quantiles_invert():
    law = CoordinateLaw(5, -0.2)
    q = np.logspace(-12, -0.01, 50)
    assert np.allclose(law.cdf(law.ppf(q)), q, rtol=1e-10)
    assert np.allclose(law.sf(law.isf(q)), q, rtol=1e-10)


def test_shapes_broadcast_as_scipys():
    law = CoordinateLaw(3, 0.2)
    assert law.cdf(np.zeros((2, 3, 4))).shape == (2, 3, 4)
    assert np.ndim(law.cdf(0.5)) == 0
    assert law.logpdf(np.arange(6.0)[::2]).tolist() == [law.logpdf(x) for x in (0.0, 2.0, 4.0)]
    assert law.cdf([]).shape == (0,)
    assert law.cdf(np.float32([1, 2])).dtype == np.float64


def test_draws_have_the_law_and_not_the_gaussian():
    # Kolmogorov and Smirnov at level 1e-6; the falsifier has p below 1e-6 as well.
    law = CoordinateLaw(4, 0.6)
    x = law.rvs(200_000, seed=5)
    assert stats.kstest(x, law.cdf).pvalue > 1e-6
    assert stats.kstest(x, stats.norm(law.mean(), law.std()).cdf).pvalue < 1e-6
    assert (law.rvs(1000, seed=5, threads=1) == x[:1000]).all()
    assert (law.rvs(1000, seed=6) != x[:1000]).any()


def test_moments_are_those_of_draws_and_of_cumulants():
    law = CoordinateLaw(6, 0.3)
    x = law.rvs(1_000_000, seed=2)
    for order in (1, 2, 3, 4):
        sample = x**order
        error = sample.std() / 1000
        assert abs(sample.mean() - law.moment(order)) < 5 * error
    mean, variance, skewness, kurtosis = law.stats("mvsk")
    assert law.cumulant(3) / variance**1.5 == pytest.approx(skewness)
    assert law.cumulant(4) / variance**2 == pytest.approx(kurtosis)


def test_entropy_of_rank_two_is_laplaces():
    # T of rank 2 at rho = 0 has the Laplace law of scale 1.
    assert CoordinateLaw(2, 0).entropy() == pytest.approx(1 + np.log(2), abs=1e-9)


def test_total_variation_is_half_the_l1_distance():
    law = CoordinateLaw(4, 0.3)
    x = law.mean() + law.std() * np.linspace(-30, 30, 400001)
    gap = np.abs(law.pdf(x) - stats.norm(law.mean(), law.std()).pdf(x))
    assert law.total_variation() == pytest.approx(np.trapezoid(gap, x) / 2, rel=1e-5)


@pytest.mark.parametrize("sketch", loranoise.sketches())
def test_noise_has_its_variance_in_every_sketch(sketch):
    g = np.sin(np.arange(18.0)).reshape(2, 9)
    n = loranoise.noise(g, 3, sketch, trials=20_000, seed=3)
    predicted = loranoise.moments(g, 3, sketch)
    error = (n**2).std(axis=0) / np.sqrt(len(n))
    assert (np.abs((n**2).mean(axis=0) - predicted["variance"]) < 6 * error + 1e-12).all()
    assert np.abs(n.mean(axis=0)).max() < 6 * np.sqrt(predicted["variance"].max() / len(n))


def test_noise_is_a_function_of_seed_and_trial():
    g = np.ones((2, 6))
    both = loranoise.noise(g, 2, trials=5, seed=9, threads=1)
    assert (loranoise.noise(g, 2, trials=3, seed=9, threads=2) == both[:3]).all()


def test_privacy_curves_agree_with_each_other():
    where = (16, 256, 0.9)
    deltas = np.array([1e-2, 1e-1])
    eps = loranoise.epsilon(*where, deltas)
    assert np.allclose(loranoise.privacy_profile(*where, eps), deltas)
    # delta = sup over tests of power - e^eps false-positive rate.
    rate = np.logspace(-12, -0.001, 4000)
    gain = 1 - loranoise.trade_off(*where, rate) - np.exp(1.0) * rate
    assert gain.max() == pytest.approx(loranoise.privacy_profile(*where, 1.0), rel=1e-3)


def test_adapters_of_every_kind():
    def starts(kind):
        return [layer["initialisation"] for layer in loranoise.load_adapter(ADAPTERS / "kinds" / kind / "init")]

    assert starts("gaussian") == ["gaussian"] * 4
    assert starts("olora") == ["unknown"] * 4
    assert starts("embedding") == ["zero", "kaiming_uniform", "kaiming_uniform"]
    assert starts("two") == ["kaiming_uniform"] * 4 + ["gaussian"] * 4
    assert starts("ia3") == starts("vera") == []


def test_loss_distribution_composes_in_dp_accounting():
    pytest.importorskip("dp_accounting")
    where = (64, 64, 0.999)
    pld = loranoise.privacy_loss_distribution(*where, interval=1e-2)
    for eps in (0.5, 1.0, 2.0):
        exact = loranoise.privacy_profile(*where, eps)
        found = pld.get_delta_for_epsilon(eps)
        assert exact * (1 - 1e-9) <= found < exact * 1.01 + 1e-9
    several = pld.self_compose(8)
    assert several.get_delta_for_epsilon(1.0) > loranoise.privacy_profile(*where, 1.0)


def test_membership_attacks_on_scores():
    folder = SOURCES / "tests" / "reference" / "membership"
    rows = np.loadtxt(folder / "scores.csv", delimiter=",", skiprows=1)
    models = int(rows[:, 0].max()) + 1
    member, scores, base = (rows[:, k].reshape(models, -1) for k in (2, 3, 4))
    for name in loranoise.membership_attacks():
        found = loranoise.membership_attack(scores, member, name, base[0])
        assert found["auc"][1] <= found["auc"][0] <= found["auc"][2]
    loss = loranoise.membership_attack(scores, member, "loss")["auc"][0]
    inside, outside = scores[member == 1].astype(np.float32), scores[member == 0].astype(np.float32)
    assert loss == pytest.approx(stats.mannwhitneyu(inside, outside).statistic / inside.size / outside.size)
    with pytest.raises(ValueError, match="base"):
        loranoise.membership_attack(scores, member, "reference")
    with pytest.raises(ValueError, match="unknown attack"):
        loranoise.membership_attack(scores, member, "lirra")
    with pytest.raises(ValueError, match="shape"):
        loranoise.membership_attack(scores, member[:-1])
    with pytest.raises(ValueError, match="3 models"):
        loranoise.membership_attack(scores[:2], member[:2])


def test_epsilon_of_dp_sgd():
    pytest.importorskip("dp_accounting")

    def delta_of(eps, spread):  # of T Gaussian mechanisms, sqrt(T)/multiplier = spread: Balle and Wang 2018
        normal = statistics.NormalDist()
        return normal.cdf(spread / 2 - eps / spread) - math.exp(eps) * normal.cdf(-spread / 2 - eps / spread)

    eps = loranoise.dp_sgd_epsilon(5.0, 100, delta=1e-5)
    assert delta_of(eps, 2) == pytest.approx(1e-5, rel=1e-3)
    assert delta_of(eps, 2 * 1.01) > 1.05e-5  # a shift that is a hundredth too large
    sampled = loranoise.dp_sgd_epsilon(5.0, 100, delta=1e-5, sampling_probability=0.1)
    assert 0.5 < sampled < eps / 10 + 0.2
    with pytest.raises(ValueError, match="noise_multiplier"):
        loranoise.dp_sgd_epsilon(0, 1, delta=1e-5)
    with pytest.raises(ValueError, match="sampling_probability"):
        loranoise.dp_sgd_epsilon(1, 1, delta=1e-5, sampling_probability=0)


@pytest.mark.parametrize(
    "call, words",
    [
        (lambda: CoordinateLaw(0.5, 0), "rank"),
        (lambda: CoordinateLaw(4, 1.5), "rho"),
        (lambda: CoordinateLaw(2.5, 0), "rank must be an integer"),
        (lambda: loranoise.noise(np.ones((2, 3)), 4), "rank"),
        (lambda: loranoise.noise(np.ones((2, 3)), 2, "haarr"), "unknown sketch"),
        (lambda: loranoise.noise(np.full((2, 3), np.nan), 2), "NaN"),
        (lambda: loranoise.layer_noise("/no/such.npy", [4]), "/no/such.npy"),
        (lambda: loranoise.load_adapter("/no/such"), "is no folder"),
        (lambda: loranoise.read_run("/no/such"), "not a finished run"),
        (lambda: loranoise.verify(profile="quickest"), "profile"),
        (lambda: loranoise.verify("/no/such.npy"), "/no/such.npy"),
        (lambda: loranoise.verify(np.full((2, 3), np.nan)), "nan|NaN"),
        (lambda: loranoise.verify(claims=["X1"]), "X1"),
        (lambda: loranoise.epsilon(4, 64, 0.5, 2.0), "delta"),
        (lambda: CoordinateLaw(4, 0).cdf(1.0, threads=0), "threads"),
    ],
)
def test_bad_input_is_a_value_error_with_a_sentence(call, words):
    with pytest.raises(ValueError, match=words):
        call()


def test_verify_keeps_a_run_that_can_be_read_and_refuses_to_write_over_it(tmp_path):
    gradient = np.random.default_rng(3).standard_normal((6, 24))
    run = loranoise.verify(gradient, claims=["M5", "T2"], ranks=[4], seed=5, threads=2, out=tmp_path / "run")
    assert run["passed"]
    assert [claim["id"] for claim in run["claims"]] == ["M5", "T2"]
    assert run["summary"]["seed"] == 5
    assert loranoise.read_run(tmp_path / "run")["cells"] == run["cells"]
    with pytest.raises(ValueError, match="run"):
        loranoise.verify(gradient, claims=["T2"], out=tmp_path / "run")


def test_the_command_runs_the_program_and_draws_figures(tmp_path):
    command = [sys.executable, "-c", "import sys; from loranoise._program import main; sys.exit(main())"]
    said = subprocess.run([*command, "law", "--rank", "8", "--rho", "0.1"], capture_output=True, text=True, check=True).stdout
    assert "0.0470289529" in said
    missing = subprocess.run([*command, "figures", str(tmp_path)], capture_output=True, text=True, check=False)
    assert missing.returncode == 2
    assert len(missing.stderr.splitlines()) == 1
