"""One training run: every batch of a plan once, resumed where it stopped."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import nn

log = logging.getLogger("training")

SEED = 20260224
WARM_UP = 0.06
"""Share of the batches over which the rate rises."""
LEAST = 0.02
"""Share of the highest rate that is left at the end."""
WEIGHT_DECAY = 0.01
CHECKPOINT_SECONDS = 240
TELL_EVERY = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """The highest learning rates of the encoder (parameters under ``bert.``) and of all else."""

    encoder: float
    heads: float


def fit(
    model: nn.Module,
    plan: list[list[Any]],
    loss_of: Callable[[Any, list[Any]], torch.Tensor],
    place: Path,
    rates: Rates,
) -> None:
    """Teach the model each batch in order, in bfloat16; writes its weights to place.

    Seeds by batch, so that a run that was stopped ends as one that was not.
    """
    place.parent.mkdir(parents=True, exist_ok=True)
    body = [p for n, p in model.named_parameters() if n.startswith("bert.") and p.requires_grad]
    heads = [p for n, p in model.named_parameters() if not n.startswith("bert.")]
    groups = [{"params": body, "lr": rates.encoder}, {"params": heads, "lr": rates.heads}]
    optimizer = torch.optim.AdamW(groups, weight_decay=WEIGHT_DECAY)
    warm = max(1, int(WARM_UP * len(plan)))
    rate = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / warm, max(LEAST, (len(plan) - s) / (len(plan) - warm)))
    )
    kept = {"model": model, "optimizer": optimizer, "rate": rate}
    checkpoint = place.with_suffix(".checkpoint.pt")
    first = 0
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True)
        for name, each in kept.items():
            each.load_state_dict(state[name])
        first = state["next"]
        log.info("going on at batch %d", first)
    model.train()
    saved = began = time.monotonic()
    seen, running = 0, 0.0
    for step in range(first, len(plan)):
        torch.manual_seed(SEED + step)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            loss = loss_of(model, plan[step])
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        rate.step()
        seen += sum(len(p.words) for p in plan[step])
        running = 0.98 * running + 0.02 * loss.item()
        if step % TELL_EVERY == 0:
            log.info("batch %d/%d loss %.3f, %.0f words/s", step, len(plan), running, seen / (time.monotonic() - began))
        if time.monotonic() - saved > CHECKPOINT_SECONDS:
            save(checkpoint, {**{name: each.state_dict() for name, each in kept.items()}, "next": step + 1})
            saved = time.monotonic()
    save(place, {"model": model.state_dict()})
    checkpoint.unlink(missing_ok=True)


def save(path: Path, state: dict[str, object]) -> None:
    """Write a checkpoint whole or not at all."""
    beside = path.with_suffix(".new")
    torch.save(state, beside)
    beside.replace(path)
