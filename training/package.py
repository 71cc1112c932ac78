"""From learnt weights to newsar_en: an ONNX encoder in signed bytes, heads in half precision, tables for lemmas."""

import argparse
import json
import tempfile
import warnings
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import spacy
import torch
from onnxruntime import quantization
from spacy.language import Language
from torch import nn
from transformers import BertConfig

from newsar_build.pipeline import encoder as _encoder  # noqa: F401  each import registers a factory
from newsar_build.pipeline import lemmas, ner, numbers, parsing, tagging  # noqa: F401
from training import corpora
from training.corpora import Example
from training.teacher import TAGS, Teacher, Vocabulary

VERSION = "1.1.0"
PIPES = (
    ("tok2vec", "newsar_encoder"),
    ("tagger", "newsar_tagger"),
    ("morphologizer", "newsar_morphologizer"),
    ("parser", "newsar_parser"),
    ("lemmatizer", "newsar_lemmatizer"),
    ("ner", "newsar_ner"),
    ("numbers", "newsar_numbers"),
)
HEADS = {
    "tagger": ("xpos",),
    "morphologizer": ("upos", "feats"),
    "parser": ("begins", "arc_head", "arc_word", "root", "rel_head", "rel_word"),
    "ner": ("names",),
}
CAUTION = 0.5
"""What is added to "no name": the model finds more than there is (precision below recall on every dev part)."""
SURE = ("MONEY",)
"""Labels that keep their balance with "no name": of these the model finds too few."""
SEEN_TWICE = 2
"""A lemma that the treebanks have once may be a slip."""


class States(nn.Module):
    """The encoder from vectors and mask to states, as it is exported."""

    def __init__(self, model: Teacher) -> None:
        super().__init__()
        self.bert = model.bert

    def forward(self, vectors: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """vectors: batch x pieces x size; mask: batch x pieces. Returns the states."""
        return self.bert(inputs_embeds=vectors, attention_mask=mask).last_hidden_state


def exported(model: Teacher, *, quantised: bool = True) -> bytes:
    """The encoder as an ONNX graph, its matrices as signed bytes with a scale a column."""
    model.bert.config._attn_implementation = "eager"  # noqa: SLF001  the only one that exports plainly
    example = (torch.zeros(2, 16, model.bert.config.hidden_size), torch.ones(2, 16, dtype=torch.long))
    axes = {name: {0: "batch", 1: "pieces"} for name in ("vectors", "mask", "states")}
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        whole, small = Path(folder) / "whole.onnx", Path(folder) / "small.onnx"
        torch.onnx.export(
            States(model).eval(), example, str(whole), input_names=["vectors", "mask"], output_names=["states"],
            dynamic_axes=axes, dynamo=False, opset_version=17,
        )  # fmt: skip
        if not quantised:
            return whole.read_bytes()
        quantization.quantize_dynamic(whole, small, weight_type=quantization.QuantType.QInt8, per_channel=True)
        return small.read_bytes()


def lemma_tables(examples: list[Example]) -> dict[str, object]:
    """Known lemmas, and for each tag the forms that the rules would get wrong."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    seen: Counter[str] = Counter()
    for example in examples:
        tree = example.tree
        if tree is None:
            continue
        for word, tag, lemma in zip(example.words, tree.xpos, tree.lemmas, strict=True):
            counts[tag, word if tag in {"NNP", "NNPS"} else word.lower()][lemma] += 1
            seen[lemma] += 1
    known = sorted(
        lemma for lemma, times in seen.items() if times >= SEEN_TWICE and lemma.isalpha() and lemma.islower()
    )
    bare = lemmas.Lemmatizer("lemmatizer")
    bare.learn({}, {"known": known, "exceptions": {}})
    exceptions: dict[str, dict[str, str]] = defaultdict(dict)
    for tag, word, lemma in irregular():
        if bare.lemma(word, tag) != lemma:
            exceptions[tag][word] = lemma
    for (tag, word), choices in sorted(counts.items()):
        lemma, times = min(choices.items(), key=lambda item: (-item[1], item[0]))
        if bare.lemma(word, tag) != lemma and (times >= SEEN_TWICE or tag not in {"NN", "NNP", "JJ"}):
            exceptions[tag][word] = lemma
    return {"known": known, "exceptions": exceptions}


def irregular() -> Iterator[tuple[str, str, str]]:
    """Tag, form and lemma of the words in irregular.txt."""
    for line in Path(__file__).with_name("irregular.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        first, second, third = line.split()
        if first == "plural":
            yield "NNS", second, third
        else:
            yield "VBD", second, first
            yield "VBN", third, first


def package(model: Teacher, vocabulary: Vocabulary, examples: list[Example], *, quantised: bool = True) -> Language:
    """The pipeline, ready to be written."""
    nlp = spacy.blank("en")
    for name, factory in PIPES:
        nlp.add_pipe(factory, name=name)
    pipes = dict(nlp.pipeline)
    weights = {name: value.detach().numpy() for name, value in model.state_dict().items()}
    embeddings = weights["bert.embeddings.word_embeddings.weight"]
    scale = np.maximum(np.abs(embeddings).max(1), 1e-8) / 127
    pieces = np.round(embeddings / scale[:, None]).astype(np.int8)
    pipes["tok2vec"].learn(exported(model, quantised=quantised), pieces, scale, weights["shape.weight"])
    lists = {**vocabulary.lists, "names": list(TAGS)}
    for name, parts in HEADS.items():
        arrays = {key: value for key, value in weights.items() if key.split(".")[0] in parts}
        if name == "ner":
            raised = [tag == "O" or tag[2:] in SURE for tag in TAGS]
            arrays["names.bias"] = arrays["names.bias"] + CAUTION * np.array(raised)
        if name == "parser":
            arrays |= {"arc": weights["arc"], "rel": weights["rel"]}
        pipes[name].learn(arrays, {key: lists[key] for key in (*parts, "deps") if key in lists})
    pipes["lemmatizer"].learn({}, lemma_tables(examples))
    nlp.meta.update(
        name="newsar_en", version=VERSION, license="CC BY-SA 4.0", author="The Newsar authors",
        description="English news: tags, morphology, lemmas, dependencies, names and amounts.",
    )  # fmt: skip
    return nlp


def load(work: Path, encoder: Path, name: str) -> tuple[Teacher, Vocabulary]:
    """The model that a training left in `work` under `name`."""
    vocabulary = Vocabulary(json.loads((work / "teacher.json").read_text(encoding="utf-8")))
    weights = torch.load(work / name, weights_only=True)["model"]
    layers = {key.split(".")[3] for key in weights if key.startswith("bert.encoder.layer.")}
    model = Teacher(BertConfig.from_pretrained(str(encoder), num_hidden_layers=len(layers)), vocabulary)
    model.load_state_dict(weights)
    return model.eval(), vocabulary


def main() -> None:
    """``python -m training.package --corpora DIR --encoder DIR --work DIR --out newsar_build/newsar_en``."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    for name in ("corpora", "encoder", "work", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--weights", default="student.pt")
    parser.add_argument("--whole", action="store_true", help="keep the encoder's matrices in single precision")
    args = parser.parse_args()
    model, vocabulary = load(args.work, args.encoder, args.weights)
    examples = [*corpora.gum(args.corpora, "train"), *corpora.ewt(args.corpora, "train")]
    package(model, vocabulary, examples, quantised=not args.whole).to_disk(args.out)


if __name__ == "__main__":
    main()
