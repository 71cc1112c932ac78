"""Static vectors of meaning: each word piece alone through the sentence encoder, cut by PCA and weighted by rank.

The method of Model2Vec (Tulkens and van Dongen, 2024). BERT's vocabulary is sorted by falling frequency, so a piece's
rank stands for it: weight log(1 + rank). Writes pieces x DIMENSIONS signed bytes with one scale a piece.
"""

import argparse
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from transformers import BertModel

DIMENSIONS = 256
BATCH = 1024


def piece_vectors(encoder: Path) -> np.ndarray:
    """Pieces x 384: the mean of the encoder's states over [CLS] piece [SEP]."""
    model = BertModel.from_pretrained(str(encoder), add_pooling_layer=False).eval()
    tokenizer = Tokenizer.from_file(str(encoder / "tokenizer.json"))
    first, last = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    rows = []
    with torch.inference_mode():
        for start in range(0, tokenizer.get_vocab_size(), BATCH):
            numbers = torch.arange(start, min(start + BATCH, tokenizer.get_vocab_size()))
            ids = torch.stack([torch.full_like(numbers, first), numbers, torch.full_like(numbers, last)], 1)
            rows.append(model(input_ids=ids).last_hidden_state.mean(1).numpy())
    return np.concatenate(rows)


def reduced(vectors: np.ndarray) -> np.ndarray:
    """PCA to DIMENSIONS by the covariance's largest eigenvalues, times log(1 + rank)."""
    centred = vectors - vectors.mean(0)
    _, axes = np.linalg.eigh(centred.T @ centred)
    axes = axes[:, ::-1][:, :DIMENSIONS]
    axes *= np.sign(axes[np.abs(axes).argmax(0), np.arange(axes.shape[1])])
    return (centred @ axes) * np.log1p(np.arange(len(vectors)))[:, None]


def main() -> None:
    """``python -m training.meaning --encoder DIR --out newsar_build/vectors/meaning.npz``."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    for name in ("encoder", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    args = parser.parse_args()
    table = reduced(piece_vectors(args.encoder))
    scale = np.maximum(np.abs(table).max(1), 1e-6) / 127
    np.savez_compressed(
        args.out, bytes=np.round(table / scale[:, None]).astype(np.int8), scale=scale.astype(np.float16)
    )


if __name__ == "__main__":
    main()
