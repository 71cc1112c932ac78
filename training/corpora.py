"""Annotated text, whatever its format, as one kind of `Example`."""

import csv
import itertools
import json
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import spacy
from spacy.language import Language

from training import labels

MEN_DEV_SHARE = 8
"""One MEN article in this many is held out as its dev part, chosen by checksum of its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """One sentence's annotation: a row a word; heads count from 0 in the example, root is itself."""

    xpos: tuple[str, ...]
    upos: tuple[str, ...]
    feats: tuple[str, ...]
    lemmas: tuple[str, ...]
    heads: tuple[int, ...]
    deps: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One document: words, typed spans over words (end exclusive), trees where annotated.

    ``spaces[i]`` tells whether a blank follows word i; ``sentences`` are the first words of
    sentences, empty where the corpus does not say. ``corpus`` is None where entities are not
    annotated at all.
    """

    name: str
    words: tuple[str, ...]
    spaces: tuple[bool, ...]
    corpus: str | None = None
    entities: tuple[tuple[int, int, str], ...] = ()
    sentences: tuple[int, ...] = ()
    tree: Tree | None = None


def tokenizer() -> Language:
    """The English tokenizer that the pipeline will run with."""
    return spacy.blank("en")


def from_offsets(nlp: Language, name: str, corpus: str, text: str, spans: Iterable[tuple[int, int, str]]) -> Example:
    """Words of text with the spans (code points) that cover them; longest first where two overlap."""
    doc = nlp.make_doc(text)
    taken = [False] * len(doc)
    entities = []
    for start, end, label in sorted(spans, key=lambda s: (s[0] - s[1], s[0])):
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is None or any(taken[span.start : span.end]):
            continue
        taken[span.start : span.end] = [True] * len(span)
        entities.append((span.start, span.end, label))
    keep = [t.i for t in doc if not t.is_space]
    place = {old: new for new, old in enumerate(keep)}
    moved = [
        (min(inside), max(inside) + 1, label)
        for start, end, label in entities
        if (inside := [place[i] for i in range(start, end) if i in place])
    ]
    return Example(
        name=name,
        words=tuple(doc[i].text for i in keep),
        spaces=tuple(bool(doc[i].whitespace_) or _space_next(doc, i) for i in keep),
        corpus=corpus,
        entities=tuple(sorted(moved)),
    )


def _space_next(doc: spacy.tokens.Doc, i: int) -> bool:
    return i + 1 < len(doc) and doc[i + 1].is_space


def worldwide(root: Path, part: str, nlp: Language) -> Iterator[Example]:
    """The Worldwide newswire articles of a part, projected onto their original text."""
    for path in sorted((root / "worldwide_newswire" / part).glob("*.tsv")):
        rows = [
            (word, tag)
            for line in path.read_text(encoding="utf-8").split("\n")[1:]
            if line.strip()
            for word, tag in [line.split("\t")[:2]]
        ]
        raw = path.with_suffix("").read_text(encoding="utf-8", errors="replace")
        text = raw.split("\n", 1)[1].strip()
        offsets = _project([w for w, _ in rows], text)
        if offsets is None:
            text = " ".join(w for w, _ in rows)
            offsets = _project([w for w, _ in rows], text) or []
        spans = [
            (offsets[a][0], offsets[b - 1][1], _worldwide_label(label, rows[a][0]))
            for a, b, label in _bio([tag for _, tag in rows])
        ]
        yield from_offsets(nlp, path.name, "worldwide", text, spans)


def _worldwide_label(label: str, first: str) -> str:
    if first.lower() in labels.WEEKDAYS:
        return labels.DATE
    return labels.WORLDWIDE[label]


def _project(words: list[str], text: str) -> list[tuple[int, int]] | None:
    """Where each word stands in text, white space and quote style aside; None if they differ."""
    plain = text.translate(QUOTES)
    offsets, at = [], 0
    for word in words:
        begin = None
        for char in word.translate(QUOTES):
            if char.isspace():
                continue
            while at < len(plain) and plain[at].isspace():
                at += 1
            if at >= len(plain) or plain[at] != char:
                return None
            begin = at if begin is None else begin
            at += 1
        offsets.append((begin if begin is not None else at, at))
    return offsets


QUOTES = str.maketrans("‘’“”", "''\"\"")


def _bio(tags: list[str]) -> list[tuple[int, int, str]]:
    """Spans (end exclusive) of a tag sequence; a stray I- opens one, B-O counts as O."""
    spans: list[tuple[int, int, str]] = []
    for i, tag in enumerate(tags):
        kind, _, label = tag.partition("-")
        if kind == "O" or label in {"", "O"}:
            continue
        if kind == "I" and spans and spans[-1][1] == i and spans[-1][2] == label:
            spans[-1] = (spans[-1][0], i + 1, label)
        else:
            spans.append((i, i + 1, label))
    return spans


def men(root: Path, part: str, nlp: Language) -> Iterator[Example]:
    """Malaysian news; part is train or dev. A person's name is the innermost span, without titles."""
    base = root / "men_news" / "data"
    for article in json.loads((base / "annotated_set.json").read_text(encoding="utf-8")):
        name = article["id"]
        held_out = zlib.crc32(name.encode()) % MEN_DEV_SHARE == 0
        if held_out != (part == "dev"):
            continue
        text = (base / "article_text" / f"{name}.txt").read_text(encoding="utf-8")
        spans = [(e["position"]["start_offset"], e["position"]["end_offset"], e["label"]) for e in article["entities"]]
        yield from_offsets(nlp, name, "men", text, list(_men_spans(text, spans)))


def _men_spans(text: str, spans: list[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    people = [s for s in spans if s[2] == "PERSON"]
    for start, end, label in spans:
        ours = labels.MEN.get(label.replace(" ", "_"))
        if ours is None:
            continue
        if label == "PERSON" and any(o[:2] != (start, end) and o[0] >= start and o[1] <= end for o in people):
            continue
        if label == "EVENT" and not any(c.isupper() for c in text[start:end]):
            continue
        yield start, end, ours


def men_outermost(root: Path, part: str) -> Iterator[tuple[str, list[tuple[int, int, str]]]]:
    """Text and outermost person, organization and location spans: the strictest reading of MEN."""
    base = root / "men_news" / "data"
    for article in json.loads((base / "annotated_set.json").read_text(encoding="utf-8")):
        if (zlib.crc32(article["id"].encode()) % MEN_DEV_SHARE == 0) != (part == "dev"):
            continue
        text = (base / "article_text" / f"{article['id']}.txt").read_text(encoding="utf-8")
        spans = [
            (e["position"]["start_offset"], e["position"]["end_offset"], labels.MEN[e["label"]])
            for e in article["entities"]
            if e["label"] in {"PERSON", "ORGANIZATION", "LOCATION"}
        ]
        outer = [
            s for s in sorted(set(spans)) if not any(o[:2] != s[:2] and o[0] <= s[0] and o[1] >= s[1] for o in spans)
        ]
        yield text, outer


def treebank(path: Path) -> Iterator[Example]:
    """A document an example of a CoNLL-U file; entities from GUM's mentions where it has them."""
    blocks = path.read_text(encoding="utf-8").split("# newdoc id = ")[1:]
    for block in blocks:
        name, _, body = block.partition("\n")
        yield _conllu(name.strip(), body)


def _conllu(name: str, body: str) -> Example:
    words, spaces, sentences = [], [], []
    columns: list[list[str]] = []
    heads: list[int] = []
    entity_fields: list[str] = []
    in_multiword = (0, False)
    for sentence in body.split("\n\n"):
        rows = [r.split("\t") for r in sentence.split("\n") if r[:1].isdigit()]
        if not rows:
            continue
        first = len(words)
        sentences.append(first)
        for row in rows:
            if "." in row[0]:
                continue
            if "-" in row[0]:
                in_multiword = (int(row[0].split("-")[1]), "SpaceAfter=No" not in row[9])
                continue
            number = int(row[0])
            words.append(row[1])
            if number < in_multiword[0]:
                spaces.append(False)
            elif number == in_multiword[0]:
                spaces.append(in_multiword[1])
            else:
                spaces.append("SpaceAfter=No" not in row[9])
            columns.append([row[4], row[3], row[5], row[2], row[7]])
            heads.append(first + int(row[6]) - 1 if row[6] != "0" else len(words) - 1)
            entity_fields.append(next((f[7:] for f in row[9].split("|") if f.startswith("Entity=")), ""))
        in_multiword = (0, False)
    xpos, upos, feats, lemmas, deps = (tuple(c) for c in zip(*columns, strict=True))
    tree = Tree(xpos=xpos, upos=upos, feats=feats, lemmas=lemmas, heads=tuple(heads), deps=deps)
    is_gum = name.startswith("GUM_")
    return Example(
        name=name,
        words=tuple(words),
        spaces=tuple(spaces),
        corpus="gum" if is_gum else None,
        entities=tuple(_gum_names(words, upos, entity_fields)) if is_gum else (),
        sentences=tuple(sentences),
        tree=tree,
    )


def _gum_names(words: list[str], upos: tuple[str, ...], fields: list[str]) -> list[tuple[int, int, str]]:
    """The names among GUM's mentions: a mention whose head is a proper noun, cut to its name."""
    opened: dict[str, list[tuple[int, list[str]]]] = {}
    mentions = []
    for i, field in enumerate(fields):
        for piece in re.findall(r"\([^()]*\)?|[^()]+\)", field):
            if piece.startswith("("):
                parts = piece.strip("()").split("-", 7)
                if piece.endswith(")"):
                    mentions.append((i, i + 1, parts))
                else:
                    opened.setdefault(parts[0], []).append((i, parts))
            else:
                group = piece.rstrip(")").split("-")[0]
                if opened.get(group):
                    start, parts = opened[group].pop()
                    mentions.append((start, i + 1, parts))
    names = []
    for start, end, parts in mentions:
        label = labels.GUM.get(parts[1], labels.UNKNOWN)
        span = _name_in(words, upos, start, end, parts)
        if span is not None:
            a, b = span
            while label == labels.PERSON and b - a > 1 and _is_title(words[a]):
                a += 1
            if words[a].lower() in JOINERS:
                label = labels.UNKNOWN
            names.append((a, b, label))
    return _outermost(names)


JOINERS = frozenset("of the and for de la del al & - ' 's on in".split())


def _name_in(words: list[str], upos: tuple[str, ...], start: int, end: int, parts: list[str]) -> tuple[int, int] | None:
    heads = [start + int(n) - 1 for n in re.findall(r"\d+", parts[5])] if len(parts) > 5 else []
    if not heads or heads[-1] >= end or upos[heads[0]] != "PROPN":
        return None
    if any(not words[h][:1].isupper() and words[h].lower() not in JOINERS for h in heads):
        return None

    def named(i: int) -> bool:
        return upos[i] == "PROPN" or (words[i][:1].isupper() and upos[i] in {"ADJ", "NOUN", "NUM"})

    def part(i: int) -> bool:
        return named(i) or words[i].lower() in JOINERS

    a = b = heads[0]
    while a > start and part(a - 1):
        a -= 1
    while b + 1 < end and (part(b + 1) or (words[b + 1].isdigit() and upos[b + 1] == "NUM")):
        b += 1
    while a < b and not named(a):
        a += 1
    while b > a and not (named(b) or words[b].isdigit()):
        b -= 1
    return a, b + 1


def _is_title(word: str) -> bool:
    return word.lower().rstrip(".") in labels.TITLES


def _outermost(spans: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    kept: list[tuple[int, int, str]] = []
    last = -1
    for span in sorted(set(spans), key=lambda s: (s[0], -s[1], s[2])):
        if span[0] >= last:
            kept.append(span)
            last = span[1]
    return kept


def ewt(root: Path, part: str) -> Iterator[Example]:
    """The English Web Treebank with UNER's names laid over the same sentences."""
    names = dict(_uner_sentences(root, part))
    for block in (root / "ud_ewt" / f"en_ewt-ud-{part}.conllu").read_text(encoding="utf-8").split("# newdoc id = ")[1:]:
        name, _, body = block.partition("\n")
        example = _conllu(name.strip(), body)
        bounds = itertools.pairwise((*example.sentences, len(example.words)))
        ids = re.findall(r"# sent_id = (\S+)", body)
        entities, known = [], True
        for (first, end), sentence in zip(bounds, ids, strict=True):
            spans = names.get(sentence)
            if spans is None or spans[0] != list(example.words[first:end]):
                known = False
                break
            entities += [(first + a, first + b, labels.UNER[label]) for a, b, label in spans[1]]
        yield Example(
            name=example.name,
            words=example.words,
            spaces=example.spaces,
            corpus="uner" if known else None,
            entities=tuple(entities) if known else (),
            sentences=example.sentences,
            tree=example.tree,
        )


def _uner_sentences(root: Path, part: str) -> Iterator[tuple[str, tuple[list[str], list[tuple[int, int, str]]]]]:
    path = next((root / "uner_ewt").glob(f"en_ewt-ud-{part}*.iob2"))
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        found = re.search(r"# sent_id = (\S+)", block)
        rows = [r.split("\t") for r in block.split("\n") if r[:1].isdigit()]
        if found:
            yield found[1], ([r[1] for r in rows], _bio([r[2] for r in rows]))


def columns(path: Path, corpus: str, names: dict[str, str]) -> Iterator[Example]:
    """Sentences of ``word tag`` lines (CrossNER, Wikigold), a sentence an example."""
    for number, block in enumerate(path.read_text(encoding="utf-8").split("\n\n")):
        rows = [line.split() for line in block.split("\n") if len(line.split()) == 2]
        if len(rows) < 3 or rows[0][0].startswith("-DOCSTART"):
            continue
        spans = [(a, b, names.get(t, labels.UNKNOWN)) for a, b, t in _bio([r[1] for r in rows])]
        yield Example(
            name=f"{path.parent.name}-{path.stem}-{number}",
            words=tuple(r[0] for r in rows),
            spaces=tuple(True for _ in rows),
            corpus=corpus,
            entities=tuple(spans),
            sentences=(0,),
        )


def crossner(root: Path) -> Iterator[Example]:
    """CrossNER's train sentences of every domain."""
    for path in sorted((root / "crossner").glob("*/*.txt")):
        yield from columns(path, "crossner", labels.CROSSNER)


def wikigold(root: Path) -> Iterator[Example]:
    """Wikigold's sentences."""
    path = root / "wikigold" / "CONLL-format" / "data" / "wikigold.conll.txt"
    yield from columns(path, "wikigold", labels.WIKIGOLD)


def gum(root: Path, part: str) -> Iterator[Example]:
    """GUM's documents, its non-commercial genres already left out."""
    yield from treebank(root / "gum" / f"gum-{part}.conllu")


def voice_of_america(root: Path) -> Iterator[list[str]]:
    """Sentences of the GMB export, words only: its labels are too coarse to learn from."""
    path = root / "gmb_kaggle" / "ner_dataset.csv"
    with path.open(encoding="latin-1", newline="") as lines:
        sentence: list[str] = []
        for row in csv.DictReader(lines):
            if row["Sentence #"] and sentence:
                yield sentence
                sentence = []
            sentence.append(row["Word"])
        if sentence:
            yield sentence
