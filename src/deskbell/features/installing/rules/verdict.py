"""From what a page says to what its owner is told. Pure."""

from __future__ import annotations

from urllib.parse import urlsplit

from deskbell.features.installing.model import Finding
from deskbell.features.installing.rules import page, policy
from deskbell.features.sites.model import Site


def findings(html: str, *, header: str, at: str, ours: str, site: Site) -> tuple[Finding, ...]:
    """Everything that is in the way, what comes first for the browser first. `header`: the policy that came with it."""
    read = page.read(html, at=at, ours=ours)
    own = [tag for tag in read.tags if tag.key == site.key]
    if not own:
        return (_absent(read, site),)
    found = [_held()] if all(tag.held for tag in own) else []
    if len(own) > 1:
        found.append(Finding("twice", f"The tag is there {len(own)} times. Once is enough: take the others away."))
    if urlsplit(at).scheme == "https" and urlsplit(own[0].address).scheme == "http":
        found.append(Finding("insecure", "The tag begins with http://, and browsers load no such script on this page."))
    found += _forbidden(header, read, at, own[0])
    found += _elsewhere(at, site)
    return tuple(found)


def _absent(read: page.Read, site: Site) -> Finding:
    if read.tags:
        text = f"The tag there has the key {read.tags[0].key}, which is not that of {site.name}. Copy the tag again."
        return Finding("wrong_key", text)
    if read.late:
        text = (
            "The tag is not in the page itself. This page loads scripts through a tag manager or a consent tool, which "
            "cannot be seen from here: open the page, and the line above says when the widget was there."
        )
        return Finding("maybe_late", text)
    return Finding("missing", "The tag is not on this page. If you put it there just now, empty your site's cache.")


def _held() -> Finding:
    text = "A consent tool holds the tag back until visitors agree. Let it run without, or wait for their click."
    return Finding("held", text)


def _forbidden(header: str, read: page.Read, at: str, tag: page.Tag) -> list[Finding]:
    lacking: dict[str, dict[str, None]] = {}
    for one in policy.policies(header, read.policies):
        for name, sources in policy.missing(one, at=at, script=tag.address, nonce=tag.nonce).items():
            lacking.setdefault(name, {}).update(dict.fromkeys(sources.split()))
    if not lacking:
        return []
    names = " and ".join(lacking)
    fix = "; ".join(f"{name} {' '.join(sources)}" for name, sources in lacking.items())
    return [Finding("policy", f"The page's Content-Security-Policy forbids it ({names}). Add to it:", fix)]


def _elsewhere(at: str, site: Site) -> list[Finding]:
    parts = urlsplit(at)
    origin = f"{parts.scheme}://{parts.netloc}".lower()
    if site.allows(origin):
        return []
    return [Finding("origin", f"{origin} may not use this key. Allow it under Web sites.", origin)]
