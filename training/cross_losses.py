"""What a cross-encoder is trained by: its logits (messages, passages), beside what they should be.

Messages are compared with passages of different number: `NOTHING` fills the rows up.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import torch
from torch import Tensor
from torch.nn import functional

NOTHING: Final = -1e4

ACCEPTANCE: Final = 0.5
"""What telling answered messages from unanswered ones counts beside ranking."""

SOFT: Final = 0.5
"""What learning from other networks counts, of all."""

PULL: Final = 0.1
"""What the distance from their logits counts beside that from their distribution."""


def in_rows(values: Tensor, lengths: Sequence[int]) -> Tensor:
    """Deal values (all pairs) out to rows of some lengths."""
    counts = torch.tensor(lengths, device=values.device)[:, None]
    is_pair = torch.arange(max(lengths), device=values.device)[None] < counts
    return values.new_full(is_pair.shape, NOTHING).masked_scatter(is_pair, values)


def hard_loss(logits: Tensor, rights: Sequence[int]) -> Tensor:
    """Give the mean loss of messages by their labels.

    The first `rights` passages of each answer it. They are to come first (softmax), and the best of
    all is to be above 0 just when there are any.
    """
    counts = torch.tensor(rights, device=logits.device)
    is_right = torch.arange(logits.shape[1], device=logits.device)[None] < counts[:, None]
    of_right = logits.masked_fill(~is_right, NOTHING)
    ranking = torch.logsumexp(logits, 1) - torch.logsumexp(of_right, 1)
    answered = ranking + ACCEPTANCE * functional.softplus(-of_right.amax(1))
    unanswered = ACCEPTANCE * functional.softplus(logits.amax(1))
    return torch.where(counts > 0, answered, unanswered).mean()


def soft_loss(logits: Tensor, taught: Tensor) -> Tensor:
    """Give the distance from what other networks said, (messages, passages); NaN where nothing."""
    is_known = taught.isfinite() & (logits > NOTHING)
    if not is_known.any():
        return logits.new_zeros(())
    targets = torch.softmax(taught.masked_fill(~is_known, NOTHING), 1)
    logs = torch.log_softmax(logits.masked_fill(~is_known, NOTHING), 1)
    crossed = -(targets * logs.masked_fill(~is_known, 0.0)).sum(1)
    is_comparable = is_known.sum(1) > 1
    apart = functional.smooth_l1_loss(logits[is_known], taught[is_known])
    return (crossed * is_comparable).sum() / is_comparable.sum().clamp(min=1) + PULL * apart
