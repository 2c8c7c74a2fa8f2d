"""The turns of phrase that come before or after somebody's own name. One idea a line; a space stands for any space."""

from __future__ import annotations

from typing import Final

# What follows is the speaker's name, whatever it looks like.
BEFORE: Final = """
my name is|my names|my name's|my name being|my full name is|my first name is|my last name is|my surname is
my real name is|my nickname is|the name is|the name's|name is|name's|full name is|my name|i am called|i'm called
im called|i am better called|i'm better called|call me|just call me|people call me|they call me|everyone calls me
my friends call me|i go by|i go by the name|i go by the name of|i am known as|i'm known as|named me|myself|this side
i was named|you can call me|under the name|under the name of|under my name|in the name of|in the name|under name of
listed under|address me as|refer to me as
ich heiße|ich heisse|mein name ist|mein name lautet|mein vorname ist|mein nachname ist|auf den namen|ich werde genannt
nenn mich|nennen sie mich|unter dem namen|mein name
je m'appelle|je m appelle|je me nomme|mon nom est|mon prénom est|mon nom c'est|appelez-moi|appelle-moi|au nom de
on m'appelle|mon nom complet est
me llamo|mi nombre es|mi nombre completo es|mi apellido es|llámame|llamame|puedes llamarme|puede llamarme|a nombre de
me dicen|mi nombre
mi chiamo|il mio nome è|il mio nome e|il mio nome|chiamami|mi chiami pure|a nome di|a nome
meu nome é|meu nome e|o meu nome é|me chamo|chamo-me|eu me chamo|pode me chamar de|em nome de|meu nome completo é
ik heet|mijn naam is|mijn voornaam is|mijn achternaam is|noem me|op naam van|onder de naam
jag heter|mitt namn är|kalla mig|mitt namn ar
jeg heter|jeg hedder|mit navn er|mitt navn er|navnet mitt er|kald mig|kall meg
nimeni on|minun nimeni on|mun nimi on|olen nimeltäni|sukunimeni on
ég heiti|nafn mitt er|mu nimi on|minu nimi on|mani sauc|mans vārds ir|mano vardas|mano vardas yra
nazywam się|nazywam sie|mam na imię|mam na imie|moje imię to|na nazwisko|jestem o imieniu|mów mi
jmenuji se|jmenuju se|mé jméno je|moje jméno je|na jméno|volám sa|moje meno je
zovem se|ime mi je|moje ime je|zovu me|ime mi je|ime mi je|ime mi|kličejo me
a nevem|az en nevem|az én nevem|nevem
numele meu este|mă numesc|ma numesc|mă cheamă|ma cheama|pe numele
adım|ismim|benim adım|adim|ismim|bana
me quaj|më quajnë|emri im është|quhem|unë quhem
με λένε|ονομάζομαι|το όνομά μου είναι|το ονομα μου ειναι|λέγομαι|στο όνομα
меня зовут|моё имя|мое имя|мене звати|мене звуть|моє ім'я|моє ім’я|мяне завуць|казвам се|името ми е|моето име е
на имя|зовут меня|моя фамилия|моє прізвище|се викам|моето име|зовем се|моје име је|менің атым|менин атым
mening ismim|ismim|mənim adım|adım
اسمي|إسمي|أنا اسمي|انا اسمي|اسمي هو|ismi|esmi|2esmi|smiti|اسم من|نام من|من اسمم|اسمم|میرا نام|ناوم
שמי|קוראים לי|השם שלי|השם שלי הוא|אני נקרא|אני נקראת
मेरा नाम|मेरा नाम है|मेरा शुभ नाम|माझे नाव|माझं नाव|আমার নাম|আমার নাম হলো|मेरो नाम|મારું નામ|ਮੇਰਾ ਨਾਮ|ਮੇਰਾ ਨਾਂ
mera naam|mera nam|mera name|mera name is|amar nam|amar naam|majhe nav|maza nav|mero naam|en peyar|ente peru|naa peru
na peru|nanna hesaru|mage nama
என் பெயர்|எனது பெயர்|నా పేరు|ನನ್ನ ಹೆಸರು|എന്റെ പേര്|මගේ නම
我叫做|我叫|我的名字是|我的名字叫|我名叫|我姓|本人姓名|姓名是|叫我|我個名係|我叫作|我的全名是
私の名前は|わたしの名前は|名前は|僕の名前は|俺の名前は|氏名は|watashi no namae wa|namae wa
제 이름은|내 이름은|저의 이름은|이름은|성함은|제이름은
ผมชื่อ|ฉันชื่อ|ดิฉันชื่อ|หนูชื่อ|ชื่อของฉันคือ|ชื่อผมคือ|เราชื่อ
tên tôi là|tên của tôi là|tôi tên là|tôi tên|mình tên là|mình tên|em tên là|em tên|tên em là|tên mình là
ten toi la|toi ten la|toi ten|minh ten|minh ten la|em ten la|em ten
nama saya|nama saya adalah|nama aku|namaku|panggil saya|panggil aku|panggil saja|nama lengkap saya
ang pangalan ko ay|ako si|ako po si|pangalan ko ay|pangalan ko
jina langu ni|jina langu|naitwa|ninaitwa|igama lami ngu|igama lam ngu|my naam is|ek heet|sunana|oruko mi ni
em dic|el meu nom és|nire izena|chámome|o meu nome é|yr enw i yw|fy enw i yw|is mise
"""

# What follows may be a name, or anything else: it must look like one.
MAYBE: Final = """
i am|i'm|im|i m|it is|it's|its|this is|here is|here's|speaking is|under|for|yes this is|hi this is|its me|it's me
booking for|reservation for|table for|is for|table at
ich bin|ich bin der|ich bin die|hier ist|hier spricht|hier schreibt|hier|es ist|auf|das ist
je suis|c'est|ici|moi c'est|moi c est|de la part de
soy|yo soy|habla|le habla|le escribe|aquí|aqui|es|les habla|mi nombre completo
sono|io sono|qui|parla|parlo con|è
sou|eu sou|sou o|sou a|aqui é|aqui é o|aqui é a|fala|quem fala é|é
ik ben|hier is|met|je spreekt met|u spreekt met
jag är|det är|här är|jeg er|det er|her er|olen|täällä|ma olen|es esmu|aš esu
jestem|tu|z tej strony|mówi|tutaj|jsem|tady|som|tu je|ja sam|ovdje|ovde|jaz sem
vagyok|én|itt|sunt|eu sunt|aici|ben|buradan|unë jam|jam
είμαι|είμαι ο|είμαι η|εδώ
я|это|это я|я -|я —|я це|це|аз съм|тук е|јас сум|ја сам|мен
أنا|انا|معك|معكم|من|هستم|אני|זה|כאן|מדבר|מדברת
मैं|मै|main|mai|আমি|मी|ami|naan|nenu|njan|nanu
我是|我係|我系|这里是|這裡是|本人|我就是
私は|わたしは|僕は|俺は|こちらは|watashi wa|boku wa
저는|나는|전|여기는
tôi là|mình là|em là|anh là|chị là|toi la|minh la
saya|aku|ini|dengan|saya dengan
ako ay|si|mimi ni|ngingu|ni|sóc|sóc en|sóc la|naiz|son
"""

# A name stands before these.
AFTER: Final = """
is my name|is the name|is my full name|is my first name|is what they call me|is my surname|is my last name|is who i am
ist mein name|est mon nom|es mi nombre|è il mio nome|é o meu nome|é meu nome|is mijn naam|är mitt namn|er mit navn
to moje imię|benim adım|adım|моё имя|мое имя|меня зовут|mera naam hai|naam hai mera|nama saya|la ten toi|là tên tôi
と申します|といいます|と言います|っていいます|と言う者です|이라고 합니다|라고 합니다|이라고 해요|라고 해요|라고 부르세요
naam mera|mera nam|te llaman|हे माझे नाव|আমার নাম
"""

# A name may stand before these: at the start of a sentence, and it must look like one.
MAYBE_AFTER: Final = """
here|speaking|this side|on the line|has a booking|has a reservation|has booked|booking|reservation|is speaking
hier|am apparat|à l'appareil|al habla|al aparato|al telefono|aan de lijn|här|her|tässä|при телефоні|у телефона
hu|hun|hoon|हूँ|हूं|हु|vagyok|です|でございます|だ|입니다|이에요|예요|이예요|ako|naiz|am calling|am writing
"""

# After these of MAYBE, where a name may be in small letters.
PLAIN: Final = frozenset(["i am", "i'm", "im", "i m", "it's me", "its me"])
# After these of MAYBE a name stands only where something was booked.
OF_A_BOOKING: Final = frozenset(
    ["under", "for", "booking for", "reservation for", "table for", "is for", "table at", "auf", "dengan"]
)
# Before a bare name.
LEADING: Final = frozenset(
    [
        "hi",
        "hello",
        "hey",
        "ok",
        "okay",
        "sure",
        "yes",
        "yeah",
        "well",
        "oh",
        "it's",
        "its",
        "ja",
        "hallo",
        "oui",
        "bonjour",
        "sí",
        "si",
        "hola",
        "sim",
        "olá",
        "ciao",
        "да",
        "здравствуйте",
        "of",
        "course",
        "just",
        "please",
        "это",
        "c'est",
        "es",
        "è",
        "é",
    ]
)
# Before a signature.
GREETS: Final = (
    "regards|cheers|thanks|thank you|best|sincerely|yours|love|grüße|gruß|gruss|grüsse|mfg|cordialement|bien à vous|saludos|atentamente|saluti|cordiali saluti|"
    "atenciosamente|abraços|groeten|groetjes|hälsningar|mvh|hilsen|pozdrawiam|pozdravem|üdvözlettel|saygılarımla|с уважением|з повагою|terveisin|salam|谢谢|よろしくお願いします"
)
