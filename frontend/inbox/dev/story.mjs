// A believable afternoon at a small ceramics studio: who wrote, what was answered, who waits.
const MIN = 60_000;
const shop = (path, title) => ({ url: `https://fennandloam.example${path}`, title });
const PAGES = {
  delivery: shop("/help/delivery", "Delivery and returns"),
  plate: shop("/shop/stoneware-dinner-plate", "Stoneware dinner plate, oat"),
  classes: shop("/classes", "Wheel throwing classes"),
  basket: shop("/basket", "Your basket"),
  home: shop("/", "Fenn & Loam, ceramics from Malmö"),
};
const CITES = {
  delivery: { n: 1, id: "src_delivery", title: "Delivery times", url: "https://fennandloam.example/help/delivery" },
  returns: { n: 2, id: "src_returns", title: "Returns and breakages" },
  care: { n: 1, id: "src_care", title: "Caring for stoneware" },
  classes: { n: 1, id: "src_classes", title: "Classes: dates and prices" },
};
export const MIA = { id: "op_mia", name: "Mia Lindgren" };
export const ME = { id: "op_me", name: "Otto Fenn", email: "owner@example.com", role: "owner" };

// [minutes ago, who, text, extra]: v = visitor, a = assistant, o = me, m = Mia, n = note by Mia, > = a change of hands
export const STORIES = [
  {
    id: "c_01jd3vera", name: "Vera Lindqvist", email: "vera.lindqvist@example.net", page: PAGES.delivery,
    log: [
      [9, "v", "Hi! I ordered eight oat dinner plates on Monday and need them by Saturday for a birthday. Will they make it to Uppsala?"],
      [8.8, "a", "Orders within Sweden usually take **2–3 working days** after they leave the studio [1]. An order from Monday should normally reach Uppsala by Thursday or Friday.\n\nYou can follow the parcel with the link in the confirmation e-mail:\n\n- *Packed*: still in the studio, we can change the address\n- *On its way*: with the carrier, about two days to Uppsala", { citations: [CITES.delivery] }],
      [7.5, "v", "The tracking page still says “packed” though. And two of the plates in my last order had hairline cracks, so I'd like somebody to look at them before they go out."],
      [7.3, "a", "I'm sorry about the cracks. Broken or cracked pieces are replaced free of charge within 30 days [2]; a photo is enough. Whether your parcel can be checked before it leaves is something only the studio can say.", { citations: [CITES.returns] }],
      [2.4, "v", "Can I talk to a real person please?"],
      [2.35, ">", "waiting", { reason: "keyword", code: "asking_team", text: "Asking the team. You can keep writing." }],
      [1.6, "v", "It's order 20418, in case that helps."],
    ],
  },
  {
    id: "c_01jd3tom", name: null, email: null, page: PAGES.basket,
    log: [
      [3, "v", "My voucher code LOAM10 is refused at checkout, it says expired but the mail says until 30 November"],
      [2.9, "a", "I can't see or change voucher codes from here. Let me get someone from the studio to look at it."],
      [0.35, ">", "waiting", { reason: "assistant", code: "asking_team", text: "Asking the team. You can keep writing." }],
    ],
  },
  {
    id: "c_01jd3priya", name: "Priya Raman", email: "priya@example.org", page: PAGES.classes,
    log: [
      [46, "v", "Do you still have a place in the Thursday evening wheel class?"],
      [45.8, "a", "The Thursday evening class runs from **18:00 to 20:30**, six weeks, 2 900 kr including clay and firing [1]. I can't see how many places are left; shall I ask the studio?", { citations: [CITES.classes] }],
      [44, "v", "Yes please"],
      [43.9, ">", "waiting", { reason: "asked", code: "asking_team", text: "Asking the team. You can keep writing." }],
      [42.2, ">", "human", { owner: "me", reason: "operator", code: "joined", text: "Otto joined." }],
      [41.5, "o", "Hi Priya, Otto here. One place is left for the course starting 5 December. I can hold it for you until tomorrow noon."],
      [38, "v", "That's great! Can my sister come along for the first evening to watch?"],
      [37, "n", "Her sister Anu took the autumn course, see her contact. She may get the alumni price."],
      [36, "o", "Of course. There's tea, and a stool by the window."],
      [4, "v", "Perfect. One more thing: should we bring aprons, or do you have some there?"],
    ],
  },
  {
    id: "c_01jd3jon", name: "Jonas Beck", email: null, page: PAGES.plate,
    log: [
      [22, "v", "Is the oat glaze dishwasher safe?"],
      [21.8, "a", "Yes. All our stoneware is fired at 1 240 °C and is dishwasher safe [1]. Sharp salt and long soaking dull the oat glaze over the years, so a short programme is kinder to it.", { citations: [CITES.care] }],
      [20, "v", "and the microwave?"],
      [19.9, "a", "Also fine, as long as the piece has no gold rim [1].", { citations: [CITES.care] }],
      [12, ">", "waiting", { reason: "asked", code: "asking_team", text: "Asking the team." }],
      [11, ">", "human", { owner: "mia", reason: "operator", code: "joined", text: "Mia joined." }],
      [10, "m", "Hi Jonas, Mia from the studio. What can I do for you?"],
      [9.5, "v", "Could I collect the plates on Sunday?"],
    ],
  },
  {
    id: "c_01jd3ines", name: "Inês Carvalho", email: "ines@example.com", page: PAGES.home,
    log: [
      [1.2, "v", "Do you ship to Portugal, and what does it cost for two mugs?"],
      [1.0, "a", "Yes, we ship to the whole EU [1]. Two mugs to Portugal cost **129 kr** and take 4–6 working days.", { citations: [CITES.delivery] }],
    ],
  },
  {
    id: "c_01jd3sam", name: "Sam Okafor", email: "sam@example.net", page: PAGES.delivery,
    log: [
      [190, "v", "The handle of my mug came off after a week. Can I send it back?"],
      [189.8, "a", "I'm sorry! Broken pieces are replaced within 30 days [2]; please send a photo.", { citations: [CITES.returns] }],
      [188, "v", "I'd rather speak to someone"],
      [187.9, ">", "waiting", { reason: "keyword", code: "asking_team", text: "Asking the team." }],
      [185.9, ">", "followup", { reason: "deadline", code: "timed_out", text: "Nobody is free right now. We'll answer by e-mail." }],
      [184, "v", "OK, you have my address. It's the blue one with the foot ring."],
    ],
  },
  {
    id: "c_01jd3lena", name: "Lena Hoffmann", email: "lena@example.de", page: PAGES.classes,
    log: [
      [1500, "v", "Are the classes in English as well?"],
      [1499, "a", "Yes, every class is taught in Swedish and English [1].", { citations: [CITES.classes] }],
      [1490, "v", "Great, thanks, that solved it"],
      [1489, ">", "closed", { reason: "visitor", code: "closed", text: "Conversation ended." }],
    ],
  },
];

export const LATER = [
  { id: "c_01jd3mika", name: "Mika Aalto", email: null, page: PAGES.plate, log: [[0.4, "v", "I think I was charged twice for the same plate."], [0.35, "a", "That should not happen. I'll ask the studio to look into your payment."], [0.01, ">", "waiting", { reason: "assistant", code: "asking_team", text: "Asking the team." }]] },
  { id: "c_01jd3anon", name: null, email: null, page: PAGES.home, log: [[0.05, "v", "Are you open on Sunday?"]] },
];

export const SOURCES = [
  ["qa", "Delivery times", "How long does delivery take?", "Orders within Sweden take **2–3 working days**, to the rest of the EU 4–6. We pack every morning except Sunday; until it is packed the address can still be changed.\n\nTwo mugs cost 49 kr within Sweden, 129 kr within the EU.", 2],
  ["qa", "Returns and breakages", "What if something arrives broken?", "Broken or cracked pieces are replaced free of charge within 30 days. A photo is enough; nothing has to be sent back.", 1],
  ["text", "Caring for stoneware", null, "All stoneware is fired at 1 240 °C and is dishwasher and microwave safe, except pieces with a gold rim.\n\nSharp salt and long soaking dull the oat glaze over the years.", 3],
  ["qa", "Classes: dates and prices", "When are the wheel throwing classes?", "Thursday evenings 18:00–20:30, six weeks, 2 900 kr with clay and firing. The next course starts on 5 December. Taught in Swedish and English.", 2],
  ["text", "The studio", null, "Fenn & Loam is a ceramics studio in Malmö, founded in 2014 by Otto Fenn. Visitors are welcome Tuesday to Saturday, 11 to 17.", 1],
  ["qa", "Vouchers", "Why is my voucher refused?", "A voucher counts once per order and not for classes. It is valid until midnight of the day printed on it.", 1],
].map(([kind, title, question, body, passages], at) => ({ id: `src_${at + 1}`, kind, title, question, body, version: 1, updated_at: Date.now() - (at + 1) * 26 * 3_600_000, passages }));

export const PROMPT = `You answer for Fenn & Loam, a small ceramics studio in Malmö.

Be brief and warm, never pushy. Answer in the visitor's language. Prices are in Swedish kronor.

Always: say which page or entry an answer comes from; offer the studio when somebody is upset, when money went wrong, or when a piece arrived broken.

Never: promise a delivery date, change an order, or invent a discount.`;

export const STREAM = "Yes, the studio is open on **Sundays in December**, from 11 to 16 [1]. You'll find us at the end of the yard, behind the blue gate.\n\nIf you come with the tram, take line 3 to *Värnhem* and walk five minutes:\n\n1. Leave the square towards the canal\n2. Cross the small bridge\n3. Ring at the gate, somebody will hear it";
export { MIN };
