"""The texts of mails, as plain text and as a table that every mail program shows. Whatever comes in is escaped."""

from __future__ import annotations

from html import escape

from deskbell.features.mail.model import Line

PAPER, INK, QUIET, RULE = "#fbfaf7", "#1b1a17", "#6b675f", "#e4e0d8"
FONT = "-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"


def page(*, title: str, lead: str, rows: list[tuple[str, str]], said: list[Line], button: tuple[str, str] | None,
         foot: str) -> tuple[str, str]:  # fmt: skip
    """(text, html). `rows`: facts, name and value; `said`: oldest first; `button`: what it says and where it leads."""
    return _text(title, lead, rows, said, button, foot), _html(title, lead, rows, said, button, foot)


def _text(
    title: str, lead: str, rows: list[tuple[str, str]], said: list[Line], button: tuple[str, str] | None, foot: str
) -> str:
    parts = [title, "", lead]
    if button is not None:
        parts += ["", f"{button[0]}: {button[1]}"]
    if rows:
        parts += ["", *[f"{name}: {value}" for name, value in rows]]
    for line in said:
        head = " · ".join(filter(None, (line.text if line.seam else line.who, line.when)))
        below = () if line.seam else (*line.text.splitlines(), *line.sources)
        parts += ["", f"-- {head} --" if line.seam else f"{head}:", *[f"  {one}" for one in below]]
    return "\n".join([*parts, "", "-- ", foot, ""])


def _said(line: Line) -> str:
    quiet = f"color:{QUIET};font-size:13px"
    head = " · ".join(filter(None, (line.text if line.seam else line.who, line.when)))
    if line.seam:
        return f'<tr><td style="padding:18px 0 4px;text-align:center;{quiet}">{escape(head)}</td></tr>'
    sources = "".join(f'<div style="{quiet}">{escape(one)}</div>' for one in line.sources)
    return (
        f'<tr><td style="padding:14px 0 0"><div style="{quiet}">{escape(head)}</div>'
        f'<div style="white-space:pre-wrap;word-break:break-word">{escape(line.text)}</div>{sources}</td></tr>'
    )


def _html(
    title: str, lead: str, rows: list[tuple[str, str]], said: list[Line], button: tuple[str, str] | None, foot: str
) -> str:
    link = ""
    if button is not None:
        link = (
            f'<tr><td style="padding:20px 0 4px"><a href="{escape(button[1])}" style="display:inline-block;'
            f"background:{INK};color:#ffffff;text-decoration:none;font-weight:600;padding:12px 20px;"
            f'border-radius:6px">{escape(button[0])}</a></td></tr>'
        )
    facts = "".join(
        f'<tr><td style="padding:3px 16px 3px 0;color:{QUIET};white-space:nowrap;vertical-align:top">{escape(name)}'
        f'</td><td style="padding:3px 0;word-break:break-word">{escape(value)}</td></tr>'
        for name, value in rows
    )
    table = f'<tr><td style="padding:16px 0 0"><table role="presentation">{facts}</table></td></tr>' if rows else ""
    words = "".join(map(_said, said))
    rule = f'<tr><td style="padding:20px 0 0;border-bottom:1px solid {RULE}"></td></tr>' if said else ""
    return (
        f'<!doctype html><html><head><meta charset="utf-8"><title>{escape(title)}</title></head>'
        f'<body style="margin:0;background:{PAPER}"><table role="presentation" width="100%" style="background:{PAPER}">'
        f'<tr><td align="center" style="padding:32px 16px"><table role="presentation" width="100%" '
        f'style="max-width:560px;font:16px/1.5 {FONT};color:{INK};text-align:left">'
        f'<tr><td style="font-size:21px;font-weight:650;line-height:1.3">{escape(title)}</td></tr>'
        f'<tr><td style="padding:8px 0 0">{escape(lead)}</td></tr>{link}{table}{rule}{words}'
        f'<tr><td style="padding:28px 0 0;color:{QUIET};font-size:13px">{escape(foot)}</td></tr>'
        f"</table></td></tr></table></body></html>"
    )
