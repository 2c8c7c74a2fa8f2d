"""Indonesian and Malay; data only."""

from __future__ import annotations

from typing import Final

from deskbell.features.handoff.lexicon.shape import Language

WORDS: Final = Language(
    code="id",
    order="vo",
    words={
        "talk": "chat dengan, chat sama, bicara, berbicara, ngobrol, ngomong, bercakap, berbual, cakap, obrolan, chatting, chattingan, berkomunikasi, komunikasi, diskusi, berdiskusi, konsultasi, berkonsultasi, berbincang, tanya, bertanya, curhat, bcr, bicarakan, perbualan, telponan, menelpon",
        "link": "hubungkan, sambungkan, disambungkan, dihubungkan, terhubung, tersambung, menghubungi, hubungi, kontak, mengontak, alihkan, dialihkan, pindahkan, transfer, teruskan, diteruskan, panggilkan, panggil, panggilan, telepon, telpon, menelepon, oper, dioper, rujuk, eskalasi, dibantu oleh, dibantu, dilayani, dilayani oleh, dijawab, sambung, hubung, bercakap dengan, ketemu, bertemu, bertemu dengan, jumpa, berjumpa, disambung, dialihkan ke, ganti ke, bantuan dari, jawaban dari, balasan dari, pindah ke, konek, konekkan",
        "move": "cari, carikan, kirim, temukan, punya, ada, beritahu",
        "wish": "mau, mo, ingin, pengen, pingin, pgn, kepingin, butuh, perlu, perlukan, membutuhkan, minta, mohon, tolong, beri, berikan, kasih, kasi, bagi saya, nak, hendak, mahu, mahukan, harap, lebih suka, prefer, cari, mencari, bisa minta, boleh minta, tuntut, menunggu, tunggu, harus, saya mau, saya ingin, lebih baik, biar, izinkan, request",
        "human": "manusia, org asli, orang asli, orang beneran, orang nyata, orang sungguhan, orang betul, orang sebenar, orang hidup, orang sebenarnya, manusia asli, manusia nyata, cs manusia, agen manusia, bantuan manusia",
        "staff": "agen, operator, cs, customer service, petugas, petugas cs, staf, staff, perwakilan, wakil, konsultan, ejen, pegawai, pegawai khidmat, kakitangan, customer servis, customer service officer, cso, csnya, admin, adminnya, mimin, konsultan, penasihat, teller, petugas layanan, salesnya, orang cs, pihak cs, penanggung jawab, pihak berwenang, pegawai bertugas, wakil khidmat, narahubung, tim cs",
        "boss": "manajer, atasan, bos, boss, supervisor, pimpinan, kepala, pengurus, penyelia, direktur, pengurusan, kepala cabang",
        "member": "sales, karyawan, pegawai, pekerja, ahli, pakar, teknisi, juruteknik, rekan, kolega, asisten, personel, spesialis, resepsionis, penjual, pengacara, dokter, doktor, guru, dosen, pemilik, owner, moderator, broker, agen properti, teman tim, tenaga ahli, penolong, pembantu",
        "person": "orang, org, individu, seseorang, bapak, ibu, pria, wanita, seorang",
        "someone": "seseorang, sseorang, seorang, siapa saja, siapapun, siapa siapa, sesiapa, orang lain, salah satu dari kalian, pihak anda, siapa",
        "desk": "layanan pelanggan, pelayanan pelanggan, layanan konsumen, layanan nasabah, khidmat pelanggan, perkhidmatan pelanggan, bantuan teknis, dukungan pelanggan, dukungan teknis, sokongan pelanggan, sokongan teknikal, pusat bantuan manusia, pusat panggilan, pusat layanan, call center, costumer service, customer servis, cust service, live chat, tim dukungan, tim support, tim bantuan, meja bantuan, hotline, talian hotline, bagian pengaduan",
        "team": "tim, pasukan, bagian, bahagian, departemen, jabatan, penjualan, jualan, marketing, resepsi, akuntansi, kantor, pejabat, bank, toko, kedai, perusahaan, syarikat, cabang, cawangan, pihak hotel, pihak bank, pihak, keuangan, hrd, pusat, dukungan, bantuan",
        "machine": "kecerdasan buatan, asisten virtual, jawaban otomatis, balasan otomatis, bots, robot, robotnya, botnya, sistem otomatis, pesan otomatis",
        "device": "mesin, komputer, program, algoritma",
        "real": "asli, nyata, beneran, sungguhan, betulan, sebenar, sebenarnya, hidup, langsung, live, betul, bukan bot, bukan robot, bukan mesin, yang bukan bot, yang bukan robot",
        "neg": "tidak, tdk, gak, ga, nggak, ngga, gk, enggak, tak, bukan, jangan, tanpa, belum, ndak, tiada",
        "refuse": "tidak mau, gak mau, ga mau, nggak mau, tidak ingin, gak pengen, tidak perlu, tak perlu, gak perlu, ga perlu, nggak perlu, ga usah, gak usah, tidak usah, tidak butuh, gak butuh, ga butuh, tak mau, tak nak, tak mahu, tidak mahu, benci, malas, males, jangan, ogah, bosan, tidak suka, ga suka, gak suka",
        "away": "daripada, alih alih, bosan, capek, cape, muak, cukup, berhenti, stop, benci, penat, selain, malas, males",
        "can": "bisa, bs, dapat, dpt, boleh, mungkin, mampu, tidak bisa, ga bisa, gak bisa, tak boleh, apakah bisa, bisakah, bolehkah, dapatkah, apa bisa, susah",
        "know": "tahu, tau, bagaimana cara, gimana cara, cara, bagaimana, gimana, macam mana, caranya",
        "why": "kenapa, mengapa, kok",
        "ident": "apakah kamu, kamu, apakah anda, apa kamu, lu, kau, anda adalah, kamu adalah, apakah ini, ini, apakah saya, saya sedang, apakah saya berbicara, saya berbicara dengan, saya bicara dengan, aku bicara dengan, siapa kamu, siapa anda, siapakah, apa itu, apakah aku, awak, adakah awak, adakah anda, adakah ini, adakah saya, dia, kamu itu, apa kau, saya adalah, saya sudah, aku sudah, saya ini",
        "my": "saya punya, bos saya, milik saya, atasan saya, manajer saya",
        "fill": "kembali, lagi, saya, sy, aku, gue, gw, gua, kami, kita, anda, dengan, dgn, sama, ke, kepada, pada, di, dari, dr, untuk, utk, dan, atau, yang, yg, ini, itu, sini, sana, seorang, satu, suatu, salah, sebuah, salah satu, sekarang, skrg, segera, cepat, langsung, secepatnya, hari, hari ini, urgent, darurat, saja, aja, sahaja, hanya, cuma, benar, benar benar, tolong, mohon, please, plis, terima kasih, makasih, trims, juga, sangat, lebih, baik, ok, oke, ya, iya, dong, deh, kak, kakak, min, gan, sis, bang, mas, mbak, pak, bu, nih, sih, lah, donk, kah, apa, apakah, adakah, bisa, bs, boleh, dapat, bantuan, bantu, membantu, bisa bantu, coba, mencoba, telepon, telpon, lewat telepon, melalui telepon, via telepon, chat, lewat chat, layanan, pelanggan, online, tersedia, kompeten, berwenang, pribadi, mungkin, lain, lainnya, kalian, tim, halo, hai, bahasa, indonesia, dulu, oleh, secara, ni, tu, bercakap, terus, balik, ke bagian, tentang, masalah, nya, mana",
        "greet": "halo, hai, hi, selamat pagi, selamat siang, selamat sore, selamat malam, selamat petang, assalamualaikum, terima kasih, makasih, dadah, sampai jumpa, cinta, senang",
        "exist": "ada, adakah, apakah ada, apa ada, ada gak, ada ga, di mana, dimana, tersedia, ada tidak, punya, kat mana, standby, aktif",
        "when": "jam, jam berapa, jam kerja, jam operasional, jam buka, kapan, bila, pukul berapa, waktu, waktu operasi, buka, tutup, berapa, berapa lama, hari apa, sabtu, minggu, ahad, akhir pekan, libur, 24 jam",
        "number": "nomor, nomer, no, nombor, nomor telepon, no telp, no hp, no telepon, email, e mail, alamat, website, situs, laman, link, kontak person, info kontak, wa, whatsapp, formulir, borang",
        "but": "tapi, tetapi, namun, kalau tidak, kalo gak, sebaliknya, meskipun, jadi saya, melainkan",
        "void": "menjadi, jadi agen, jadi, kerja, pekerjaan, bekerja, bekerja sebagai, lowongan, gaji, komisi, melamar, lamar, rekrut, kursus, pelatihan, artinya, arti, maksud, maksudnya, definisi, perbedaan, beda, peran, tugas, akun, akaun, kata sandi, password, harga, biaya, ingatkan, pengingat, tambah, buat, membuat, hapus, kata dia, bilang, nikah, menikah, nyanyi, cinta, menciptakan",
        "bait": "orang ini, orang itu, agen properti, agen perjalanan, agen wisata, agen asuransi, agen rahasia, ejen hartanah, ejen pelancongan, hak asasi manusia, hak asasi, tubuh manusia, umat manusia, sumber daya manusia, sumber manusia, per orang, dua orang, tiga orang, empat orang, 2 orang, 3 orang, 4 orang, berapa orang, orang tua, orang dewasa, orang lain yang, banyak orang, semua orang, setiap orang, bicara dengan kamu, bicara dengan anda, bicara denganmu, ngobrol dengan kamu, bicara sama kamu, bicara denganku, ngobrol denganku, bicara tentang, bicara bahasa, data pribadi, kontak kami, operator seluler, kartu, meja untuk, kamu bisa, kamu mau, anda bisa, anda mau, kamu suka, kamu punya",
        "whole": "dengan siapa saya bisa bicara, siapa yang bisa saya hubungi, siapa yang bisa bantu, siapa yang bisa membantu, tidak mau bot, jangan bot, bisakah seseorang, bisa seseorang membantu, seseorang bantu saya, seseorang yang bisa membantu, ada orang, ada orang di sana, ada org, ada yang bisa bantu, ada yang bisa membantu, ada yang bisa dihubungi, ada admin, admin ada, ada sesiapa, hubungi saya, kontak saya, hubungi aku, minta dihubungi, mohon dihubungi, tolong dihubungi",
        "callback": "telepon saya, telpon saya, telepon aku, telpon aku, telepon balik, telpon balik, hubungi balik, hubungi kembali, minta ditelepon, minta ditelpon, mohon ditelepon, call saya, bicara lewat telepon, bicara via telepon, telefon saya, panggil saya balik",
        "past": "kemarin, minggu lalu, semalam, tadi, sudah bicara, pernah bicara, sudah ngobrol, dulu pernah",
        "after": "untuk bicara, untuk berbicara, yang bisa, yang dapat, yang boleh, yang bisa membantu, bisa diajak bicara, yang mengerti, yang paham, siapa yang bisa, untuk membantu, dengan siapa",
        "break": "mengenai, karena, soal, sebab, ketika, kalau, jika, krn, terkait",
    },
)
