"""How each facet is read, as the methodology page tells it. Figures come from measurements, never from here."""

from __future__ import annotations

from newsar_build.model.pages import Link, Method, MethodologyPage, Site
from newsar_build.render.views.common import chrome

UNMEASURED = (("Accuracy", "not yet measured"),)

_METHODS: tuple[tuple[str, str, str, str, str], ...] = (
    ("summary", "Briefing summary", "The report’s own sentences that tell most of it.",
     "Sentences are weighed by position, centrality, keywords, names, numbers and the headline’s words; each next one is "
     "taken for what it adds. Those that lean on a sentence before them are not used. Every sentence links to its evidence.",
     "It leaves out what the report leaves out. Confidence says how far a sentence leads the others, not that it is true."),
    ("events", "Who did what", "The main event of the report: who, what, when, where, why and how, in the report’s own words.",
     "Of the opening sentences the one that shares most with the headline; its subject, and its predicate with the objects, by the "
     "parse or, without one, by the first name. Time, place, cause and means from that sentence first, by expressions and cue words.",
     "One event a report. Why and how are often told only between the lines; they are left out where no cue is found."),
    ("claims", "Key claims", "Statements that are worth checking.",
     "A logistic function of countable features: numbers, money, names, dates, comparisons and past tense for; hedges, first "
     "person, questions, judging words and opening pronouns against. Types by rule; the source is that of the attribution.",
     "A claim that is shown is not thereby true, and one that is not shown may matter."),
    ("attributions", "Sources cited", "The distinct voices to whom the report gives statements.",
     "Quotations of every style and clauses governed by a verb of saying, with the source beside the verb; names, titles and "
     "pronouns resolved. People, bodies, documents and unnamed voices are kept apart.",
     "It counts voices, not their weight, and cannot see a source that the report does not name or describe."),
    ("framing", "Framing", "Which of the 15 dimensions of the Media Frames Corpus the report speaks in.",
     "A frame’s score is the share of sentences with at least one of its cue words. Several frames or none may be shown.",
     "Words cue a frame, they do not prove it; a topic is not a frame."),
    ("tone", "Tone", "How alarming the words are, from calm (0) to alarmist (1).",
     "A start of 0.35, plus weighted densities of words of threat, loss, intensity, extremes and urgency, capitals and a "
     "headline louder than the body, less plain reporting verbs and hedges. No public scale exists; this one is ours.",
     "It reads words, not intent. A calm report of a catastrophe uses words of loss."),
    ("factuality", "Sourcing and factuality", "How a report shows where its statements come from, 0 to 1.",
     "Weighted shares of claims with a source, named sources, primary documents, numbers with a source, hedging, corrections, "
     "a headline that the text supports, and no subjective language. Not a test of truth; no public scale exists.",
     "A well-sourced report can be wrong, and a true one can be badly sourced."),
    ("entities", "Entities and salience", "The people, bodies, places and events that a report names.",
     "Names by the language pipeline, or by rules and word lists where there is none. Shorter forms join the fuller name they "
     "can stand for. Salience weighs first mention, frequency, headline and spread.",
     "Two things of one name may be taken for one; content/entities.yaml sets that right."),
    ("keywords", "Keywords", "The terms that a report is about.",
     "One to three words, weighed by frequency, position, the headline and names, after YAKE (Campos et al. 2020).",
     "A term is the report’s own word: what it calls by another name is another term."),
    ("topics", "Topics", "The top level of the IPTC Media Topics.",
     "The share of cue words that are a topic’s own, headline and section counting more; at most three.",
     "Below one cue word in five no topic is given."),
    ("quality", "Extraction quality", "How complete the extraction is: the share of its checks passed.",
     "Headline, byline, original link, language, length, sentence lengths, leftover markup, entities, summary and claims.",
     "It judges the extraction, not the article."),
    ("stories", "Stories", "Reports of the same event.",
     "TF-IDF of headline and opening words, names counting double, less the days between; average link down to the threshold.",
     "Developing events may split, look-alike events may join."),
)  # fmt: skip


def methodology_page(site: Site) -> MethodologyPage:
    """How every figure is earned."""
    methods = tuple(
        Method(
            anchor=anchor,
            name=name,
            definition=definition,
            method=method,
            limits=limits,
            weights=(),
            figures=UNMEASURED,
        )
        for anchor, name, definition, method, limits in _METHODS
    )
    return MethodologyPage(
        chrome=chrome(
            site,
            "methodology/",
            "Methodology",
            "How each figure is earned",
            Link(name="Today", target=""),
            here="Methodology",
        ),
        methods=methods,
    )
