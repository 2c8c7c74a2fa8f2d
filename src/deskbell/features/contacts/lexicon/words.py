"""Words that are never (part of) somebody's name: small words, greetings, refusals, and what people tend to be."""

from __future__ import annotations

from typing import Final

# Lower case, without accents where the script has them. Not here: words that are common names, too (will, mark, rose).
NEVER: Final = """
a an the and or but so if of to in on at by for from with without about into over under than then as is are was were
be been being am do does did done have has had having can could would should shall may might must not no nope nah yes
yep yeah yea ok okay sure fine please pls plz thanks thank thx ty you your yours u ur i i'm im ive i've i'd id we our
us they them their he him his she her it its it's this that these those there here me my mine myself who whom whose
what which when where why how all any some none nothing something anything everything everyone someone anyone nobody
one two three four five six seven eight nine ten first second last next more most less much many few other another
hi hello hey hiya yo greetings howdy good morning afternoon evening night day bye goodbye welcome sorry excuse dear
well oh ah um uh hmm hm lol haha wait just only also too very really quite still already again now today tomorrow
yesterday tonight soon later never always sometimes maybe perhaps actually basically exactly correct right wrong
need needs want wants wanted like likes know knows think thinks ask asks tell tells give gives get gets got take
takes make makes made go goes going come comes see look looking try trying use using help helps helping work works
buy order orders ordering cancel change changed book booked booking booking's reserve reservation table pay paid send
sent receive received return refund find call called calling talk speak speaking write writing email e-mail mail phone
number mobile name names named surname address contact details information info password login log account user
username customer client member guest visitor person people human agent operator assistant bot robot chat support
team service company business shop store website site page link product products item items price prices cost costs
delivery shipping package parcel invoice bill payment card question questions problem problems issue issues error
happy sad angry glad upset ready busy free available interested able unable new old big small bad great nice best
better worse cool perfect awesome amazing wonderful excellent terrible horrible awful late early long short high low
sick ill tired hungry lost stuck confused worried concerned afraid annoyed frustrated disappointed satisfied pleased
curious unsure certain serious kidding joking urgent important bored anonymous private secret none nope skip later not-telling
prefer rather refuse decline mind care matter matters because since until while during before after between both
either neither each every own same different such even ever though although however else instead
monday tuesday wednesday thursday friday saturday sunday january february march july september
october november december mon tue wed thu fri sat sun feb apr jul aug sep sept oct nov dec week month year
hour hours minute minutes time date lunch dinner breakfast birthday party inside outside indoors outdoors indoor
outdoor patio garden terrace window bar group adults adult kids kid children child friends friend family wife husband
mother father mom mum dad son daughter brother sister parents boss colleague everybody lady man woman men women boy
girl student doctor teacher developer engineer manager owner married single vegan vegetarian allergic pregnant
english german french spanish italian dutch london paris berlin don't dont doesn't doesnt didn't can't cant cannot
won't wont wouldn't isn't isnt aren't wasn't ain't let's lets what's whats that's thats where's who's how's there's
you're youre we're were they're he's she's you'll i'll ill back home online offline away gone done trying asap
half past quarter oclock o'clock pm noon midnight morning's reference ref regarding re around approximately per via
says said say saying mean means meant believe guess suppose hope hoping love hate feel feeling sound sounds
nothing's stop start started keep leave left stay wish open close closed opening closing visit visiting
order's ordered shipped live living located based born years age aged weeks days months pm am
und oder aber der die das den dem des ein eine einen einem einer ich du er sie es wir ihr mein meine dein ihr ihre
ist sind war bin bist habe hat haben hatte kann können konnte möchte mochte will wollen muss müssen soll nicht kein
keine nein ja doch bitte danke hallo guten tag morgen abend moin servus tschüss warum wieso weshalb wozu was wer wie
wo wann welche mit ohne für fur von zu zum zur aus bei nach auf in im am an um über uber unter hier da dort jetzt
heute morgen gestern noch schon auch nur sehr gut schlecht kunde kundin mitglied student studentin mitarbeiter arzt
interessiert zufrieden sicher krank neu name namen vorname nachname brauche brauchen frage fragen hilfe rechnung
bestellung lieber egal weiß weiss nichts etwas alles mann frau herr tisch platz kein problem geht
et ou mais le la les un une des du de je tu il elle nous vous ils mon ma mes ton votre notre est suis sont etait ai as
a avons avez ont peux peut veux veut voudrais dois pas ne non oui si s'il plait plaît merci bonjour bonsoir salut
coucou pourquoi quoi qui que quel quelle comment ou quand combien avec sans pour par sur sous dans chez ici la
maintenant aujourd'hui demain hier encore aussi très tres bien mal client cliente commande facture aide question
besoin désolé desole prénom prenom nom intéressé interesse content perdu
y o pero el los las una unos unas del al yo tú usted ella nosotros mi mis su sus es soy son era estoy esta está estan
he ha tengo tiene puedo puede quiero quiere quisiera necesito debo no sí si por favor gracias hola buenos buenas dias
días tardes noches adios por qué porque que qué quien quién cual cuál como cómo donde dónde cuando cuándo cuanto con
sin para sobre aquí aqui ahora hoy mañana manana ayer también tambien muy bien mal cliente pedido factura ayuda
pregunta nombre apellido prefiero interesado interesada listo feliz
e ma il lo gli i un uno una di da del della io lei lui noi voi mio mia tuo suo è sono era ho hai ha abbiamo posso può
puo voglio vorrei devo non no sì per favore grazie ciao buongiorno buonasera salve perché perche che chi quale dove
quando quanto con senza su qui ora adesso oggi domani ieri ancora anche molto bene male cliente ordine fattura aiuto
domanda nome cognome preferisco interessato stanco
os as um uma do da no na eu você voce ele ela nós meu minha seu sua sou é era estou está esta tenho tem posso pode
quero queria preciso não nao sim obrigado obrigada olá ola oi bom boa dia tarde noite tchau porque quem qual onde
quando quanto com sem para aqui agora hoje amanhã ontem também muito bem cliente pedido nome prefiro
en of maar het een ik jij je u hij zij wij mijn jouw uw ben bent zijn was heb heeft kan kunnen wil willen moet niet
geen nee ja graag alstublieft alsjeblieft dank bedankt hallo hoi goedemorgen goedemiddag goedenavond dag waarom wat
wie hoe waar wanneer welke met zonder voor van naar bij op aan over hier nu vandaag morgen gisteren ook heel erg goed
slecht klant bestelling naam liever geïnteresseerd
och eller men en ett jag du han hon vi ni min mitt din är har kan vill måste inte ingen nej ja tack hej hejsan varför
vad vem hur var när med utan för från till på här nu idag kund namn jeg har kan vil må ikke nei nej takk tak hei
hvorfor hva hvad hvem hvordan hvor når kunde navn og det den som ei et fra av af til på
ja tak nie dlaczego co kto jak gdzie kiedy czy i a ale lub w na z do dla o po od jest są jestem mam masz ma mogę chcę
potrzebuję proszę dziękuję dzień dobry cześć hej witam klient klientem imię nazwisko tutaj tu teraz nie chcę pan pani
ano ne proč proc kdo jak kde kdy je jsem mám mam chci potřebuji prosím děkuji ahoj dobrý den zákazník
da nu de ce cine cum unde când sunt am vreau am nevoie te rog mulțumesc bună salut client igen nem miért ki hogyan hol
vagyok szeretnék kérem köszönöm szia helló evet hayır hayir neden ne kim nasıl nerede ben bir ve için istiyorum lütfen
teşekkürler merhaba selam müşteri değil yok var
да нет не зачем почему что кто как где когда какой я ты он она мы вы мой моя мне меня это здесь тут и а но или в на с
у к для от по из есть был хочу могу нужно надо спасибо пожалуйста привет здравствуйте добрый день вечер утро клиент
заказ имя фамилия хорошо ладно тоже уже еще ещё ні так чому що хто де коли дякую будь ласка вітаю доброго дня
ναι όχι οχι γιατί γιατι τι ποιος πώς που πότε είμαι έχω θέλω μπορώ ευχαριστώ παρακαλώ γεια καλημέρα
نعم لا لماذا ليش شو ماذا من كيف أين متى أنا في على إلى مع هذا أريد شكرا مرحبا السلام عليكم أهلا
כן לא למה מה מי איך איפה מתי אני רוצה צריך תודה שלום בבקשה
हाँ हां नहीं नही क्यों क्या कौन कैसे कहाँ कब मैं मुझे मेरा मेरी है हैं हूँ हो था और का की के को से में पर चाहिए धन्यवाद
नमस्ते haan nahi nahin kyun kyu kya kaun kaise kahan kab mujhe mera meri hai hain hoon hu tha aur ka ki ke ko se mein
chahiye dhanyavad namaste bhai sir madam maam ji
tidak ya kenapa mengapa apa siapa bagaimana dimana kapan saya aku kamu anda dia kami mau ingin bisa tolong terima
kasih halo hai selamat pagi siang malam dan atau di ke dari yang ini itu adalah bukan belum pelanggan nama
không vâng dạ tại sao gì ai thế nào ở đâu khi tôi bạn mình em muốn cần cảm ơn xin chào và của là được
oo hindi bakit ano sino paano saan kailan ako ikaw siya gusto kailangan salamat po kumusta ang ng sa ay
ndiyo hapana kwa nini nani vipi wapi lini mimi wewe nataka asante habari
"""

# Written without spaces: a name contains none of these.
NEVER_WITHIN: Final = """
不 吗 嗎 呢 什么 什麼 为什么 為什麼 怎么 怎麼 可以 需要 想要 我 你 您 谢谢 謝謝 请 請 没有 沒有 是的 好的 问题 問題 客服 客人 顾客 顧客
的 了 在 これ それ です ます なぜ どうして なに 何 ください お願い はい いいえ こんにちは ありがとう 客 必要
요 습니 왜 뭐 무엇 네 아니 감사 안녕 필요 고객 ครับ ค่ะ ทำไม อะไร ไม่ ใช่ สวัสดี ขอบคุณ ต้องการ
"""

# Parts of a name that may be in lower case between others.
PARTICLES: Final = """
van von der den de del della di da dos das du la le los las el al bin ibn bint binti ben bar ter ten zu zum af av of y
e st san santa mac mc o' d' 't abu abd ul ur und ap
"""

TITLES: Final = """
mr mrs ms miss mx dr doctor prof professor sir madam dame lord lady rev reverend father sister brother captain capt
herr frau hr fr dr. dipl ing mag monsieur madame mademoiselle m mme mlle señor señora señorita sr sra srta don doña
signor signora signorina sig dott dottor dottoressa avv senhor senhora meneer mevrouw mijnheer dhr mevr pan pani pán
paní господин госпожа г-н г-жа bay bayan sayın sheikh shri smt kumari mohd engr atty hajji haji
"""
SUFFIXES: Final = "phd ph.d md m.d esq jr sr ii iii iv mba msc bsc dds cpa san さん 様 さま 氏 씨 님 先生 女士 小姐 bey hanım hanim ji sahib"

# Whose name is being told, when it is not the speaker's.
OTHERS: Final = """
his her their your its user file domain street company brand business product project shop store restaurant hotel
wife's husband's dog's cat's son's daughter's friend's boss's mother's father's child's baby's brother's sister's
colleague's partner's mom's dad's pet's agent's operator's doctor's maiden screen display host site event team
"""
