"""Hindi and Urdu, in Devanagari, Arabic and Latin letters; data only."""

from __future__ import annotations

from typing import Final

from deskbell.features.handoff.lexicon.shape import Language

WORDS: Final = Language(
    code="hi",
    order="free",
    words={
        "talk": """baat, bat, baat karna, baat karni, baat karna hai, baat karni hai, baat karao, baat karwao, baat karva do, baat kara do, baat karwa do, baat kro, baat krni, baat krna, baat krwao, baat chit, baatcheet, bol, bolna, baate, bath, baat karu, baat karun, baat karo, baat kar, vaat, samjhana, puchna,
            बात, बात करना, बात करनी, बात करना है, बात करनी है, बात कराओ, बात कराइए, बात करवाओ, बात करवाइए, बात करा दो, बातचीत, बोलना, चर्चा, संवाद, चैट, टॉक, बातें, بات, بات کرنا, بات کرنی, بات کروائیں, بات کرائیں, گفتگو""",
        "link": """connect karna, connect krna, connect karwa do, phone lagao, transfer krdo, contact krna, jodo, jodiye, jod do, connect karo, connect kare, connect kijiye, connect kro, connect krdo, connect kar do, connect karna, sampark, sampark karna, contact karna, milao, milaiye, mila do, milwao, milna, bulao, bulaiye, bula do, bhejo, call karna, call lagao, phone lagao, transfer karo, transfer kijiye, transfer kar do, forward karo, de do, puchwao, lagao, raabta, rabta, madad,
            जोड़ो, जोड़िए, जोड़ें, जोड़ दो, जोड़ दीजिए, जुड़ना, कनेक्ट, संपर्क, सम्पर्क, संपर्क करना, संपर्क करें, मिलाओ, मिलाइए, मिलाएं, मिला दो, मिलना, मिलवाओ, बुलाओ, बुलाइए, बुलाएं, कॉल, फोन, फ़ोन, ट्रांसफर, ट्रांसफ़र, भेजो, भेजिए, सहायता, मदद, رابطہ, ملائیں, ملا دیں, ملوائیں, جوڑ, جوڑیں, منتقل, ٹرانسفر, کال, بلائیں""",
        "move": "dhundo, batao, do, hai, भेजें, ढूंढो, दो, दीजिए",
        "wish": """chahiye, chahie, chaiye, chahta, chahti, chahta hu, chahta hoon, chahti hu, chahte, karna hai, karni hai, karni, karna, krni, krna, krni hai, krna hai, mangta, zarurat, jarurat, zaroorat, jaroorat, do, dijiye, dedo, de do, dena, karao, karwao, kara do, karwa do, karwa dijiye, krwa do, krwado, krado, dilao, dila do, hona, h, kar sakta, kar sakte, sakta, sakti, sakte,
            चाहिए, चाहता, चाहती, चाहते, चाहता हूं, चाहता हूँ, चाहती हूं, चाहती हूँ, करना है, करनी है, करनी, करना, जरूरत, ज़रूरत, आवश्यकता, दो, दीजिए, दें, दे दो, कराओ, कराइए, करवाओ, करवाइए, करवा दो, करा दो, सकता, सकती, सकते, मांगता, चाह, چاہتا, چاہتی, چاہیے, چاہئے, چاہتے, ضرورت, دیں, کرنا, کرنی, سکتا, سکتی, سکتے""",
        "human": """insaan, insan, insaano, asli insaan, asli aadmi, asli vyakti, asli bande, asli banda, sachmuch ka insaan, manushya, manav, human being, real insaan, real banda, real aadmi, zinda insaan, human se, insaan se,
            इंसान, इन्सान, इंसानों, मनुष्य, मानव, मानवीय, असली व्यक्ति, असली आदमी, असली इंसान, वास्तविक व्यक्ति, वास्तविक इंसान, ह्यूमन, जीवित व्यक्ति, انسان, اصلی انسان, اصلی شخص, حقیقی شخص, حقیقی انسان, زندہ انسان""",
        "staff": """agent, agents, executive, executives, representative, rep, pratinidhi, operator, adhikari, karmchari, customer care executive, customer care agent, customer executive, support executive, support agent, advisor, salahkar, staff, officer, customer care wale, customer care wala, support wale, team member,
            एजेंट, एजेन्ट, प्रतिनिधि, ग्राहक प्रतिनिधि, ऑपरेटर, अधिकारी, कर्मचारी, एग्जीक्यूटिव, सलाहकार, परामर्शदाता, स्टाफ, स्टाफ़, रिप्रेजेंटेटिव, नुमाइंदा, نمائندہ, نمائندے, نمائندہ سے, ایجنٹ, آپریٹر, اہلکار, عملہ, افسر""",
        "boss": "manager, supervisor, senior, boss, malik, मैनेजर, प्रबंधक, सुपरवाइजर, सुपरवाइज़र, पर्यवेक्षक, वरिष्ठ अधिकारी, बॉस, मालिक, مینیجر, منیجر, سپروائزر",
        "member": "expert, specialist, visheshagya, technician, engineer, employee, worker, doctor, vakil, teacher, assistant, sahayak, specialist se, counselor, counsellor, विशेषज्ञ, तकनीशियन, इंजीनियर, सहायक, डॉक्टर, वकील, शिक्षक, काउंसलर, मदद करने वाला, ماہر, ڈاکٹر, ملازم",
        "person": "aadmi, admi, vyakti, banda, bande, bandi, log, logo, person, shakhs, aurat, व्यक्ति, आदमी, बंदा, बंदे, लोग, लोगों, शख्स, शख़्स, महिला, شخص, آدمی, بندہ, بندے, لوگ",
        "someone": "kisi, kisi se, kisi aur, kisi aur se, koi, koi aur, kisiko, kisi ko, someone, anyone, किसी, किसी से, किसी और, किसी और से, कोई, कोई और, کسی, کسی سے, کوئی, کسی اور",
        "desk": """grahak seva, grahak sewa, grahak sahayata, customer care, customer service, customer support, call centre, call center, helpline, help desk, support team, helpdesk, technical support, custmer care, costumer care,
            ग्राहक सेवा, ग्राहक सहायता, कस्टमर केयर, कस्टमर सर्विस, कस्टमर सपोर्ट, कॉल सेंटर, हेल्पलाइन, हेल्पडेस्क, सहायता केंद्र, सपोर्ट टीम, तकनीकी सहायता, ग्राहक सेवा केंद्र, कस्टमर केअर, کسٹمر سروس, کسٹمر کیئر, کسٹمر سپورٹ, کال سینٹر, ہیلپ لائن""",
        "team": "team, support, sales, department, vibhag, office, bank, company, branch, टीम, विभाग, सपोर्ट, कार्यालय, बैंक, कंपनी, शाखा, دفتر, ٹیم, محکمہ, بینک",
        "machine": "robot, bot, chatbot, robots, bots, रोबोट, बॉट, चैटबॉट, एआई, कृत्रिम बुद्धिमत्ता, روبوٹ, بوٹ",
        "device": "machine, computer, मशीन, कंप्यूटर, कम्प्यूटर, مشین, کمپیوٹر",
        "real": "asli, sachmuch, sach me, real, live, zinda, asali, असली, वास्तविक, सच्चा, जीवित, सचमुच, लाइव, रियल, اصلی, حقیقی, زندہ",
        "neg": "bina, without, no, बिना, मत, بغیر",
        "negpost": "nahi, nahin, nai, nhi, mat, na, ki jagah, नहीं, नही, मत, न, की जगह, نہیں, مت, کی بجائے",
        "refuse": "nahi chahiye, nahin chahiye, nhi chahiye, nahi chahta, nahi chahti, nhi chahta, nahi karni, nahi karna, nhi karni, nhi krni, nahi krni, jarurat nahi, zarurat nahi, zaroorat nahi, mat karo, mat karao, nafrat, नहीं चाहिए, नहीं चाहता, नहीं चाहती, नहीं करनी, नहीं करना, जरूरत नहीं, ज़रूरत नहीं, आवश्यकता नहीं, मत करो, मत जोड़ो, नफरत, نہیں چاہیے, نہیں چاہتا, نہیں چاہتی, ضرورت نہیں, نہیں کرنی",
        "away": "ki jagah, ke bajay, thak gaya, pareshan, bas karo, के बजाय, की जगह, थक गया, परेशान, बस करो",
        "can": "sakta, sakti, sakte, ho sakta, ho sakti, mumkin, ho pa, ho pa rahi, ho pa raha, kya main, mil sakta, milega, milegi, ho rahi, सकता, सकती, सकते, मुमकिन, संभव, सम्भव, हो पा, मिलेगा, मिलेगी, पा रहा, पा रही, سکتا, سکتی, سکتے, ممکن",
        "know": "kaise, kese, kaise kare, kaise karu, pata, कैसे, पता, کیسے, معلوم",
        "why": "kyu, kyun, kyon, kyu nahi, क्यों, کیوں",
        "ident": "kya tum, kya aap, kya tu, tum, aap, tu, kya ye, kya yeh, ye, yeh, main baat kar raha, mai baat kar raha, kya main baat, kya mai baat kar raha, baat kar raha hu, baat kar rahi hu, baat kar raha hoon, se baat kar raha, se baat kar rahi, kaun ho, kon ho, kaun hai, kya hai, aap kaun, tum kaun, mai ek, main ek, क्या तुम, क्या आप, क्या तू, तुम, आप, तू, क्या यह, क्या ये, यह, बात कर रहा हूं, बात कर रहा हूँ, बात कर रही हूं, बात कर रही हूँ, कौन हो, कौन हैं, कौन है, क्या है, क्या मैं, मैं एक, کیا آپ, کیا تم, آپ, تم, کون",
        "my": "mera, meri, mere, hamara, hamare, apne, मेरा, मेरी, मेरे, हमारा, हमारे, अपने, میرا, میری, میرے",
        "fill": """mujhe, muje, mujhko, mjhe, mai, main, me, mein, hum, hame, hume, humko, ek, kya, se, ko, ka, ki, ke, ka, par, pe, liye, saath, sath, hai, h, he, hain, ho, hu, hoon, hun, tha, abhi, turant, jaldi, aaj, sidhe, direct, sirf, bas, hi, bhi, please, plz, pls, plzz, kripya, kirpya, dhanyavad, shukriya, thoda, zara, jara, ji, haan, ha, ok, acha, accha, bhai, sir, madam, yaar, bro, kuch, koi, kisi, aur, ya, toh, wala, wale, wali, vala, aapke, aapki, aapka, apke, apki, apka, apni, tumhare, tumhari, help, madad, phone, call, online, chat, par, service, customer, care, support, karo, kare, kijiye, kijie, kar, kr, karke, do, dijiye, de, dena, hua, raha, rahi, hoga, hogi, jaye, jaaye, sakta, sakti, sakte, available, yaha, yahan, waha, urgent, mere, meri, baare, bare, samasya, liye, to,
            मुझे, मुझको, मैं, हम, हमें, मेरी, मेरे, एक, क्या, से, को, का, की, के, पर, लिए, साथ, में, है, हैं, हो, हूं, हूँ, अभी, तुरंत, जल्दी, आज, सीधे, सिर्फ, केवल, बस, ही, भी, कृपया, कृप्या, प्लीज, प्लीज़, धन्यवाद, शुक्रिया, थोड़ा, ज़रा, जी, हां, हाँ, ठीक, अच्छा, भाई, सर, कुछ, कोई, किसी, और, या, तो, वाला, वाले, वाली, आपके, आपकी, आपका, अपने, करो, करें, कीजिए, कर, करके, करवा, करा, दो, दीजिए, दें, दे, रहा, रही, सकता, सकती, सकते, उपलब्ध, यहां, यहाँ, वहां, फोन, ऑनलाइन, सेवा, ग्राहक, मदद, सहायता, समस्या, बारे, लाइन, मेरा,
            مجھے, میں, ہم, ایک, کیا, سے, کو, کا, کی, کے, پر, لیے, ساتھ, ہے, ہیں, ہوں, ابھی, فوری, جلدی, صرف, بھی, براہ, کرم, مہربانی, شکریہ, کسی, کوئی, اور, یا, کریں, دیں, کر, رہا, مدد, سکتا, سکتی, سکتے""",
        "greet": "namaste, namaskar, hello, hi, salam, assalam, dhanyavad, shukriya, नमस्ते, नमस्कार, हेलो, हैलो, धन्यवाद, शुक्रिया, السلام, شکریہ",
        "exist": "hai kya, hai koi, koi hai, h kya, available hai, milega, milegi, kaha hai, kahan hai, है क्या, कोई है, उपलब्ध, उपलब्ध है, कहां है, कहाँ है, मिलेगा, मिलेगी, ہے کیا, کوئی ہے, دستیاب",
        "when": "kab, kitne, kitne baje, time, samay, timing, khula, band, khulta, kitna, kitni, din, ravivar, shanivar, sunday, saturday, hours, कब, कितने, कितने बजे, समय, खुला, बंद, खुलता, कितना, कितनी, रविवार, शनिवार, दिन, घंटे, کب, کتنے, وقت",
        "number": "number, no, nambar, phone number, helpline number, email, mail, address, pata, link, website, नंबर, नम्बर, फोन नंबर, ईमेल, पता, वेबसाइट, लिंक, نمبر, فون نمبر, ای میل, پتہ",
        "but": "lekin, par, magar, warna, varna, isliye, लेकिन, मगर, परंतु, वरना, इसलिए, لیکن, مگر, ورنہ",
        "void": "banna, ban, banu, banne, kaam, job, naukri, salary, vetan, bharti, commission, course, matlab, arth, paribhasha, antar, account, khata, password, kimat, price, kharcha, yaad, banao, delete, bola, kaha, pyar, shaadi, gana, बनना, बन, बने, काम, नौकरी, वेतन, सैलरी, भर्ती, कमीशन, कोर्स, मतलब, अर्थ, परिभाषा, अंतर, खाता, पासवर्ड, कीमत, शुल्क, याद, बनाओ, हटाओ, कहा, बोला, प्यार, शादी, गाना, بننا, نوکری, تنخواہ, مطلب, قیمت, شادی",
        "bait": "insurance agent, travel agent, property agent, real estate agent, human rights, human body, human resources, manav adhikar, mere manager, mere boss, do log, teen log, char log, kitne log, kitne logo, prati vyakti, aap se baat, aapse baat, tumse baat, tum se baat, mujhse baat, mujh se baat, hindi me baat, hindi mein baat, bare me baat, baare me baat, ke bare me, aapse, tumse, mujhse, बीमा एजेंट, ट्रैवल एजेंट, मानव अधिकार, मानवाधिकार, मानव शरीर, मानव संसाधन, प्रति व्यक्ति, दो लोग, तीन लोग, कितने लोग, आपसे बात, आपसे, तुमसे, मुझसे, के बारे में, हिंदी में बात, मोबाइल ऑपरेटर",
        "whole": "koi hai, koi hai kya, koi h, koi madad karega, koi help karega, koi meri madad, kisi ko bulao, kisi ko bolo, mujhe call karo, mujhe contact karo, mujhse sampark karo, mujhse sampark kare, mujhse contact karo, koi mujhe call, koi baat karega, कोई है, कोई है क्या, कोई मेरी मदद, क्या कोई मेरी मदद, क्या कोई मदद, किसी को बुलाओ, मुझसे संपर्क करें, मुझसे संपर्क करो, कोई मुझे कॉल, क्या कोई है, کوئی ہے",
        "callback": "mujhe call karo, mujhe call kare, mujhe call karna, mujhe phone karo, mujhe phone kare, call back, callback, call karo, call kijiye, call kr do, call karwao, phone karo, phone pe baat, phone par baat, call pe baat, call par baat, मुझे कॉल करें, मुझे कॉल करो, मुझे फोन करें, मुझे फोन करो, कॉल करें, कॉल करो, कॉल बैक, फोन पर बात, फ़ोन पर बात, مجھے کال کریں, مجھے فون کریں",
        "past": "kal baat, pichle hafte, baat ki thi, baat hui thi, hui thi, बात की थी, बात हुई थी, पिछले हफ्ते, بات ہوئی تھی",
        "after": "jisse baat, jo madad kar, jo help kar, jo meri madad, jisse main, कौन मदद, जिससे बात, जो मदद कर, जो मेरी मदद",
        "break": "kyuki, kyunki, kyonki, jab, agar, क्योंकि, जब, अगर, کیونکہ",
    },
)
