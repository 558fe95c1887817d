"""What a document is searched in: the texts that tell of its installations and talks."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from layers.mapcolumns import steps

if TYPE_CHECKING:
    from layers.scene import Scene


def search_texts(scene: "Scene") -> dict[str, Any]:
    """The texts that a search looks in beside ids and names of installations and ids of talks, each once.

    `of` names for each of the `texts` whom it is about: places in `about`, pairs of [sites, talks] by their places,
    each told as the difference from the one before.
    """
    sites = {id_: at for at, id_ in enumerate(scene.shown.installations.index)}
    talks = {talk.id: at for at, talk in enumerate(scene.negotiations)}
    about: dict[tuple[tuple[str, ...], str], int] = {}
    texts: dict[str, dict[int, None]] = {}
    for text, ids, talk in _texts(scene):
        key = (ids, talk)
        if text:
            texts.setdefault(text, {})[about.setdefault(key, len(about))] = None
    pairs = [
        [steps([sites[id_] for id_ in ids if id_ in sites]), [talks[talk]] if talk in talks else []]
        for ids, talk in about
    ]
    named = {text: [at for at in of if any(pairs[at])] for text, of in texts.items()}
    kept = {text: of for text, of in named.items() if of}
    return {"texts": list(kept), "of": list(kept.values()), "about": pairs}


def _texts(scene: "Scene") -> Iterator[tuple[str, tuple[str, ...], str]]:
    """Each text with the installations and the talks that it is about."""
    for site in scene.installations:
        if site.note:
            yield site.note, (site.id,), ""
    for talk in scene.negotiations:
        yield talk.title, (), talk.id
        yield talk.note, (), talk.id
    events = scene.frames.events
    yield from zip(events["summary"], events["installations"], events["negotiation"], strict=True)
