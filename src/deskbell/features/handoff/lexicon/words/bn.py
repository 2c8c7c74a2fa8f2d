"""Bengali, in its own and in Latin letters; data only."""

from __future__ import annotations

from typing import Final

from deskbell.features.handoff.lexicon.shape import Language

WORDS: Final = Language(
    code="bn",
    order="ov",
    words={
        "talk": "কথা, কথা বলতে, কথা বলব, কথা বলবো, কথা বলতে চাই, কথা বলা, কথা বলার, কথা বলান, বলতে, আলাপ, আলাপ করতে, আলোচনা, চ্যাট, চ্যাট করতে, যোগাযোগ করতে, পরামর্শ, জিজ্ঞাসা, কথাবার্তা, kotha, kotha bolte, kotha bolbo, kotha bolte chai, alap, alochona, chat, katha, katha bolte, bolte, talk, speak",
        "link": "সংযোগ, সংযোগ দিন, সংযুক্ত, সংযুক্ত করুন, যুক্ত, যুক্ত করুন, কানেক্ট, যোগাযোগ, যোগাযোগ করব, যোগাযোগ করতে, যোগাযোগ করিয়ে, ট্রান্সফার, স্থানান্তর, হস্তান্তর, ডাকুন, ডাকো, ডেকে, ডেকে দিন, কল, কল করতে, ফোন, লাইন দিন, পাঠান, দেখা, দেখা করতে, সাহায্য, connect, connect koren, connect korun, jogajog, jogajog korte, transfer, contact, daken, dakun, call, phone, dhorie din, sahajjo",
        "move": "খুঁজে, দিন, দাও, আছে, din, dao",
        "wish": "চাই, চাচ্ছি, চাইছি, চাইতেছি, দরকার, প্রয়োজন, লাগবে, দিন, দাও, দেন, করিয়ে দিন, করতে চাই, পারি, পারব, পারবো, পারি কি, অনুরোধ, চাইছিলাম, খুঁজছি, করুন, করে দিন, chai, cai, chacchi, chaichi, dorkar, lagbe, proyojon, din, dao, den, koren, korun, pari, parbo, please, want, need",
        "human": "মানুষ, মানুষের, মানুষকে, মানুষজন, আসল মানুষ, আসল মানুষের, সত্যিকারের মানুষ, সত্যিকারের মানুষের, বাস্তব মানুষ, বাস্তব মানুষের, মানব, মানবিক, জীবিত মানুষ, রক্তমাংসের, আসল ব্যক্তি, manush, manusher, manus, manuser, asol manush, asol manusher, real manush",
        "staff": "প্রতিনিধি, প্রতিনিধির, প্রতিনিধিকে, এজেন্ট, এজেন্টের, এজেন্টকে, কর্মকর্তা, কর্মকর্তার, কর্মচারী, কর্মচারীর, অপারেটর, অপারেটরের, কাস্টমার প্রতিনিধি, গ্রাহক প্রতিনিধি, এক্সিকিউটিভ, এক্সিকিউটিভের, অফিসার, অফিসারের, উপদেষ্টা, পরামর্শক, স্টাফ, দায়িত্বপ্রাপ্ত, agent, agenter, agent er, protinidhi, protinidhir, kormokorta, kormokortar, representative, operator, executive, officer",
        "boss": "ম্যানেজার, ম্যানেজারের, ব্যবস্থাপক, সুপারভাইজার, সুপারভাইজারের, বস, বসের, ঊর্ধ্বতন, manager, manager er, supervisor",
        "member": "বিশেষজ্ঞ, বিশেষজ্ঞের, টেকনিশিয়ান, সহকর্মী, সহকারী, বিক্রয়কর্মী, ডাক্তার, ডাক্তারের, উকিল, শিক্ষক, শিক্ষকের, অ্যাডমিন, মালিক, ইঞ্জিনিয়ার, কর্মী, কর্মীর, admin, expert",
        "person": "ব্যক্তি, ব্যক্তির, লোক, লোকের, লোকজন, জন, lok, loker, bekti, bektir",
        "someone": "কারো, কারও, কাউকে, কেউ, কারো সাথে, অন্য কেউ, অন্য কারো, আপনাদের কারো, আপনাদের কেউ, কার, karo, karo sathe, kauke, keu, onno karo",
        "desk": "কাস্টমার কেয়ার, কাস্টমার কেয়ারে, কাস্টমার কেয়ারের, কাস্টমার সার্ভিস, কাস্টমার সার্ভিসে, কাস্টমার সাপোর্ট, গ্রাহক সেবা, গ্রাহক সেবায়, গ্রাহকসেবা, গ্রাহক সহায়তা, কল সেন্টার, কল সেন্টারে, হেল্পলাইন, হেল্পলাইনে, হেল্পডেস্ক, হেল্প ডেস্ক, সাপোর্ট টিম, লাইভ চ্যাট, লাইভ এজেন্ট, customer care, customer service, customer support, call center, helpline, live chat",
        "team": "টিম, বিভাগ, বিভাগের, সাপোর্ট, সেলস, অফিস, অফিসের, ব্যাংক, ব্যাংকের, কোম্পানি, শাখা, দোকান, team, office, support",
        "machine": "রোবট, রোবটের, রোবটকে, বট, বটের, মেশিন, মেশিনের, যন্ত্র, যন্ত্রের, কম্পিউটার, কম্পিউটারের, চ্যাটবট, চ্যাটবটের, কৃত্রিম বুদ্ধিমত্তা, এআই, স্বয়ংক্রিয়, robot, roboter, bot, boter, machine, chatbot",
        "real": "আসল, সত্যিকার, সত্যিকারের, বাস্তব, প্রকৃত, জীবিত, লাইভ, সরাসরি, asol, sotti, sottikar, real, live",
        "neg": "ছাড়া, বাদে",
        "negpost": "না, নয়, নাই, নেই, বদলে, পরিবর্তে, na, noy, nai",
        "refuse": "চাই না, চাইনা, চাচ্ছি না, দরকার নেই, দরকার নাই, প্রয়োজন নেই, প্রয়োজন নাই, লাগবে না, লাগবেনা, ঘৃণা, বলতে চাই না, করব না, বিরক্ত, chai na, caina, chaina, dorkar nai, dorkar nei, lagbe na, lagbena, proyojon nai",
        "away": "বদলে, পরিবর্তে, বিরক্ত, ক্লান্ত",
        "can": "পারি, পারব, পারবো, পারি কি, পারছি, পারছি না, সম্ভব, যাবে, যাবে কি, পারেন, পারবেন, করা যাবে, যায়, pari, parbo, parbo ki, jabe, jabe ki, somvob, parben, parchi",
        "know": "কিভাবে, কীভাবে, কেমনে, জানি, উপায়, kivabe, kibhabe, kemne",
        "why": "কেন, keno",
        "ident": "আপনি কি, তুমি কি, তুই কি, আপনি, তুমি, তুই, এটা কি, এটা, এটি, আমি কি, আমি কি কোনো, আমি কি একজন, কে আপনি, কে তুমি, আপনি কে, তুমি কে, কথা বলছি, বলছি, সে, apni ki, tumi ki, apni, tumi, tui, eta ki, eta, ami ki, ke apni, kotha bolchi",
        "my": "আমার, আমাদের, amar, amader",
        "fill": "আমি, আমাকে, আমায়, আমরা, একজন, একটা, একটি, এক, কোন, কোনো, কোনও, সাথে, সঙ্গে, এর, র, কে, কি, কী, ও, এবং, বা, তে, থেকে, জন্য, এখন, এখনই, এক্ষুনি, তাড়াতাড়ি, দ্রুত, জরুরি, জরুরী, আজ, আজই, সরাসরি, শুধু, সত্যি, দয়া, করে, দয়া করে, প্লিজ, প্লীজ, অনুগ্রহ, ধন্যবাদ, একটু, আরো, খুব, ভালো, ঠিক, আছে, হ্যাঁ, জি, ভাই, আপু, স্যার, এখানে, আপনাদের, আপনার, কিভাবে, কীভাবে, সাহায্য, সহায়তা, ফোনে, ফোন, কল, অনলাইন, অনলাইনে, সেবা, গ্রাহক, কাস্টমার, করতে, করুন, করেন, করিয়ে, দিন, দেন, দাও, হবে, যাবে, বিষয়ে, সমস্যা, মাধ্যমে, অন্য, পারি, পারব, পারবো, ami, amake, amare, ekjon, ekta, akjon, akta, kono, kon, sathe, shathe, songe, er, r, ke, ki, ekhon, ekhoni, taratari, joruri, druto, please, pls, plz, doya, kore, ektu, aktu, vai, bhai, apu, sir, apnader, apnar, kivabe, help, phone, phone e, online, service, customer, korte, korun, koren, kori, din, den, hobe, jabe, amar, shomossa",
        "greet": "হ্যালো, হাই, আসসালামু, সালাম, নমস্কার, শুভ, সুপ্রভাত, ধন্যবাদ, বিদায়, ভালোবাসি, assalamu, salam, hello, hi, dhonnobad",
        "exist": "আছে কি, আছে, আছেন, আছেন কি, কোথায়, উপলব্ধ, ache ki, ache, achen, kothay",
        "when": "কখন, কয়টা, কয়টায়, কটায়, সময়, সময়সূচী, খোলা, বন্ধ, খোলে, কত, কতজন, কয়জন, কতক্ষণ, দিন কি, শুক্রবার, শনিবার, রবিবার, ছুটি, kokhon, koyta, koto, somoy, khola, bondho",
        "number": "নম্বর, নাম্বার, নাম্বারটা, ফোন নম্বর, ফোন নাম্বার, মোবাইল নম্বর, ইমেইল, ঠিকানা, ওয়েবসাইট, লিংক, number, nambar, email, thikana, link",
        "but": "কিন্তু, তবে, নইলে, তাই, kintu, noile",
        "void": "হতে, হওয়া, চাকরি, চাকরির, কাজ, বেতন, নিয়োগ, কমিশন, কোর্স, মানে, অর্থ, সংজ্ঞা, পার্থক্য, ভূমিকা, একাউন্ট, অ্যাকাউন্ট, পাসওয়ার্ড, দাম, খরচ, মনে, তৈরি, মুছে, বলেছে, বলেছেন, বিয়ে, গান, নামের, hote, chakri, beton, mane, account, password, dam, biye",
        "bait": "মানবাধিকার, মানব সম্পদ, মানব শরীর, জনপ্রতি, প্রতিজন, দুইজন, তিনজন, চারজন, আপনার সাথে, আপনার সাথে কথা, তোমার সাথে, তোমার সাথে কথা, আমার সাথে, আমার সাথে কথা, মোবাইল অপারেটর, ট্রাভেল এজেন্ট, বীমা এজেন্ট, এজেন্ট ব্যাংকিং, এজেন্ট পয়েন্ট, অনেক মানুষ, সব মানুষ, ভালো মানুষ, apnar sathe, tomar sathe, amar sathe, agent banking, agent point",
        "whole": "কেউ আছেন, কেউ আছেন কি, কেউ আছে, কেউ কি আছেন, কেউ কি আছে, কেউ কি আমাকে সাহায্য, কেউ সাহায্য করবেন, কাউকে ডাকুন, আমার সাথে যোগাযোগ করুন, আমার সাথে যোগাযোগ করেন, keu achen, keu ache, keu ki achen, keu ki ache, amar sathe jogajog korun, amar sathe jogajog koren",
        "callback": "আমাকে কল করুন, আমাকে কল করেন, আমাকে কল দিন, আমাকে ফোন করুন, আমাকে ফোন দিন, কল ব্যাক, কল ব্যাক করুন, কল করুন, ফোনে কথা, ফোনে কথা বলতে, amake call korun, amake call koren, amake call din, amake phone korun, amake phone din, call back, phone e kotha",
        "past": "গতকাল, গত সপ্তাহে, বলেছিলাম, কথা হয়েছিল, কথা বলেছি",
        "after": "যার সাথে, যে সাহায্য করতে, যিনি সাহায্য, যে আমাকে সাহায্য, কে সাহায্য করতে",
        "break": "সম্পর্কে, কারণ, ব্যাপারে, যখন, যদি, নিয়ে",
    },
)
