"""How each facet is read, as the methodology page tells it. Figures come from measurements, never from here."""

from __future__ import annotations

from collections import defaultdict

from newsar_build.model.pages import Link, Measured, Method, MethodologyPage, RailItem, Site
from newsar_build.render.measured import measured
from newsar_build.render.views.common import chrome

_METHODS: tuple[tuple[str, str, str, str, str], ...] = (
    ("summary", "Briefing summary", "The report’s own sentences that tell most of it.",
     "A logistic model gives each word its chance of being said again in a summary, by position, frequency, names and the "
     "headline; sentences are taken for the most of these chances that they add. Datelines, clauses told beside and days of saying are cut. "
     "A sentence that leans on another comes only after it. Every sentence links to its evidence.",
     "It leaves out what the report leaves out. Confidence says how likely a summary that "
     "somebody wrote has more in common with the sentence than with half of the report’s, not that it is true."),
    ("events", "Who did what", "The main event of the report: who, what, when, where, why and how, in the report’s own words.",
     "Of the opening sentences the one that shares most with the headline; its subject, and its predicate with the objects, by the "
     "parse or, without one, by the first name. Time, place, cause and means from that sentence first, by expressions and cue words.",
     "One event a report. Why and how are often told only between the lines; they are left out where no cue is found."),
    ("claims", "Key claims", "Statements that are worth checking.",
     "A linear model over words, relations of words, meaning and counted features, learnt from sentences that people judged "
     "worth checking or not, its probability calibrated on held-out ones. Types by a linear model over modal verbs, amounts, "
     "tense and judging words; the source is that of the attribution.",
     "A claim that is shown is not thereby true, and one that is not shown may matter."),
    ("attributions", "Sources cited", "The distinct voices to whom the report gives statements.",
     "Quotations of every style, signed ones and a transcript’s turns, and clauses and phrases that a cue governs, by rules over "
     "the parse; speakers resolved through names, the title’s last holder, appositions and pronouns by gender. A statement within "
     "a statement counts only where it names a second voice.",
     "It counts voices, not their weight, and cannot see a source that the report does not name or describe."),
    ("framing", "Framing", "Which of the 15 dimensions of the Media Frames Corpus the report speaks in.",
     "A linear model over cue words and meaning gives each sentence its chance of showing each frame; a frame’s score is the "
     "mean over the report. Cue words alone divide what the training set joins. Several frames or none may be shown.",
     "A topic is not a frame, and words mislead. Policy and politics, law and crime, health and quality of life are told "
     "apart by cue words only, so both are often shown. Learnt from opinion pieces, comments and headlines."),
    ("tone", "Tone", "How alarming the words are, from calm (0) to alarmist (1).",
     "A start of 0.35, plus weighted densities of the outlet’s own words (no quotations, no names) of threat, loss, intensity, extremes and urgency, capitals and a "
     "headline louder than the body, less plain reporting verbs and hedges. No public scale exists; this one is ours.",
     "It reads words, not intent. A calm report of a catastrophe uses words of loss."),
    ("factuality", "Sourcing and factuality", "How a report shows where its statements come from, 0 to 1.",
     "Weighted shares of claims with a source, named sources, primary documents, numbers with a source, hedging, corrections, "
     "a headline that the text supports, and no subjective language. Not a test of truth; no public scale exists.",
     "A well-sourced report can be wrong, and a true one can be badly sourced."),
    ("entities", "Entities and salience", "The people, bodies, places and events that a report names.",
     "Names by the language pipeline, or by rules and word lists where there is none. Shorter forms join the fuller name they "
     "can stand for. Salience weighs first mention, frequency, headline and voice.",
     "Facilities, products and works are often missed. Two things of one name may be taken for one; content/entities.yaml sets that right."),
    ("keywords", "Keywords", "The terms that a report is about.",
     "Names and noun phrases of one to four words, weighed by a logistic model over position, frequency, spread, the headline "
     "and the sort of name. Among the first five phrases come before single words; words that say little alone come late.",
     "A term is the report’s own word: what it calls by another name is another term."),
    ("topics", "Topics", "What the report is about: the top level of the IPTC Media Topics, and international relations below it.",
     "A linear model over cue words, meaning and common words gives passages of about forty words their chances; headline and "
     "opening count double. The confidence is the chance that this is the main topic. At most three are shown.",
     "Learnt from one-sentence news of 2025 and the vocabulary’s own definitions: education, labour, lifestyle, religion, "
     "society and human interest rest on definitions alone. Politics, diplomacy and justice overlap."),
    ("sentences", "Sentences", "What every evidence link points at.",
     "The language pipeline’s sentences, cut at paragraphs and mended where it cut around quotation marks or after a title. "
     "Where a language has no pipeline, rules on full stops, abbreviations and capitals.",
     "Headings without a full stop run into what follows them."),
    ("sources", "Kinds of source", "Whether a source is a person, a body, a document or an unnamed voice.",
     "By the entity that it names, else by its head noun: lists of documents, bodies and people, and endings such as -er. "
     "What is none of these is no source. The figure for sources stands under Sources cited.",
     "A kind that the lists lack is left out; a body under two names counts twice."),
    ("readability", "Readability", "How long the report is and how hard its sentences and words are.",
     "Word count, reading time at 238 words a minute, and textstat’s grades: Flesch, Flesch-Kincaid, Gunning fog, SMOG, "
     "automated readability, Coleman-Liau. They are formulas over counts: there is nothing to be right about.",
     "The grades were made for English and count syllables by rule."),
    ("quality", "Extraction quality", "How complete the extraction is: the share of its checks passed.",
     "Headline, byline, original link, language, length, sentence lengths, leftover markup, entities, summary and claims.",
     "It judges the extraction, not the article."),
    ("stories", "Stories", "Reports of the same event.",
     "Closeness of headlines, openings, bodies and meaning, each word weighed by how common it is in news and in its week; a "
     "gain for near days, a loss for far ones, seen against how alike the reports around are; average link down to the "
     "threshold. Parts that do not hold together by text and headline are stories of their own; stories of the same few "
     "days that hold together as the looser of them does are one.",
     "Developing events may split, look-alike events may join."),
    ("corroboration", "Claims by outlet", "Which outlets of a story make the same claim, and where their numbers differ.",
     "Claims meet by rare shared words, meaning, names and amounts; a row holds one claim a report and every pair in it is "
     "near. Numbers meet clause by clause, where unit, rate and counted thing agree and the clauses say alike; they conflict "
     "where neither rounds to nor holds the other. A count that went on between two days is a change, no conflict. "
     "Dates conflict where one event is said to be on two days. Copies, "
     "reports of one agency and outlets of one owner count once.",
     "Other wordings of a claim are missed rather than guessed; absent means that no sentence comes near."),
    ("perspective", "Perspective", "From which sides a story is told.",
     "Ratings of each rater apart. A blindspot: at least two independent voices tell it, one of them rated on one side, and "
     "none of at least two outlets that the same rater puts on the other side.",
     "A rating is its rater's; outlets that nobody rated are on no side."),
    ("identity", "Entities across briefs", "Whether names in several reports mean the same person, body or place.",
     "Names join by full form, title, acronym and type; content/entities.yaml always wins.",
     "Two people who share a full name become one; a surname alone never joins two."),
    ("salience", "Salience of entities", "How central an entity is to its report, 0 to 1.",
     "A sum of early mention, mentions of the name in all its lengths, its share in the headline, mentions that are nobody’s voice "
     "and the sort of thing, learnt from summaries; names in passing are all alike.",
     "A person referred to by pronouns or office alone is counted too low."),
)  # fmt: skip


def methodology_page(site: Site, figures: str) -> MethodologyPage:
    """How every figure is earned; `figures` is the text of quality.json."""
    found = measured(figures)
    methods = tuple(
        Method(
            anchor=anchor,
            name=name,
            definition=definition,
            method=method,
            limits=limits,
            figures=found.get(anchor, ()),
            notes=_notes(found.get(anchor, ())),
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
        rail=_rail(methods),
        methods=methods,
    )


def _notes(figures: tuple[Measured, ...]) -> tuple[tuple[str, str], ...]:
    """Each note once, with the sets that it is of; with the measures too where a set has several notes."""
    told: dict[str, set[str]] = defaultdict(set)
    for each in figures:
        if each.note:
            told[each.dataset].add(each.note)
    named: dict[str, dict[str, None]] = defaultdict(dict)
    for each in figures:
        if each.note:
            one = f"{each.dataset}: {each.measure}" if len(told[each.dataset]) > 1 else each.dataset
            named[each.note][one] = None
    return tuple((", ".join(names), note) for note, names in named.items())


def _rail(methods: tuple[Method, ...]) -> tuple[RailItem, ...]:
    figures = [figure for method in methods for figure in method.figures]
    aimed = [figure for figure in figures if figure.reached is not None]
    reached = sum(1 for figure in aimed if figure.reached)
    return (
        RailItem(short="Facets", full="Kinds of finding", value=str(len(methods))),
        RailItem(short="Measured", full="Facets with figures", value=str(sum(1 for each in methods if each.figures))),
        RailItem(short="Figures", full="Measured figures", value=str(len(figures))),
        RailItem(short="Aims", full="Aims reached", value=f"{reached} of {len(aimed)}"),
        RailItem(short="Sets", full="Evaluation sets", value=str(len({figure.dataset for figure in figures}))),
        RailItem(short="Latest", full="Latest run", value=max((each.measured for each in figures), default="none")),
    )
