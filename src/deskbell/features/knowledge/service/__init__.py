"""What a workspace knows: adding, changing and removing sources, and finding what answers a question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain
from typing import Any, Protocol

from deskbell.features.audit.service import note
from deskbell.features.knowledge import store, store_reads, store_vectors
from deskbell.features.knowledge.lexicon.words import trigrams, words
from deskbell.features.knowledge.model import Earlier, Found, Hit, Kind, Passage, Source
from deskbell.features.knowledge.rules import probe, rank
from deskbell.features.knowledge.rules import query as asking
from deskbell.features.knowledge.rules.answerable import answerable
from deskbell.features.knowledge.rules.check import BODY, checked, pieces
from deskbell.features.knowledge.rules.meaning import Meaning, closeness, neighbours, sample, weighed
from deskbell.features.knowledge.rules.split import split
from deskbell.features.knowledge.service.meanings import Meanings, Standing
from deskbell.features.workspaces.service import check_room, limits
from deskbell.kit.errors import Refused, not_found
from deskbell.runtime.clock import Clock
from deskbell.runtime.db.api import Database, Tx
from deskbell.runtime.scope import WorkspaceScope

PAGE = 50
PORTION = 200


class Ids(Protocol):
    def new(self, prefix: str) -> str: ...


class Knowledge:
    def __init__(self, db: Database, clock: Clock, ids: Ids, meanings: Meanings | None = None) -> None:
        self._db = db
        self._clock = clock
        self._ids = ids
        self.meanings = meanings

    async def add(
        self, scope: WorkspaceScope, *, kind: Kind, body: str, title: str = "", question: str | None = None
    ) -> Source:
        """A new source: `qa` is a question with its answer in `body`. Raises invalid, too_long (`field` says which)."""
        now = self._clock.now()
        source = checked(Source(self._ids.new("src"), kind, title, question, body, 1, now, now))

        async def work(tx: Tx) -> None:
            most = (await limits(tx)).pages
            if most is not None:  # counting reads every source there is
                check_room(most, await store.pages(tx), "pages of knowledge")
            await store.number(tx)
            await store.insert_source(tx, source)
            await self._index(tx, source)
            await note(tx, "source.added", source.id, now=now)

        await self._db.write(scope, work)
        return source

    async def edit(
        self,
        scope: WorkspaceScope,
        source_id: str,
        *,
        title: str | None = None,
        question: str | None = None,
        body: str | None = None,
        version: int | None = None,
    ) -> Source:
        """Change what is given. Raises not_found, invalid, too_long; stale when it is no longer at `version`."""

        async def work(tx: Tx) -> Source:
            old = await store.source(tx, source_id)
            if old is None:
                raise not_found("source")
            if version not in {None, old.version}:
                raise Refused("stale", "Somebody else has changed this in the meantime.", version=old.version)
            new = checked(
                replace(
                    old,
                    title=old.title if title is None else title,
                    question=old.question if question is None else question,
                    body=old.body if body is None else body,
                    version=old.version + 1,
                    updated_at=self._clock.now(),
                )
            )
            await store.update_source(tx, new, version=old.version)
            await self._index(tx, new)
            await note(tx, "source.changed", source_id, now=new.updated_at)
            return new

        return await self._db.write(scope, work)

    async def earlier(self, scope: WorkspaceScope, source_id: str) -> Sequence[Mapping[str, Any]]:
        """What it said before, newest first: version, title, question, body, at. Raises not_found."""
        await self.get(scope, source_id)
        return await self._db.read(scope, lambda tx: store.versions(tx, source_id))

    async def remove(self, scope: WorkspaceScope, source_id: str) -> None:
        """Raises not_found."""

        async def work(tx: Tx) -> None:
            source = await store.source(tx, source_id)
            if source is None:
                raise not_found("source")
            await self._index(tx, replace(source, body=""))
            await store.delete_source(tx, source_id)
            await note(tx, "source.removed", source_id, now=self._clock.now())

        await self._db.write(scope, work)

    async def write_page(self, tx: Tx, page_id: str, *, title: str, address: str | None, body: str) -> None:
        """What a page or file says now, in the caller's transaction; an empty text takes the page away."""
        now = self._clock.now()
        await store.number(tx)
        old = await store.parts(tx, page_id)
        new = pieces(body, BODY)
        for n, text in enumerate(new):
            part = title if len(new) == 1 else f"{title[:180]} ({n + 1})"
            if n < len(old):
                source = replace(old[n], title=part, body=text, version=old[n].version + 1, updated_at=now)
                await store.update_source(tx, source, version=old[n].version)
            else:
                made = self._ids.new("src")
                source = Source(made, "text", part, None, text, 1, now, now, page_id, address)
                await store.insert_source(tx, source)
            await self._index(tx, source)
        for source in old[len(new) :]:
            await self._index(tx, replace(source, body=""))
            await store.delete_source(tx, source.id)

    async def get(self, scope: WorkspaceScope, source_id: str) -> Source:
        """Raises not_found."""

        async def work(tx: Tx) -> Source | None:
            return await store.source(tx, source_id)

        found = await self._db.read(scope, work)
        if found is None:
            raise not_found("source")
        return found

    async def passage(self, scope: WorkspaceScope, passage_id: str) -> Passage:
        """What a citation points at. Raises not_found, also when an edit has taken the passage away."""

        async def work(tx: Tx) -> Passage | None:
            return await store.passage(tx, passage_id)

        found = await self._db.read(scope, work)
        if found is None:
            raise not_found("passage")
        return found

    async def versions(self, scope: WorkspaceScope, source_ids: Sequence[str]) -> dict[str, int]:
        """The present version of each source that is still there."""

        async def work(tx: Tx) -> dict[str, int]:
            found = [await store.source(tx, source_id) for source_id in dict.fromkeys(source_ids)]
            return {source.id: source.version for source in found if source is not None}

        return await self._db.read(scope, work)

    async def addressed(self, scope: WorkspaceScope, found: Found) -> Found:
        """With the web addresses of the pages that the hits were read from."""
        if not found.hits:
            return found
        known = await self._db.read(
            scope, lambda tx: store.addresses(tx, {hit.passage.source_id for hit in found.hits})
        )
        hits = (replace(hit, passage=replace(hit.passage, url=known.get(hit.passage.source_id))) for hit in found.hits)
        return replace(found, hits=tuple(hits)) if known else found

    async def portable(self, scope: WorkspaceScope) -> list[Source]:
        """Everything that was written or uploaded; what was read from web pages can be read again."""
        found: list[Source] = []
        while True:
            after = found[-1].id if found else ""
            some = await self._db.read(scope, partial(store.portable, after=after, limit=PORTION))
            found += some
            if len(some) < PORTION:
                return found

    async def stamp(self, tx: Tx) -> tuple[str, int]:
        """(differs after every change, when the newest change was made); for the features above."""
        return await store.stamp(tx)

    async def search(self, scope: WorkspaceScope, query: str, history: Sequence[Earlier] = (), *, k: int = 5) -> Found:
        """The passages that answer a question best, and whether they seem to answer it at all. Any text is harmless.

        A question that finds no answer after what was said before is read once more by itself: it may be a new one.
        Only among few passages, where a question seldom seems to be answered by chance.
        """
        question = asking.read(query, history)
        meant = await self.meanings.of(asking.spoken(query, history)) if self.meanings else None

        async def work(tx: Tx) -> Found:
            size = await store_reads.size(tx)
            if size is None or not size.passages:
                return Found(query, (), False)
            hits, answered = await _ranked(tx, size, question, meant)
            if history and not answered and size.passages <= probe.CANDIDATES:
                by_itself, answered = await _ranked(tx, size, asking.read(query), None)
                hits = by_itself if answered else hits
            return Found(query, tuple(hits[:k]), answered)

        return await self._db.read(scope, work)

    async def give_meaning(self) -> None:
        """A vector for passages that have none yet, where the settings name a model for it."""
        if self.meanings is not None:
            await self.meanings.step()

    async def standing(self, scope: WorkspaceScope) -> Standing | None:
        """How far that is; None where the settings name no model."""
        return await self.meanings.standing(scope) if self.meanings else None

    async def _index(self, tx: Tx, source: Source) -> None:
        """Replace the passages of a source. Those at the same place keep their id, so that citations stay alive."""
        number = await store.number(tx)
        old = await store.indexed(tx, source.id)
        ids = [entry.passage.id for entry in old]
        pieces = split(source.question or source.title, source.body)
        new = []
        for n, piece in enumerate(pieces):
            passage_id = ids[n] if n < len(ids) else self._ids.new("psg")
            passage = Passage(passage_id, source.id, source.kind, n, piece.title, piece.text)
            new.append(_indexed(passage, source.title))
        await store.delete_passages(tx, source.id)
        for entry in new:
            await store.insert_passage(tx, number, entry)
        before, after = _terms(old), _terms(new)
        await store.more_terms(tx, number, after - before)
        await store.fewer_terms(tx, before - after)
        await store.resize(
            tx, passages=len(new) - len(old), words=sum(entry.size for entry in new) - sum(entry.size for entry in old)
        )

    async def list(self, scope: WorkspaceScope, *, after: str = "", limit: int = PAGE) -> tuple[Source, ...]:
        """Sources by the time they were made; `after`: the last id of the page before."""

        async def work(tx: Tx) -> tuple[Source, ...]:
            return tuple(await store.sources(tx, after=after, limit=limit))

        return await self._db.read(scope, work)


async def make_room(tx: Tx) -> None:
    """Before anything is put into a workspace that knows nothing yet."""
    await store.number(tx)


async def forget_all(tx: Tx) -> None:
    """Every source with its versions, passages and words."""
    await store.delete_all(tx)


async def put_passage(tx: Tx, source_id: str, passage_id: str, ordinal: int, title: str, text: str) -> bool:
    """A passage as it was when its source was indexed, with its words. False: there is no such source."""
    head = await store.head(tx, source_id)
    if head is None:
        return False
    number = await store.number(tx)
    entry = _indexed(Passage(passage_id, source_id, head["kind"], ordinal, title, text), head["title"])
    await store.insert_passage(tx, number, entry)
    await store.more_terms(tx, number, _terms([entry]))
    await store.resize(tx, passages=1, words=entry.size)
    return True


def _indexed(passage: Passage, of: str) -> store.Indexed:
    """`of`: the title of its source."""
    title = passage.title if of in passage.title else f"{of} {passage.title}"
    title_words, body_words = words(title), words(passage.text)
    return store.Indexed(passage, title_words, body_words, rank.size(title_words, body_words))


def _terms(entries: Iterable[store.Indexed]) -> Counter[str]:
    """Every term with the number of passages that it occurs in."""
    return Counter(term for entry in entries for term in {*entry.title_words, *entry.body_words})


async def _ranked(
    tx: Tx, size: store_reads.Size, question: asking.Question, meant: Meaning | None
) -> tuple[list[Hit], bool]:
    """(best first, whether their words seem to answer the question; meaning finds a neighbour for any)."""
    collection = await _collection(tx, size, question)
    if size.passages <= probe.CANDIDATES:
        candidates = await store_reads.everything(tx)
    else:
        asked = probe.probes(question, collection)
        rows = probe.promising(asked, await store_reads.rows_with(tx, size.number, asked))
        candidates = await store_reads.candidates(tx, rows)
    near = await _near(tx, meant, candidates) if meant else {}
    hits = rank.rank(question, collection, candidates)
    return weighed(hits, candidates, near) if near else hits, answerable(question, hits, collection)


async def _near(tx: Tx, meant: Meaning, candidates: list[rank.Candidate]) -> dict[str, float]:
    """How close the candidates are to what is meant; those that no word brought up join them."""
    sketches = await store_vectors.sketches(tx, meant.space)
    usual, known = sample(sketches), {candidate.passage.id for candidate in candidates}
    candidates += await store_reads.named(tx, [key for key in neighbours(meant, sketches) if key not in known])
    wanted = {*usual, *(candidate.passage.id for candidate in candidates)}
    return closeness(meant, await store_vectors.vectors(tx, meant.space, wanted), usual)


async def _collection(tx: Tx, size: store_reads.Size, question: asking.Question) -> rank.Collection:
    """Look up how rare the words are, and which words of the workspace look like them or mean the same."""
    synonyms = asking.synonyms(question)
    known = await store_reads.frequencies(tx, {*question.weights, *chain(*synonyms.values())})
    near: dict[str, dict[str, int]] = {}
    for word in asking.to_look_up(question, known, size.passages):
        near[word] = await store_reads.sharing_letters(tx, size.number, trigrams(word))
    for word, beginning in asking.to_complete(question, known, size.passages).items():
        near[word] = await store_reads.beginning_with(tx, beginning)
    alike = {word: asking.look_alikes(word, terms) for word, terms in near.items()}
    for word, terms in alike.items():
        known |= {term: near[word][term] for term in terms}
    for word, others in synonyms.items():
        alike[word] = dict.fromkeys(others & known.keys(), asking.SYNONYM) | alike.get(word, {})
    return rank.Collection(size.passages, size.words, known, alike)
