"""The visitor's own telephone number in a message, as E.164 where its country is known."""

from __future__ import annotations

import re
import unicodedata
from itertools import islice
from typing import Final

_FOUND: Final = re.compile(
    r"(?<![\w@.,:/#$€£¥%*=-])(?:\+|(?<=\()\+)?\s?\(?\+?\d[\d\s().\-/\u2010-\u2015\u00b7]{3,28}\d\)?"
    r"(?![\d%€£$]|[.,:]\d|[^\W\d_]\d|-?[^\W\d_]*@|\s?(?:€|usd|eur|gbp)\b)",
    re.IGNORECASE,
)
_DATE: Final = re.compile(
    r"^\d{4}[-/. ]\d{1,2}[-/. ]\d{1,2}(?:[ T]\d.*)?$|^\d{1,2}[-/.]\s?\d{1,2}[-/.]\s?\d{2,4}(?:\s.*)?$|^\d{1,3}(?:\.\d{1,3}){3}$"
    r"|^(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\b|^\d{4}\s*[-–—]\s*\d{4}$"
)
_OF_A_PHONE: Final = re.compile(
    r"phone|mobile|mobil|\bcell|\btel\b|\btel[.:]|telef|téléph|handy|\bfax\b|whats\s?app|\bsms\b|viber|\bcall\b|\bring me\b|\btext me\b"
    r"|contact|\bnumber\b|\bno\b\.?\s*(?:is|:)|\bmy no\b|\bmere no\b|nummer|numéro|numero|número|número|numer\b|номер|телефон|тел\.|رقم|هاتف|جوال|موبايل"
    r"|תלפון|טלפון|नंबर|फोन|फ़ोन|मोबाइल|নাম্বার|নম্বর|ফোন|电话|電話|手机|手機|号码|番号|携帯|전화|번호|โทร|เบอร์|điện thoại|số|dien thoai"
    r"|celular|móvil|movil|cellulare|τηλ|puhelin|gsm|nomor|hp\b|numara|cep\b|answering at|reach me|registered",
    re.IGNORECASE,
)
_OF_SOMETHING_ELSE: Final = re.compile(
    r"\border|\bcard|credit|\bcc\b|\biban|\bssn|social security|\bzip|postcode|post code|postal|\bid\b|\baccount|\binvoice"
    r"|reference|\bref\b|ticket|tracking|serial|\bimei|\bvin\b|\bvat\b|\btax id|passport|licen[cs]e|booking (?:no|number|code)"
    r"|reservation (?:no|number|code|id)|confirmation|\bcode\b|\bpin\b|\bsku\b|\bisbn|\bean\b|\bip\b|ip address|version|model"
    r"|policy|claim|case\b|birth|routing|swift|bic\b|transaction|batch|parcel|shipment|flight|amount|price|total|balance"
    r"|bestell|rechnung|kunden-?n|konto|karte|plz\b|steuer|sendung|auftrag|vorgang|geburt|commande|facture|compte|carte|code postal"
    r"|pedido|factura|cuenta|tarjeta|ordine|fattura|conto\b|codice|encomenda|fatura|conta\b|cartão|bestelling|factuur"
    r"|rekening|zamówien|faktur|konta|karty|pesel|заказ|счет|счёт|карт|индекс|инн\b|снилс|订单|訂單|卡号|卡號|账号|帳號|邮编|注文"
    r"|口座|郵便|주문|계좌|카드|우편|sipariş|fatura|हेतु|ऑर्डर|खाता|طلب|حساب|بطاقة|pesanan|rekening|đơn hàng|tài khoản",
    re.IGNORECASE,
)
_SOMEBODY_ELSES: Final = re.compile(
    r"\b(?:his|her|their|your|the shop's|wife's|husband's|friend's|neighbou?r's|ihre|seine|votre|leur)\s+"
    r"(?:\w+\s+){0,2}(?:phone|number|mobile|cell|telefon|nummer|handynummer|numéro|téléphone)\W*(?:\w+\W+){0,2}$"
    r"|\b(?:call|ring|phone|text|pay)\s+(?:him|her|them)\s+(?:\w+\s+){0,2}$|\b(?:[Cc]all|[Tt]ext|[Rr]ing)\s+(?-i:[A-Z]\w+)\s+(?:at|on|under)\s+$",
    re.IGNORECASE,
)
_NUMBER: Final = r"\W*(?:\w+\W+)?(?:number|no|nr|nummer|numéro|numero|número|номер|numer)\b"

SHORTEST, LONGEST = 6, 15
MOST: Final = 20  # that could be one are looked at, each at up to 1 ms


def read(text: str, *, asked: bool = False, region: str | None = None) -> str | None:
    """The first number that is the visitor's own: E.164, or its digits where the country is not known.

    `region`: two letters, the country of numbers without a country code. With `asked`, whatever looks like a number
    is taken for the answer; otherwise it must be a real one, or be called one.
    """
    plain = "".join(str(unicodedata.digit(c)) if c.isdigit() and not c.isascii() else c for c in text)
    plain = unicodedata.normalize("NFKC", plain)
    for found in islice(_FOUND.finditer(plain), MOST):
        raw = found.group().strip(" .-/")
        digits = re.sub(r"\D", "", raw)
        if not SHORTEST <= len(digits) <= LONGEST or _DATE.match(raw):
            continue
        before, after = plain[: found.start()][-60:], plain[found.end() :][:30]
        if _SOMEBODY_ELSES.search(before):
            continue
        known = _e164(raw, region)
        believed = asked or _believed(raw, before, after, alone=raw == plain.strip(), real=known is not None)
        if believed and (known or asked or _OF_A_PHONE.search(before + " " + after) or len(digits) >= 7):
            return known or _possible(raw, region) or digits
    return None


def _believed(raw: str, before: str, after: str, *, alone: bool, real: bool) -> bool:
    """Nobody asked for it: is it a telephone number at all?"""
    named = _last(_OF_A_PHONE, before)
    other = _last(_OF_SOMETHING_ELSE, before)
    if other >= 0 and re.match(_NUMBER, _OF_SOMETHING_ELSE.sub("", before[other:], count=1), re.IGNORECASE):
        return False
    if other > named or (other == named == -1 and _OF_SOMETHING_ELSE.match(after.lstrip(" :("))):
        return False
    if real or raw.startswith(("+", "00")):
        return True
    return named >= 0 or (alone and len(re.sub(r"\D", "", raw)) >= 9) or bool(_OF_A_PHONE.match(after.lstrip(" :(")))


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((found.start() for found in pattern.finditer(text)), default=-1)


def _e164(raw: str, region: str | None) -> str | None:
    """A real number of a country, or None."""
    import phonenumbers

    number = re.sub(r"^\(?00(?=[1-9])", "+", raw) if region is None else raw
    for given in dict.fromkeys(
        (number, f"+{number}" if number[:1].isdigit() and len(number) > 10 and region else number)
    ):
        try:
            parsed = phonenumbers.parse(given, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(parsed):
            return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    return None


def _possible(raw: str, region: str | None) -> str | None:
    """A number of the right length that no list of ranges knows."""
    import phonenumbers

    try:
        parsed = phonenumbers.parse(raw, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(parsed):
        return None
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
