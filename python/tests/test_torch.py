"""Gradients captured from PyTorch. Skipped where it is not installed."""

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("safetensors")

import loranoise  # noqa: E402
from loranoise.torch import capture_gradients  # noqa: E402


@pytest.fixture
def model():
    torch.manual_seed(0)
    return torch.nn.Sequential(torch.nn.Linear(6, 5), torch.nn.Tanh(), torch.nn.Linear(5, 3))


@pytest.fixture
def batch():
    torch.manual_seed(1)
    return torch.randn(8, 6), torch.randint(0, 3, (8,))


def loss(model, batch):
    return torch.nn.functional.cross_entropy(model(batch[0]), batch[1])


def test_gradients_are_those_of_backward_and_leave_the_model_alone(model, batch):
    model[0].weight.requires_grad_(False)  # as PEFT freezes it
    captured = capture_gradients(model, loss, batch)
    assert list(captured) == ["0.weight", "2.weight"]
    assert model[0].weight.grad is None and model[2].weight.grad is None
    assert not model[0].weight.requires_grad
    model[0].weight.requires_grad_(True)
    loss(model, batch).backward()
    assert torch.allclose(captured["0.weight"], model[0].weight.grad)
    assert torch.allclose(captured["2.weight"], model[2].weight.grad)


def test_examples_and_accumulated_batches_average_to_the_batch(model, batch):
    whole = capture_gradients(model, loss, batch, names=["2.*"])["2.weight"]
    halves = [tuple(x[:4] for x in batch), tuple(x[4:] for x in batch)]
    assert torch.allclose(capture_gradients(model, loss, halves, names=["2.*"])["2.weight"], whole, atol=1e-6)
    single = capture_gradients(model, loss, batch, names=["2.*"], per_example=True)
    assert len(single) == 8
    assert torch.allclose(sum(single.values()) / 8, whole, atol=1e-6)


def test_the_file_is_read_by_the_package(model, batch, tmp_path):
    file = tmp_path / "gradients.safetensors"
    capture_gradients(model, loss, batch, path=file)
    records = loranoise.layer_noise(str(file), [2])
    assert [r["layer"] for r in records] == ["0.weight", "2.weight"]
    assert np.isclose(records[0]["noise_to_signal"], 7 / 2)


def test_what_cannot_be_captured_is_said(model, batch):
    with pytest.raises(ValueError, match="no Linear layer has a weight named query"):
        capture_gradients(model, loss, batch, names=["query"])
    with pytest.raises(ValueError, match="one finite number"):
        capture_gradients(model, lambda m, b: m(b[0]), batch)
    with pytest.raises(ValueError, match="does not depend on 2.weight"):
        capture_gradients(model, lambda m, b: m[0](b[0]).mean(), batch)
