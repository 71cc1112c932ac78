"""Annotated text of every format becomes the same kind of example."""

from __future__ import annotations

from pathlib import Path

from training import corpora, labels


def spans(example: corpora.Example) -> list[tuple[str, str]]:
    return [(" ".join(example.words[start:end]), label) for start, end, label in example.entities]


def test_newswire_tags_are_laid_over_the_original_text(tmp_path: Path) -> None:
    folder = tmp_path / "worldwide_newswire" / "dev"
    folder.mkdir(parents=True)
    tags = [
        "Mira\tB-Person", "Orrin\tI-Person", "’s\tO", "Tidal\tB-Organization", "-\tI-Organization",
        "9\tI-Organization", "closed\tO", "Monday\tB-Misc", ".\tO",
    ]  # fmt: skip
    (folder / "a.txt.tsv").write_text("http://x.example\tO\n\n" + "\n".join(tags) + "\n", encoding="utf-8")
    (folder / "a.txt").write_text("http://x.example\n\nMira Orrin's Tidal-9 closed Monday.", encoding="utf-8")
    (example,) = corpora.worldwide(tmp_path, "dev", corpora.tokenizer())
    assert spans(example) == [("Mira Orrin", "PERSON"), ("Tidal-9", "ORG"), ("Monday", "DATE")]


def test_of_nested_spans_a_person_keeps_the_name_without_the_title() -> None:
    text = "Minister Dr Mira Orrin spoke at the flood in Skerrin."
    found = list(
        corpora._men_spans(text, [(0, 22, "PERSON"), (12, 22, "PERSON"), (36, 41, "EVENT"), (45, 52, "LOCATION")])
    )
    assert found == [(12, 22, "PERSON"), (45, 52, "LOC")]


TREE = """# newdoc id = GUM_news_tides
# sent_id = 1
1\tPresident\tPresident\tPROPN\tNNP\t_\t2\tcompound\t_\tEntity=(1-person-new-nnnnn-cf1-2,3-sgl
2\tMira\tMira\tPROPN\tNNP\t_\t4\tnsubj\t_\t_
3\tOrrin\tOrrin\tPROPN\tNNP\t_\t2\tflat\t_\tEntity=1)
4-5\tdidn't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No
4\tdid\tdo\tAUX\tVBD\t_\t0\troot\t_\t_
5\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_
6\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_
"""


def test_a_treebank_document_has_heads_spaces_and_names_without_titles(tmp_path: Path) -> None:
    path = tmp_path / "gum.conllu"
    path.write_text(TREE, encoding="utf-8")
    (example,) = corpora.treebank(path)
    assert example.tree
    assert example.tree.heads == (1, 3, 1, 3, 3, 3)
    assert example.spaces[3:] == (False, False, True)
    assert spans(example) == [("Mira Orrin", "PERSON")]


def test_every_corpus_says_which_labels_it_leaves_out() -> None:
    for silent in labels.SILENT.values():
        assert set(silent) <= set(labels.LEARNT)
