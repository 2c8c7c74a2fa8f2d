"""The two pages that people see: where to pay, and where invoices and the card are. Plain forms, no script."""

from __future__ import annotations

from datetime import UTC, datetime
from html import escape

from deskbell.demo.stripe.shapes import Shape

STYLE = """*{box-sizing:border-box}body{margin:0;background:#f4f5f7;color:#1b1d22;font:16px/1.5 system-ui,sans-serif}
main{max-width:30rem;margin:0 auto;padding:10vh 1.25rem 3rem}h1{font-size:1.4rem;line-height:1.3;margin:0 0 .25rem}
p{margin:0 0 1rem;color:#5c6270}.price{font-size:2.2rem;font-weight:650;color:#1b1d22;margin:0 0 1rem}
.test{display:inline-block;font-size:.8rem;padding:.1rem .6rem;border-radius:1rem;background:#ffe9b8;color:#5b4300}
form{margin:1.5rem 0}label{display:flex;gap:.6rem;padding:.5rem 0}button{font:inherit;font-weight:600;color:#fff;
background:#3b3f8f;border:0;border-radius:.4rem;padding:.7rem 1.2rem}.bad{color:#a3221b}a{color:#3b3f8f}
table{width:100%;border-collapse:collapse}td,th{text-align:left;padding:.45rem 0;border-bottom:1px solid #dfe1e6}
.row{display:flex;flex-wrap:wrap;gap:.6rem}"""
CARDS = (
    ("pays", "A card that pays"),
    ("fails later", "A card that pays now and is refused next month"),
    ("declined", "A card that is declined"),
)


def _html(title: str, body: str) -> str:
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{STYLE}</style></head><body><main>'
        f'<p><span class="test">Test payments: no money moves</span></p>{body}</main></body></html>'
    )


def money(cents: int) -> str:
    return f"{'-' if cents < 0 else ''}${abs(cents) / 100:.2f}"


def note(text: str) -> str:
    return _html("Payments", f"<h1>{escape(text)}</h1>")


def checkout(session: Shape, problem: str) -> str:
    of = session["line_items"]["data"][0]["price"]
    name = str(of["lookup_key"] or "").split("_")[1:2] or ["Plan"]
    return _html(
        "Checkout",
        f"<h1>Deskbell {escape(name[0].title())}</h1>"
        f"<p class='price'>{money(of['unit_amount'])} a {of['recurring']['interval']}</p>"
        f'{_cards("Subscribe", problem)}<p><a href="{escape(session["cancel_url"])}">Back without paying</a></p>',
    )


def invoice(of: Shape, problem: str) -> str:
    """Stripe's own page of an invoice leads nowhere either: people close it, and go back by themselves."""
    done = "<p>Paid. You can close this page.</p>" if of["status"] == "paid" else ""
    more = done or (_cards("Pay", problem) if of["status"] == "open" else f"<p>It is {escape(of['status'])}.</p>")
    return _html("Invoice", f"<h1>Invoice</h1><p class='price'>{money(of['amount_due'])}</p>{more}")


def _cards(button: str, problem: str) -> str:
    choices = "".join(
        f'<label><input type="radio" name="card" value="{value}"{" checked" if value == "pays" else ""}>{text}</label>'
        for value, text in CARDS
    )
    bad = f'<p class="bad" role="alert">{escape(problem)} Choose another card.</p>' if problem else ""
    return f'{bad}<form method="post">{choices}<p></p><button>{button}</button></form>'


def portal(session: Shape, invoices: list[Shape], *, fails: bool, now: int) -> str:
    rows = "".join(
        f"<tr><td>{_day(one['created'])}</td><td>{money(one['total'])}</td><td>{escape(one['status'])}</td></tr>"
        for one in invoices
    )
    card = "is refused" if fails else "pays"
    return _html(
        "Invoices and card",
        f"<h1>Invoices and card</h1><p>Today is {_day(now)} here. The present card {card}.</p>"
        f"<table><tr><th>Date</th><th>Amount</th><th>State</th></tr>{rows}</table>"
        '<form method="post" class="row"><button name="card" value="pays">Use a card that pays</button>'
        '<button name="card" value="fails">Use a card that is refused</button></form>'
        '<form method="post" class="row"><button name="days" value="3">3 days later</button>'
        '<button name="days" value="31">A month later</button>'
        '<button name="days" value="366">A year later</button></form>'
        f'<p><a href="{escape(session["return_url"])}">Back to Deskbell</a></p>',
    )


def _day(seconds: int) -> str:
    moment = datetime.fromtimestamp(seconds, UTC)
    return f"{moment.day} {moment:%b %Y}"
