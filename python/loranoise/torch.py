"""Batch gradients of a PyTorch model as a safetensors file, which `loranoise noise` and `verify` read.

PyTorch and safetensors are needed here alone. With a `transformers` Trainer or with `accelerate`, take the model as it
is before it is wrapped (`trainer.model`, `accelerator.unwrap_model(model)`) and a batch of the loader:

    from loranoise.torch import capture_gradients
    batch = next(iter(trainer.get_train_dataloader())).to(model.device)
    capture_gradients(model, lambda m, b: m(**b).loss, batch, names=["*.query.weight"], path="gradients.safetensors")

With gradient accumulation the step follows the mean over several batches: give them all, as a list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any


def capture_gradients(
    model: Any,
    loss: Callable[[Any, Any], Any],
    batch: Any,
    names: Iterable[str] = ("*",),
    path: str | Path | None = None,
    per_example: bool = False,
) -> dict[str, Any]:
    """Gradients of ``loss(model, batch)`` with respect to weights of Linear layers.

    Parameters
    ----------
    model : torch.nn.Module
        Left as it is: its ``.grad`` and ``requires_grad`` do not change, and frozen weights have gradients too. In
        training mode dropout is drawn: call ``model.eval()`` before for the gradient without it.
    loss : callable
        ``loss(model, batch)`` gives a scalar tensor, a mean over the batch.
    batch : tensor, mapping or sequence of tensors, or a list of such batches
        Whatever `loss` takes. Of a list of batches the gradients are averaged, as gradient accumulation does.
    names : patterns
        Names of weights as ``model.named_parameters()`` has them, with ``*`` and ``?``; only weights of Linear layers
        (and of what derives from it) are taken. Those wrapped by PEFT end in ``base_layer.weight``.
    path : str, optional
        A safetensors file to write.
    per_example : bool
        One gradient for each example along the first dimension of every tensor of the batch, under
        ``NAME/0``, ``NAME/1`` ...

    Returns
    -------
    dict of name to tensor on the CPU, out x in as the weight, in its precision

    Raises
    ------
    ValueError
        No weight has such a name, the loss is no scalar or not finite, or a gradient is missing.
    """
    import torch

    chosen = _linear_weights(model, tuple(names))
    batches = batch if isinstance(batch, list) else [batch]
    if per_example:
        batches = [example for one in batches for example in _examples(one)]
    wanted = {name: weight.requires_grad for name, weight in chosen.items()}
    try:
        for weight in chosen.values():
            weight.requires_grad_(True)
        with torch.enable_grad():
            gradients = [_gradients(model, loss, one, chosen) for one in batches]
    finally:
        for name, weight in chosen.items():
            weight.requires_grad_(wanted[name])
    if per_example:
        captured = {f"{name}/{i}": g[name] for i, g in enumerate(gradients) for name in chosen}
    else:
        captured = {name: sum(g[name] for g in gradients) / len(gradients) for name in chosen}
    if path is not None:
        from safetensors.torch import save_file

        save_file({name: g.contiguous() for name, g in captured.items()}, str(path))
    return captured


def _linear_weights(model: Any, names: Sequence[str]) -> dict[str, Any]:
    import torch

    owned = {
        f"{module_name}.weight" if module_name else "weight"
        for module_name, module in model.named_modules()
        if isinstance(module, torch.nn.Linear)
    }
    known = {name: weight for name, weight in model.named_parameters() if name in owned}
    chosen = {name: weight for name, weight in known.items() if any(fnmatchcase(name, wanted) for wanted in names)}
    if not chosen:
        some = ", ".join(list(known)[:5])
        raise ValueError(f"no Linear layer has a weight named {', '.join(names)}: there are {some} ...")
    return chosen


def _gradients(model: Any, loss: Callable[[Any, Any], Any], batch: Any, chosen: dict[str, Any]) -> dict[str, Any]:
    import torch

    value = loss(model, batch)
    if value.ndim != 0 or not torch.isfinite(value):
        raise ValueError("the loss must be one finite number: give a mean over the batch")
    found = torch.autograd.grad(value, list(chosen.values()), allow_unused=True)
    for name, gradient in zip(chosen, found):
        if gradient is None:
            raise ValueError(f"the loss does not depend on {name}: leave it out of names")
    return {name: gradient.detach().cpu() for name, gradient in zip(chosen, found)}


def _examples(batch: Any) -> list[Any]:
    """The batch cut along the first dimension, each piece a batch of one."""
    if hasattr(batch, "items"):
        size = min(len(value) for value in batch.values())
        return [{key: value[i : i + 1] for key, value in batch.items()} for i in range(size)]
    if isinstance(batch, (tuple, list)):
        return [type(batch)(value[i : i + 1] for value in batch) for i in range(min(map(len, batch)))]
    return [batch[i : i + 1] for i in range(len(batch))]
