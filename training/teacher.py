"""The teacher: a sentence encoder fine-tuned on every gold set at once.

One encoder (all-MiniLM-L6-v2, six layers of 384) feeds a name tagger, a part-of-speech tagger, a
sentence splitter and a biaffine parser (Dozat and Manning, 2017). The encoder reads lower case, so
each piece also gets an embedding of its word's shape. A corpus that leaves a label out does not
teach "no name" there: the loss of such a token is the probability of all labels it may carry.
The teacher labels raw news, and the small pipeline learns from that; it is not shipped.
"""

import argparse
import json
import logging
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import nn
from transformers import BertConfig, BertModel

from training import corpora, labels
from training.corpora import Example
from training.fitting import Rates, fit

log = logging.getLogger("training.teacher")

SEED = 20260224
MAX_WORDS = 180
"""Words a sequence: most paragraphs whole, attention still cheap."""
MAX_PIECES = 512
"""What the encoder takes at most; a sequence with more (long addresses) is left out."""
BATCH_PIECES = 3600
"""Padded pieces a batch: large enough that optimiser steps cost little beside the forward pass."""
ENCODER_RATE, HEAD_RATE = 2.5e-4, 1.5e-3
DROPOUT = 0.15
ARC_SIZE, RELATION_SIZE = 256, 96
SHAPES = 9

TAGS = ("O", *(f"{p}-{label}" for label in labels.LEARNT for p in "BI"))
TAG_ID = {tag: i for i, tag in enumerate(TAGS)}


def shape(word: str) -> int:
    """A word's shape as one of nine classes: what lower-casing loses."""
    title = word[0].isupper() and word[1:].islower()
    tests = (
        word.isdigit(),
        any(c.isdigit() for c in word),
        not any(c.isalpha() for c in word),
        word.islower(),
        len(word) == 1,
        word.isupper(),
        title,
        True,
    )
    return 1 + tests.index(True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of an example, at most MAX_WORDS long, ready for the model.

    ``allowed`` (words x TAGS) holds the tags that a word may carry; None where names are unknown.
    """

    words: tuple[str, ...]
    ids: tuple[int, ...]
    shapes: tuple[int, ...]
    starts: tuple[int, ...]
    allowed: np.ndarray | None = None
    upos: tuple[int, ...] | None = None
    xpos: tuple[int, ...] | None = None
    feats: tuple[int, ...] | None = None
    heads: tuple[int, ...] | None = None
    deps: tuple[int, ...] | None = None
    begins: tuple[int, ...] | None = None


def allowed_tags(example: Example) -> np.ndarray | None:
    """Which tags each word may carry, as 0 and 1; None where the corpus has no names."""
    if example.corpus is None:
        return None
    silent = labels.SILENT[example.corpus]
    free = np.zeros(len(TAGS), dtype=np.bool_)
    free[0] = True
    for label in silent:
        free[[TAG_ID[f"B-{label}"], TAG_ID[f"I-{label}"]]] = True
    allowed = np.tile(free, (len(example.words), 1))
    for start, end, label in example.entities:
        allowed[start:end] = False
        if label == labels.UNKNOWN:
            allowed[start:end] = free
            for other in (labels.EVENT, labels.WORK_OF_ART, labels.LAW, labels.PRODUCT):
                allowed[start:end, [TAG_ID[f"B-{other}"], TAG_ID[f"I-{other}"]]] = True
            continue
        choices = (label, labels.FAC) if (label, example.corpus) == (labels.LOC, "gum") else (label,)
        for choice in choices:
            allowed[start, TAG_ID[f"B-{choice}"]] = True
            allowed[start + 1 : end, TAG_ID[f"I-{choice}"]] = True
    return allowed


class Vocabulary:
    """The closed lists of tags seen in the treebanks, by number."""

    def __init__(self, lists: dict[str, list[str]]) -> None:
        self.lists = lists
        self.ids = {k: {v: i for i, v in enumerate(vs)} for k, vs in lists.items()}

    @classmethod
    def of(cls, examples: list[Example]) -> "Vocabulary":
        """The lists of all trees in these examples, sorted."""
        trees = [e.tree for e in examples if e.tree]
        names = ("upos", "xpos", "feats", "deps")
        return cls({n: sorted({v for t in trees for v in getattr(t, n)}) for n in names})

    def number(self, name: str, values: tuple[str, ...]) -> tuple[int, ...]:
        """The numbers of values in one list; -100, which no loss counts, for one that is not in it."""
        return tuple(self.ids[name].get(v, -100) for v in values)


class Splitter:
    """Words to word pieces, and examples to sequences that the encoder can take."""

    def __init__(self, encoder: Path) -> None:
        self.tokenizer = Tokenizer.from_file(str(encoder / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()

    def encode(self, words: tuple[str, ...]) -> tuple[list[int], list[int], list[int]]:
        """Piece ids, each piece's shape, and each word's first piece."""
        encoded = self.tokenizer.encode(list(words), is_pretokenized=True)
        starts: list[int] = [-1] * len(words)
        shapes = []
        for i, word in enumerate(encoded.word_ids):
            shapes.append(0 if word is None else shape(words[word]))
            if word is not None and starts[word] < 0:
                starts[word] = i
        last = len(encoded.ids) - 1
        return list(encoded.ids), shapes, [s if s >= 0 else last for s in starts]

    def pieces(self, example: Example, vocabulary: Vocabulary) -> Iterator[Piece]:
        """The sequences of an example; one that would not fit is left out."""
        allowed = allowed_tags(example)
        for a, b in self.cuts(example):
            words = example.words[a:b]
            ids, shapes, starts = self.encode(words)
            if len(ids) > MAX_PIECES:
                continue
            tree = example.tree
            yield Piece(
                words=words,
                ids=tuple(ids),
                shapes=tuple(shapes),
                starts=tuple(starts),
                allowed=None if allowed is None else allowed[a:b],
                upos=tree and vocabulary.number("upos", tree.upos[a:b]),
                xpos=tree and vocabulary.number("xpos", tree.xpos[a:b]),
                feats=tree and vocabulary.number("feats", tree.feats[a:b]),
                deps=tree and vocabulary.number("deps", tree.deps[a:b]),
                heads=tree and tuple(h - a if a <= h < b else -100 for h in tree.heads[a:b]),
                begins=tree and tuple(int(i in set(example.sentences)) for i in range(a, b)),
            )

    def cuts(self, example: Example) -> Iterator[tuple[int, int]]:
        """Stretches that end at a sentence's end where the corpus knows one, else at a full stop."""
        words = example.words
        stops = set(example.sentences) or {i + 1 for i, w in enumerate(words) if w in {".", "!", "?", "”", '"'}}
        spans = [(s, e) for s, e, _ in example.entities]
        inside = {i for s, e in spans for i in range(s + 1, e)}
        begin = 0
        while begin < len(words):
            end = min(begin + MAX_WORDS, len(words))
            if end < len(words):
                good = [i for i in range(begin + 1, end + 1) if i in stops and i not in inside]
                fair = [i for i in range(begin + 1, end + 1) if i not in inside]
                end = good[-1] if good else fair[-1] if fair else end
            yield begin, end
            begin = end


class Teacher(nn.Module):
    """The encoder and its heads; forward gives each word's vector."""

    def __init__(self, config: BertConfig, vocabulary: Vocabulary) -> None:
        super().__init__()
        self.bert = BertModel(config, add_pooling_layer=False)
        self.shape = nn.Embedding(SHAPES, config.hidden_size)
        nn.init.zeros_(self.shape.weight)
        size = config.hidden_size
        self.drop = nn.Dropout(DROPOUT)
        self.names = nn.Linear(size, len(TAGS))
        self.upos = nn.Linear(size, len(vocabulary.lists["upos"]))
        self.xpos = nn.Linear(size, len(vocabulary.lists["xpos"]))
        self.feats = nn.Linear(size, len(vocabulary.lists["feats"]))
        self.begins = nn.Linear(size, 2)
        self.arc_head = nn.Linear(size, ARC_SIZE)
        self.arc_word = nn.Linear(size, ARC_SIZE)
        self.arc = nn.Parameter(torch.zeros(ARC_SIZE + 1, ARC_SIZE))
        self.root = nn.Linear(size, 1)
        self.rel_head = nn.Linear(size, RELATION_SIZE)
        self.rel_word = nn.Linear(size, RELATION_SIZE)
        relations = len(vocabulary.lists["deps"])
        self.rel = nn.Parameter(torch.zeros(relations, RELATION_SIZE + 1, RELATION_SIZE + 1))
        nn.init.xavier_uniform_(self.arc)
        nn.init.normal_(self.rel, std=0.02)

    def forward(self, ids: torch.Tensor, shapes: torch.Tensor, starts: torch.Tensor) -> torch.Tensor:
        """ids, shapes: batch x pieces; starts: batch x words. Returns batch x words x size."""
        vectors = self.bert.embeddings.word_embeddings(ids) + self.shape(shapes)
        hidden = self.bert(inputs_embeds=vectors, attention_mask=(ids > 0).long())
        states = hidden.last_hidden_state
        index = starts.unsqueeze(-1).expand(-1, -1, states.shape[-1])
        return self.drop(states.gather(1, index))

    def arcs(self, words: torch.Tensor) -> torch.Tensor:
        """Scores of each word (row) for each head (column); the diagonal is the root."""
        head = self.drop(nn.functional.gelu(self.arc_head(words)))
        word = self.drop(nn.functional.gelu(self.arc_word(words)))
        word = torch.cat([word, torch.ones_like(word[..., :1])], -1)
        scores = (word @ self.arc) @ head.transpose(1, 2)
        root = self.root(words).squeeze(-1)
        eye = torch.eye(scores.shape[1], dtype=torch.bool)
        return torch.where(eye, root.unsqueeze(-1).expand_as(scores), scores)

    def relations(self, words: torch.Tensor, heads: torch.Tensor) -> torch.Tensor:
        """Scores of each relation for the given heads: batch x words x relations."""
        head = self.drop(nn.functional.gelu(self.rel_head(words)))
        word = self.drop(nn.functional.gelu(self.rel_word(words)))
        head = head.gather(1, heads.unsqueeze(-1).expand(-1, -1, head.shape[-1]))
        one = torch.ones_like(head[..., :1])
        return torch.einsum("bwi,rij,bwj->bwr", torch.cat([word, one], -1), self.rel, torch.cat([head, one], -1))


def padded(rows: list[tuple[int, ...]], fill: int) -> torch.Tensor:
    """Rows of one length, as a tensor."""
    width = max(len(r) for r in rows)
    return torch.tensor([(*r, *(fill,) * (width - len(r))) for r in rows])


def inputs(batch: list[Piece]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """What the model reads: ids, shapes and starts."""
    return (
        padded([p.ids for p in batch], 0),
        padded([p.shapes for p in batch], 0),
        padded([p.starts for p in batch], 0),
    )


def loss_of(model: Teacher, batch: list[Piece]) -> torch.Tensor:
    """The sum of the heads' mean losses over what the batch annotates."""
    return loss_of_words(model, model(*inputs(batch)), batch)


def loss_of_words(model: Teacher, words: torch.Tensor, batch: list[Piece]) -> torch.Tensor:
    """The same, from the words' vectors."""
    width = words.shape[1]
    total = torch.zeros(())
    named = {i: p.allowed for i, p in enumerate(batch) if p.allowed is not None}
    if named:
        allowed = np.zeros((len(named), width, len(TAGS)), dtype=np.bool_)
        for row, known in enumerate(named.values()):
            allowed[row, : len(known)] = known
        mask = torch.from_numpy(allowed)
        scores = torch.log_softmax(model.names(words[list(named)]), -1)
        token = torch.logsumexp(scores.masked_fill(~mask, -1e4), -1)
        total = total - token[mask.any(-1)].mean()
    treed = [i for i, p in enumerate(batch) if p.heads is not None]
    if treed:
        trees = [batch[i] for i in treed]
        chosen = words[treed]
        chosen = chosen[:, : max(len(p.words) for p in trees)]
        for name, weight in (("upos", 0.3), ("xpos", 0.3), ("feats", 0.2), ("begins", 0.5)):
            gold = padded([getattr(p, name) for p in trees], -100)
            scores = getattr(model, name)(chosen)
            total = total + weight * nn.functional.cross_entropy(scores.flatten(0, 1), gold.flatten())
        heads = padded([p.heads or () for p in trees], -100)
        lengths = torch.tensor([len(p.words) for p in trees])
        absent = torch.arange(chosen.shape[1])[None, None, :] >= lengths[:, None, None]
        arcs = model.arcs(chosen).masked_fill(absent, -1e4)
        total = total + nn.functional.cross_entropy(arcs.flatten(0, 1), heads.flatten())
        deps = padded([p.deps or () for p in trees], -100)
        scores = model.relations(chosen, heads.clamp(min=0))
        total = total + 0.5 * nn.functional.cross_entropy(scores.flatten(0, 1), deps.flatten())
    return total


def batches(pieces: list[Piece], rng: random.Random) -> list[list[Piece]]:
    """Batches of like length, in random order."""
    order = sorted(pieces, key=lambda p: (len(p.ids), rng.random()))
    made: list[list[Piece]] = [[]]
    for piece in order:
        if made[-1] and (len(made[-1]) + 1) * len(piece.ids) > BATCH_PIECES:
            made.append([])
        made[-1].append(piece)
    rng.shuffle(made)
    return made


def schedule(root: Path, splitter: Splitter) -> tuple[list[list[Piece]], Vocabulary]:
    """All batches of the whole training in order, and the treebanks' vocabulary."""
    nlp = corpora.tokenizer()
    gum = list(corpora.gum(root, "train"))
    ewt = list(corpora.ewt(root, "train"))
    vocabulary = Vocabulary.of(gum + ewt)
    news = [e for e in gum if e.name.startswith("GUM_news")]
    core = [*corpora.worldwide(root, "train", nlp), *corpora.men(root, "train", nlp), *gum, *ewt]
    cross = list(corpora.crossner(root))
    rounds = (cross[0::3], cross[1::3], cross[2::3])
    rng = random.Random(SEED)
    made: list[list[Piece]] = []
    for beside in rounds:
        pieces = [p for e in [*core, *beside, *news] for p in splitter.pieces(e, vocabulary)]
        made += batches(pieces, rng)
    return made, vocabulary


def start(encoder: Path, vocabulary: Vocabulary) -> Teacher:
    """A teacher whose encoder is the published one and whose heads are fresh."""
    torch.manual_seed(SEED)
    model = Teacher(BertConfig.from_pretrained(str(encoder)), vocabulary)
    trained = BertModel.from_pretrained(str(encoder), config=model.bert.config, add_pooling_layer=False)
    model.bert.load_state_dict(trained.state_dict())
    model.bert.embeddings.word_embeddings.weight.requires_grad = False
    return model


def train(root: Path, encoder: Path, work: Path) -> None:
    """Trains, or goes on from the last checkpoint in work; writes work/teacher.pt and its vocabulary at the end."""
    plan, vocabulary = schedule(root, Splitter(encoder))
    log.info("%d batches, %d words", len(plan), sum(len(p.words) for b in plan for p in b))
    fit(start(encoder, vocabulary), plan, loss_of, work / "teacher.pt", Rates(encoder=ENCODER_RATE, heads=HEAD_RATE))
    (work / "teacher.json").write_text(json.dumps(vocabulary.lists), encoding="utf-8")


def main() -> None:
    """``python -m training.teacher --corpora DIR --encoder DIR --work DIR``."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    for name in ("corpora", "encoder", "work"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    args = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    train(args.corpora, args.encoder, args.work)


if __name__ == "__main__":
    main()
