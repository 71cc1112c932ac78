"""Who did what, when, where, why and how: the main event of a report, each answer a stretch of its text.

The main event is looked for among the opening sentences, in the one that shares most with the headline. Where the parse
gives dependencies (Universal Dependencies), its predicate is the sentence's root or, under a verb of saying, what was
said; *who* is the predicate's subject, *what* the predicate with its objects. Without a parse *who* is the first name,
those of the headline before others, and *what* the words after it. *When* is the first time expression, *where* what
the parse places the event at, else the place that headline, preposition and repetition speak for, *why* and *how* an
adverbial clause of cause, purpose or means, or the clause after a cue (`lexicons/event_cues.txt`). *When* is looked for
in the event's sentence first and then in the opening; *why* and *how* only where a sentence shares words with the
headline: other causes are those of other events. The questions follow Giveme5W1H (Hamborg, Breitinger and Gipp 2019).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from functools import cache

from spacy.tokens import Doc, Token

from newsar_build.analyse import lexicon
from newsar_build.analyse.analyser import Analyser, AnalyserConfig, Filing, Report
from newsar_build.analyse.furniture import furniture
from newsar_build.analyse.standing import LEXICONS, is_bare
from newsar_build.analyse.support import stem
from newsar_build.model.dateline import DATELINE, after_dateline
from newsar_build.model.findings import Entities, EntityFinding, EntityType, Event, Sentences, Span

OPENING = 6
"""Sentences among which the main event and its circumstances are looked for: news tells them at the top."""
RANK = 0.08
"""What each sentence further down loses against the share of headline words: the lead wins near ties."""
LEANING = 0.3
"""What a sentence loses whose subject is a pronoun or only "the group", or which opens a quotation: it leans."""
SAME_EVENT = 2
"""Words of the headline that a sentence must share to tell of its event."""
SURELY = 3
"""Words of the headline with which a sentence further down still tells when."""
IN_HEADLINE, AT_PLACE, FURTHER = 2.0, 1.5, 0.25
"""What speaks for a place beside each doubling of its mentions: the headline, a preposition; what a sentence costs."""
FEWEST = 5
"""Words; a shorter sentence is a caption or a heading."""
LEAST = 3
"""Words of a cause or means, its cue among them: fewer are a clause cut short."""
MOST = 14
"""Words of an answer: one line holds six of them."""
WHOLE = 4
"""Words that an answer keeps when its unfinished end is cut."""

_WORD = re.compile(r"\w+(?:[’'.-]\w+)*")
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\.)"
)
_TIME = re.compile(
    rf"\b(?:(?:early|late|last|next|this)\s+)?{_DAY}(?:\s+(?:morning|afternoon|evening|night))?\b"
    rf"|\b{_MONTH}\s\d{{1,2}}(?:,\s\d{{4}})?\b|\b\d{{1,2}}(?:st|nd|rd|th)?\s{_MONTH}(?:\s\d{{4}})?\b|\b{_MONTH}\s\d{{4}}\b"
    r"|\b(?:yesterday|today|tonight|tomorrow|overnight)\b"
    r"|\b(?i:last|next|(?:earlier\s|later\s)?this)\s(?:night|morning|afternoon|evening|week(?:end)?|month|year)\b"
    r"|\b(?i:last|next|this)\s(?:spring|summer|autumn|winter)\b"
    r"|\b\d{1,2}(?:[:.]\d\d)?\s?(?:a\.m\.|p\.m\.|am\b|pm\b)"
)
_WHERE_AFTER = re.compile(
    r"\b(?:in|at|near|outside|inside|off|across|around|from)\s(?:the\s|\w+ern\s|central\s)?$", re.IGNORECASE
)
_CLAUSE_END = re.compile(r"[.;:!?—–()“”\"]|,\s|\s-\s|$")
_BY = re.compile(r"\bby\s[a-z]+ing\b")
_PRONOUNS = frozenset("he she it they we i you this that these those who which what there".split())  # noqa: SIM905
_UNNAMED = frozenset("some many most all both others another none".split())  # noqa: SIM905
_ASIDE = frozenset("during amid after before as with while for".split())  # noqa: SIM905
"""Words that open no subject: a parse that says so is wrong."""
_SPEAKING = frozenset("i we you my our your".split())  # noqa: SIM905
"""Somebody's own words: a cause that is claimed in a quotation is not told by the report."""
_CAUSAL = frozenset(["because"])
"""Not "as" and "since", which tell times more often in an opening."""
_AT = frozenset("in at near outside inside".split())  # noqa: SIM905
_SOMEWHERE = frozenset(["", "GPE", "LOC", "FAC", "ORG"])
"""Entity labels of what one can be at: a house is often taken for the body that sits there."""
_CLAUSES = frozenset(["acl", "appos", "parataxis", "punct", "conj", "cc"])
_UNFINISHED = frozenset(["DET", "ADP", "CCONJ", "SCONJ", "PART", "PRON", "AUX", "ADJ", "ADV", "NUM", "PUNCT", "VERB"])
"""Words at which an answer that is too long does not end: "to stop selling his"."""
_DESCRIBING = frozenset(["amod", "nmod", "nummod"])
"""What belongs to a predicate that is a noun: "are at greater risk of floods"."""
_TYING = frozenset(["also", "later", "then", "now", "still", "meanwhile", "however", "thus", "instead"])
_CORE = frozenset(["obj", "xcomp", "ccomp"])
_KEPT = frozenset(["obj", "iobj", "xcomp", "ccomp", "compound", "aux", "cop", "advmod", "obl", "fixed", "case", "det"])


def find_event(
    report: Report, filing: Filing, doc: Doc, sentences: Sentences, entities: Entities, *, config: AnalyserConfig
) -> Event:
    """The main event; an answer that the report does not give, or not so that a rule finds it, is None."""
    del config
    begin = after_dateline(report.text)
    page = furniture(report, sentences.spans, doc)
    within = tuple(span for span in sentences.spans if span not in page) or sentences.spans
    bare = tuple(_undated(report.text, span) for span in within if span.end > begin)
    told = tuple(span for span in bare if not _repeats(report.text[span.start : span.end], filing.headline))
    found = _event(report, filing, doc, told, entities)
    return found if found.who is not None or told == bare else _event(report, filing, doc, bare, entities)


def _undated(text: str, span: Span) -> Span:
    """A sentence without the dateline that opens it, which may stand under a caption."""
    return Span(start=span.start + after_dateline(text[span.start : span.end]), end=span.end)


def _event(report: Report, filing: Filing, doc: Doc, told: tuple[Span, ...], entities: Entities) -> Event:
    """The main event among these sentences."""
    opening = _statements(report.text, told)[:OPENING]
    if not opening:
        return NOTHING
    parsed = doc.has_annotation("DEP")
    best = _main(report.text, filing.headline, opening, doc if parsed else None)
    near = (best, *(span for span in opening if span != best))
    who, what = _by_parse(doc, best) if parsed else _by_names(report.text, filing.headline, best, entities)
    wanted = _stems(filing.headline)
    same = tuple(s for s in near if s == best or len(wanted & _stems(report.text[s.start : s.end])) >= SAME_EVENT)
    later = tuple(s for s in told[OPENING:] if len(wanted & _stems(report.text[s.start : s.end])) >= SURELY)
    return Event(
        who=who,
        what=what,
        when=_first(_TIME, report.text, near) or _first(_TIME, report.text, later),
        where=(_place_of(doc, best) if parsed else None) or _where(report.text, filing.headline, near, entities),
        why=(_clause_of(doc, best, "why") if parsed else None) or _cued(report.text, same, "why", doc),
        how=_clause_of(doc, best, "how") or _cued(report.text, same, "how", doc)
        if parsed
        else _how(report.text, same, doc),
    )


_PLACES = frozenset([EntityType.LOCATION, EntityType.FACILITY])
NOTHING = Event(who=None, what=None, when=None, where=None, why=None, how=None)


def _repeats(sentence: str, headline: str) -> bool:
    """Whether a line is the headline once more, without a full stop."""
    return not sentence.endswith((".", "!", "?", "”", '"')) and _stems(sentence) == _stems(headline)


def _statements(text: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    """The sentences that may tell of an event; any where none is long enough."""
    return tuple(span for span in spans if len(_WORD.findall(text[span.start : span.end])) >= FEWEST) or tuple(spans)


def _main(text: str, headline: str, opening: Sequence[Span], doc: Doc | None) -> Span:
    """The sentence that tells the event: much of the headline, early, with a subject of its own."""
    wanted = _stems(headline)

    def weight(rank: int, span: Span) -> float:
        shared = len(wanted & _stems(text[span.start : span.end])) / max(len(wanted), 1)
        subject = _subject(_predicate(doc, span), span.start) if doc is not None else None
        first = subject.lower_ if subject is not None else text[span.start : span.end].split(maxsplit=1)[0].lower()
        quoted = text[span.start] in '“"'
        bare = subject is not None and is_bare(subject)
        return shared - RANK * rank - LEANING * (first in _PRONOUNS or quoted or bare)

    return max(enumerate(opening), key=lambda each: (weight(*each), -each[0]))[1]


def _stems(words: str) -> frozenset[str]:
    lowers = (found.group().lower() for found in _WORD.finditer(words))
    return frozenset(stem(lower) for lower in lowers if lower not in lexicon.words("summary_glue"))


def _by_names(text: str, headline: str, sentence: Span, entities: Entities) -> tuple[Span | None, Span | None]:
    """Without a parse: the first name of the sentence that is no place, and what follows it up to the next comma."""
    acting = [item for item in entities.items if item.type not in _PLACES]
    inside = sorted(
        (not _named(headline, item), span) for item in acting for span in item.mentions if _within(span, sentence)
    )
    if not inside:
        return None, None
    who = inside[0][1]
    return who, _up_to(text, who.end, sentence.end)


def _named(headline: str, item: EntityFinding) -> bool:
    """Whether the headline names the entity by any of its forms."""
    return any(re.search(rf"(?<!\w){re.escape(alias)}(?!\w)", headline) for alias in item.aliases)


def _by_parse(doc: Doc, sentence: Span) -> tuple[Span | None, Span | None]:
    """Subject and predicate of the sentence's event; neither where the subject is missing or a pronoun."""
    predicate = _predicate(doc, sentence)
    subject = _subject(predicate, sentence.start)
    if predicate is None or subject is None or subject.lower_ in _PRONOUNS:
        return None, None
    who = _phrase(subject)
    if who[0].lower_ in _ASIDE or (len(who) == 1 and who[0].lower_ in _UNNAMED):
        return None, None
    return _placed(who), _placed(_from_verb(_verb_phrase(predicate, {token.i for token in who})))


def _predicate(doc: Doc | None, sentence: Span) -> Token | None:
    """The head of the sentence's main statement, not of the words that attribute it to somebody."""
    tokens = _tokens(doc, sentence)
    inside = {token.i for token in tokens}
    root = next((token for token in tokens if token.head.i == token.i or token.head.i not in inside), None)
    for _ in range(2):
        told = next((child for child in root.children if _tells_event(child)), None) if root is not None else None
        root = told or root
    return root


def _tells_event(clause: Token) -> bool:
    """Whether a clause is somebody's words, and somebody or something acts in it: "there was nobody aboard" is none.

    A verb of saying governs it, or it stands before its verb ("the line was down, the board found"). To be told or
    warned is an event itself.
    """
    verb = clause.head
    said = verb.lower_ in lexicon.words("attribution_verbs") or clause.i < verb.i
    passive = any(child.dep_ == "nsubj:pass" for child in verb.children)
    labels = {_label(child) for child in clause.children}
    return _label(clause) == "ccomp" and said and not passive and "nsubj" in labels and "expl" not in labels


def _tokens(doc: Doc | None, span: Span) -> tuple[Token, ...]:
    found = doc.char_span(span.start, span.end, alignment_mode="expand") if doc is not None else None
    return tuple(token for token in found if not token.is_space) if found is not None else ()


def _subject(predicate: Token | None, begin: int = 0) -> Token | None:
    """The predicate's own subject, else that of the verb it is joined to; none that stands before `begin`."""
    while predicate is not None:
        for child in predicate.children:
            if _label(child) in ("nsubj", "csubj") and child.idx >= begin:
                return child
        predicate = predicate.head if _label(predicate) in ("conj", "xcomp") else None
    return None


def _label(token: Token) -> str:
    """The relation without its subtype."""
    return token.dep_.partition(":")[0]


def _phrase(head: Token) -> tuple[Token, ...]:
    """A noun phrase with what describes it, without clauses and asides after it."""
    dropped = {
        each.i
        for child in head.children
        if child.i > head.i and _label(child) in _CLAUSES - {"conj", "cc"}
        for each in child.subtree
    }
    kept = [token for token in head.subtree if token.i not in dropped]
    return _run(kept, head.i)


def _verb_phrase(predicate: Token, subject: Iterable[int]) -> tuple[Token, ...]:
    """The predicate with its helping verbs and, up to the first other thing, its objects."""
    told = set(subject)
    wanted = _KEPT if predicate.pos_ in ("VERB", "AUX") else _KEPT | _DESCRIBING
    parts = [
        child for child in predicate.children if child.i not in told and (_label(child) in wanted or _asked(child))
    ]
    last = max((child.i for child in parts if _label(child) in _CORE), default=predicate.i)
    bare = last == predicate.i and any(child.i > last and not _is_scene(child) for child in parts)
    kept = [predicate]
    for child in parts:
        spent = bare and child.left_edge.i == predicate.i + 1 and child.left_edge.pos_ != "ADP"
        if not _is_scene(child) or predicate.i < child.i < last or spent:
            kept.extend(token for token in child.subtree if token.i not in told)
    return _run(kept, predicate.i)


def _asked(clause: Token) -> bool:
    """Whether an infinitive is what somebody is called on, wants or plans to do, and no purpose of the event."""
    asks = clause.head.lemma_ in lexicon.grouped("attribution_cues")["infinitive"]
    return asks and _label(clause) == "advcl" and clause.i > clause.head.i and _opens_with_to(clause)


def _opens_with_to(clause: Token) -> bool:
    return any(_label(child) == "mark" and child.lower_ == "to" for child in clause.children)


def _from_verb(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """A predicate without the adverb before it that ties it to other sentences: "also", "later"."""
    return tokens[1:] if len(tokens) > 1 and tokens[0].lower_ in _TYING else tokens


def _is_scene(child: Token) -> bool:
    """Whether an oblique tells the time, or stands before its predicate."""
    if _label(child) != "obl":
        return False
    return child.i < child.head.i or _TIME.search(" ".join(each.text for each in child.subtree)) is not None


def _run(tokens: Iterable[Token], through: int) -> tuple[Token, ...]:
    """The unbroken stretch of the tokens around the one at `through`, cut at MOST words."""
    kept = {token.i: token for token in tokens}
    doc = kept[through].doc
    first = last = through
    while first - 1 in kept or (first - 2 in kept and doc[first - 1].is_quote):
        first -= 1
    while (last + 1 in kept or (last + 2 in kept and doc[last + 1].is_quote)) and last + 1 - first < MOST:
        last += 1
    if last + 1 in kept:
        while last >= first + WHOLE and doc[last].pos_ in _UNFINISHED:
            last -= 1
    return tuple(doc[first : last + 1])


def _placed(tokens: Sequence[Token]) -> Span | None:
    while tokens and (tokens[-1].is_punct or tokens[-1].is_space):
        tokens = tokens[:-1]
    while tokens and (tokens[0].is_punct or tokens[0].is_space):
        tokens = tokens[1:]
    return Span(start=tokens[0].idx, end=tokens[-1].idx + len(tokens[-1])) if tokens else None


def _place_of(doc: Doc, sentence: Span) -> Span | None:
    """The named place where the parse puts the event: "met at Harbour House"; the predicate's own before others."""
    predicate = _predicate(doc, sentence)
    named = [token for token in _tokens(doc, sentence) if _is_place(token)]
    own = [token for token in named if predicate is not None and token.head.i == predicate.i]
    for token in own or named:
        return _placed([each for each in _phrase(token) if _label(each) != "case" or each.head.i != token.i])
    return None


def _is_place(token: Token) -> bool:
    """Whether a name stands after a preposition of place, and is no person's and no time's."""
    cases = {child.lower_ for child in token.children if _label(child) == "case"}
    named = token.pos_ == "PROPN" and token.ent_type_ in _SOMEWHERE and _label(token) in ("obl", "nmod")
    return named and bool(cases & _AT) and _TIME.search(token.text) is None


def _clause_of(doc: Doc, sentence: Span, question: str) -> Span | None:
    """An adverbial clause of the event's predicate: of cause or purpose (why), or of means (how)."""
    predicate = _predicate(doc, sentence)
    for child in predicate.children if predicate is not None else ():
        if _label(child) == "advcl" and _tells(child) == question:
            mark = next((each.i for each in child.children if _label(each) == "mark"), child.i)
            return _placed(_run((each for each in child.subtree if each.i >= mark), child.i))
    return None


def _tells(clause: Token) -> str:
    openers = {child.lower_ for child in clause.children if _label(child) == "mark"}
    if openers & _CAUSAL or ("to" in openers and clause.i > clause.head.i and not _asked(clause)):
        return "why"
    return "how" if "by" in openers else ""


def _first(wanted: re.Pattern[str], text: str, near: Iterable[Span]) -> Span | None:
    for span in near:
        if found := wanted.search(text, span.start, span.end):
            return Span(start=found.start(), end=found.end())
    return None


def _where(text: str, headline: str, near: Sequence[Span], entities: Entities) -> Span | None:
    """The place that most speaks for, the earliest of equals; the dateline where none is named in the opening."""
    found: list[tuple[float, Span]] = []
    for item in entities.items:
        if item.type in _PLACES:
            often = math.log2(len(item.mentions)) + IN_HEADLINE * _named(headline, item)
            for rank, span in enumerate(near):
                for place in (each for each in item.mentions if _within(each, span)):
                    located = _WHERE_AFTER.search(text[max(0, place.start - 20) : place.start]) is not None
                    found.append((often + AT_PLACE * located - FURTHER * rank, place))
    if found:
        return max(found, key=lambda each: (each[0], -each[1].start))[1]
    dateline = DATELINE.match(text)
    words = re.split(r",|\s[(—–-]|—", dateline.group())[0] if dateline else ""
    words = "" if words.startswith("(") else words
    return Span(start=0, end=len(words)) if words else None


def _how(text: str, near: Sequence[Span], doc: Doc) -> Span | None:
    """Without a parse: the clause after a cue, else after "by" and a verb."""
    cued = _cued(text, near, "how", doc)
    if cued is not None:
        return cued
    by = _first(_BY, text, near)
    return by and _up_to(text, by.start, next(span.end for span in near if _within(by, span)))


def _cued(text: str, near: Sequence[Span], question: str, doc: Doc) -> Span | None:
    """The clause after the surest cue, with the cue; of one cue the first."""
    for cue in _cues(question):
        if found := _first(cue, text, near):
            sentence = next(span for span in near if _within(found, span))
            told = _governed(doc, found, sentence) or _up_to(text, found.start, sentence.end)
            words = _WORD.findall(text[told.start : told.end].lower()) if told else []
            if len(words) >= LEAST and not _SPEAKING.intersection(words):
                return told
    return None


def _governed(doc: Doc, cue: Span, sentence: Span) -> Span | None:
    """A cue with the noun phrase that it governs: "due to the flood", and not the verb of the clause around it."""
    cued = doc.char_span(cue.start, cue.end, alignment_mode="expand") if doc.has_annotation("DEP") else None
    if cued is None:
        return None
    noun = cued.root
    while _label(noun) in ("case", "fixed", "mark") and noun.head.i != noun.i:
        noun = noun.head
    if noun.i < cued.end or noun.pos_ not in ("NOUN", "PROPN") or noun.idx >= sentence.end:
        return None
    named = {token.i for token in _phrase(noun)}
    return _placed(
        _run(
            (token for token in doc[cued.start : noun.right_edge.i + 1] if token.i in named or token.i < noun.i), noun.i
        )
    )


@cache
def _cues(question: str) -> tuple[re.Pattern[str], ...]:
    terms = lexicon.grouped("event_cues")[question]
    return tuple(re.compile(rf"(?<![\w-]){re.escape(term)}(?![\w-])", re.IGNORECASE) for term in terms)


def _within(span: Span, outer: Span) -> bool:
    return outer.start <= span.start and span.end <= outer.end


def _up_to(text: str, start: int, end: int) -> Span | None:
    """The words from `start` to the clause's end, MOST at most, without white space and marks around them."""
    clause = _CLAUSE_END.search(text, start + 1, end)
    words = list(_WORD.finditer(text, start, clause.start() if clause else end))[:MOST]
    return Span(start=words[0].start(), end=words[-1].end()) if words else None


ANALYSER = Analyser(
    name="event",
    version="3",
    requires=(Report, Filing, Doc, Sentences, Entities),
    provides=Event,
    run=find_event,
    absent=NOTHING,
    lexicons=("event_cues", "summary_glue", "attribution_verbs", "attribution_cues", *LEXICONS),
    languages=frozenset({"en"}),
)
