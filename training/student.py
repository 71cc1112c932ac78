"""The student: the teacher's encoder with some layers left out, taught what the teacher says of gold and raw news.

For every word it matches the teacher's states and the distributions of all heads (Hinton et al. 2015), and where a
corpus is annotated its gold too. Raw news needs no labels, so any text serves.
"""

import argparse
import copy
import json
import logging
import random
import re
from collections.abc import Iterator
from pathlib import Path

import torch
from torch import nn
from transformers import BertConfig

from training import corpora, teacher
from training.corpora import Example
from training.fitting import SEED, Rates, fit
from training.teacher import Piece, Splitter, Teacher, Vocabulary

log = logging.getLogger("training.student")

LAYERS = (0, 1, 3, 5)
"""The teacher's layers that stay: four fit the speed budget; the last one's outputs are what the heads read."""
ENCODER_RATE, HEAD_RATE = 2.5e-4, 5e-4
STATES, GOLD = 4.0, 0.5
"""Weights of the match of states and of the gold labels beside the match of the heads."""
GOLD_ROUNDS = 1
SOFT = (("names", 1.0), ("upos", 0.3), ("xpos", 0.3), ("feats", 0.2), ("begins", 0.5))
"""Heads with one distribution a word, and their weights, as in the teacher's own loss."""
SHORTEST = 5
"""Words of a raw paragraph that is worth reading."""
_MARKUP = re.compile(r"[*_`#>|]|\[|\]\([^)]*\)|<[^>]+>")


def raw_news(root: Path, newsroom: Path) -> Iterator[Example]:
    """Unlabelled text: the newsroom's articles, the days of Wikipedia's current events and the VOA sentences."""
    nlp = corpora.tokenizer()
    for path in sorted(newsroom.glob("*/*.md")):
        body = path.read_text(encoding="utf-8").split("\n---\n", 1)[-1]
        paragraphs = (" ".join(_MARKUP.sub("", each).split()) for each in body.split("\n\n"))
        text = "\n".join(each for each in paragraphs if len(each.split()) >= SHORTEST)
        if text:
            yield corpora.from_offsets(nlp, path.stem, "", text, ())
    for path in sorted((root / "wikipedia_current_events" / "_posts").glob("*.md")):
        lines = (" ".join(_MARKUP.sub("", each).split()) for each in path.read_text(encoding="utf-8").splitlines())
        text = "\n".join(each for each in lines if len(each.split()) >= SHORTEST)
        if text:
            yield corpora.from_offsets(nlp, path.stem, "", text, ())
    words: list[str] = []
    for number, sentence in enumerate(corpora.voice_of_america(root)):
        words += sentence
        if len(words) > teacher.MAX_WORDS // 2:
            yield Example(name=f"voa-{number}", words=tuple(words), spaces=(True,) * len(words))
            words = []


def schedule(
    root: Path, newsroom: Path, splitter: Splitter, vocabulary: Vocabulary, raw_words: int
) -> list[list[Piece]]:
    """All batches: the gold sets GOLD_ROUNDS times, and raw news up to `raw_words`, spread evenly over its sources."""
    nlp = corpora.tokenizer()
    gold = [
        *corpora.worldwide(root, "train", nlp), *corpora.men(root, "train", nlp), *corpora.gum(root, "train"),
        *corpora.ewt(root, "train"), *corpora.crossner(root), *corpora.wikigold(root),
    ]  # fmt: skip
    rng = random.Random(SEED)
    raw = list(raw_news(root, newsroom))
    rng.shuffle(raw)
    total = sum(len(e.words) for e in raw)
    log.info("%d words of raw news", total)
    kept = raw[: round(len(raw) * min(1.0, raw_words / total))]
    pieces = [p for e in gold for p in splitter.pieces(e, vocabulary)]
    news = [p for e in kept for p in splitter.pieces(_unlabelled(e), vocabulary)]
    made: list[list[Piece]] = []
    for number in range(GOLD_ROUNDS):
        made += teacher.batches(pieces + news[number::GOLD_ROUNDS], rng)
    return made


def _unlabelled(example: Example) -> Example:
    return Example(name=example.name, words=example.words, spaces=example.spaces)


def smaller(model: Teacher) -> Teacher:
    """A copy of the teacher without the layers that are not in LAYERS."""
    student = copy.deepcopy(model)
    layers = student.bert.encoder.layer
    student.bert.encoder.layer = nn.ModuleList(layers[number] for number in LAYERS)
    student.bert.config.num_hidden_layers = len(LAYERS)
    student.bert.embeddings.word_embeddings.weight.requires_grad = False
    for each in student.modules():
        if isinstance(each, nn.Dropout):
            each.p = 0.0  # soft labels of much text leave nothing to overfit
    return student


class Matching:
    """The loss of a student on a batch: what it says against what the teacher says, and gold where there is any."""

    def __init__(self, model: Teacher) -> None:
        self.teacher = model.eval()

    def __call__(self, student: Teacher, batch: list[Piece]) -> torch.Tensor:
        """The weighted sum; differentiable in the student's parameters."""
        given = teacher.inputs(batch)
        width = given[2].shape[1]
        lengths = torch.tensor([len(p.words) for p in batch])
        present = torch.arange(width)[None, :] < lengths[:, None]
        with torch.no_grad():
            wanted = self.teacher(*given)
        words = student(*given)
        total = STATES * nn.functional.mse_loss(words[present].float(), wanted[present].float())
        for name, weight in SOFT:
            soft = torch.softmax(getattr(self.teacher, name)(wanted).float(), -1)[present]
            scores = torch.log_softmax(getattr(student, name)(words).float(), -1)[present]
            total = total - weight * (soft * scores).sum(-1).mean()
        absent = ~present[:, None, :]
        with torch.no_grad():
            arcs = self.teacher.arcs(wanted).float().masked_fill(absent, -1e4)
            heads = arcs.argmax(-1)
            relations = torch.softmax(self.teacher.relations(wanted, heads).float(), -1)[present]
        scores = torch.log_softmax(student.arcs(words).float().masked_fill(absent, -1e4), -1)
        total = total - (torch.softmax(arcs, -1) * scores).sum(-1)[present].mean()
        found = torch.log_softmax(student.relations(words, heads).float(), -1)[present]
        total = total - 0.5 * (relations * found).sum(-1).mean()
        if any(p.allowed is not None or p.heads is not None for p in batch):
            total = total + GOLD * teacher.loss_of_words(student, words, batch)
        return total


def main() -> None:
    """``python -m training.student --corpora DIR --newsroom DIR --encoder DIR --work DIR``: writes work/student.pt."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    for name in ("corpora", "newsroom", "encoder", "work"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--raw-words", type=int, default=1_200_000)
    args = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    vocabulary = Vocabulary(json.loads((args.work / "teacher.json").read_text(encoding="utf-8")))
    model = Teacher(BertConfig.from_pretrained(str(args.encoder)), vocabulary)
    model.load_state_dict(torch.load(args.work / "teacher.pt", weights_only=True)["model"])
    plan = schedule(args.corpora, args.newsroom, Splitter(args.encoder), vocabulary, args.raw_words)
    log.info("%d batches, %d words", len(plan), sum(len(p.words) for b in plan for p in b))
    torch.manual_seed(SEED)
    fit(smaller(model), plan, Matching(model), args.work / "student.pt", Rates(encoder=ENCODER_RATE, heads=HEAD_RATE))


if __name__ == "__main__":
    main()
