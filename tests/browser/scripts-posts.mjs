// Ten posts in each of five languages: what they say, and a word of each that nothing else says.

export const languages = { ar: "العربية", he: "עברית", ja: "日本語", th: "ไทย", fr: "Français" };

/** By slug; in each language a title, a text and the word to look for. */
export const posts = {
  clock: {
    ar: ["تدرّب أمام الساعة", "من يتدرّب مرتين يعرف أين يطول كلامه. اكتب `lutrin serve` وابدأ العرض.", "يتدرّب"],
    he: ["להתאמן מול השעון", "מי שמתאמן פעמיים יודע איפה הוא מאריך. כותבים `lutrin serve` ומתחילים.", "מאריך"],
    ja: ["時計の前で練習する", "二回練習すると、どこで話が長くなるかが分かります。`lutrin serve`で始めます。", "練習"],
    th: ["ซ้อมพูดกับนาฬิกา", "ใครซ้อมสองครั้งจะรู้ว่าตนพูดยาวตรงไหน เริ่มด้วย `lutrin serve`", "นาฬิกา"],
    fr: ["Répéter devant l’horloge", "Qui répète deux fois sait où il s’attarde. On commence par `lutrin serve`.", "attarde"],
  },
  fonts: {
    ar: ["خطوط تسافر مع الشرائح", "إذا حملت الشرائح خطوطها بقيت كما هي في كل قاعة.", "خطوط"],
    he: ["גופנים שנוסעים עם המצגת", "מצגת שמביאה את הגופנים שלה נראית אותו דבר בכל אולם.", "גופנים"],
    ja: ["書体も一緒に持っていく", "スライドが書体を持っていれば、どの会場でも同じに見えます。", "会場"],
    th: ["พกแบบอักษรไปด้วย", "สไลด์ที่มีแบบอักษรของตัวเองจะดูเหมือนเดิมในทุกห้อง", "แบบอักษร"],
    fr: ["Des polices qui voyagent", "Un diaporama qui apporte ses polices reste le même dans chaque salle.", "polices"],
  },
  release: {
    ar: ["ما الجديد في 1.3", "الإصدار 1.3 أسرع بنسبة -48 % في البناء.\n\n| اسم | فرق |\n|:--|--:|\n| C++ | -48 % |\n| `lutrin check` | +3 ms |", "الإصدار"],
    he: ["מה חדש בגרסה 1.3", "גרסה 1.3 בונה מהר יותר.\n\n| שם | הפרש |\n|:--|--:|\n| C++ | -48 % |\n| `lutrin check` | +3 ms |", "הפרש"],
    ja: ["1.3の新しい点", "版1.3は組み立てが速くなりました。\n\n| 名前 | 差 |\n|:--|--:|\n| C++ | -48 % |\n| `lutrin check` | +3 ms |", "組み立て"],
    th: ["มีอะไรใหม่ใน 1.3", "รุ่น 1.3 สร้างเว็บได้เร็วขึ้น\n\n| ชื่อ | ต่าง |\n|:--|--:|\n| C++ | -48 % |\n| `lutrin check` | +3 ms |", "สร้างเว็บ"],
    fr: ["Quoi de neuf dans la 1.3", "La version 1.3 construit plus vite.\n\n| Nom | Écart |\n|:--|--:|\n| C++ | -48 % |\n| `lutrin check` | +3 ms |", "construit"],
  },
  pictures: {
    ar: ["صور لا تفضح المكان", "تحذف الأداة الإحداثيات من كل صورة قبل نشرها.", "الإحداثيات"],
    he: ["תמונות שלא מסגירות מקום", "הכלי מוחק את נקודות הציון מכל תמונה לפני הפרסום.", "הציון"],
    ja: ["場所を明かさない写真", "公開の前に、写真から撮影地を消します。", "撮影地"],
    th: ["ภาพถ่ายที่ไม่บอกสถานที่", "ก่อนเผยแพร่ เครื่องมือจะลบพิกัดออกจากทุกภาพ", "พิกัด"],
    fr: ["Des photos sans adresse", "L’outil efface les coordonnées de chaque photo avant de la publier.", "coordonnées"],
  },
  search: {
    ar: ["بحث بلا خادم", "يقرأ المتصفح فهرسا صغيرا عندما يسأل القارئ.", "المتصفح"],
    he: ["חיפוש בלי שרת", "הדפדפן קורא אינדקס קטן כשהקורא שואל.", "הדפדפן"],
    ja: ["サーバーのない検索", "読者が尋ねるとき、ブラウザーは小さな索引を読みます。", "索引"],
    th: ["ค้นหาโดยไม่มีเซิร์ฟเวอร์", "เบราว์เซอร์อ่านดัชนีขนาดเล็กเมื่อผู้อ่านถาม", "ดัชนี"],
    fr: ["Chercher sans serveur", "Le navigateur lit un petit index quand on l’interroge.", "interroge"],
  },
  backups: {
    ar: ["نسخ احتياطية تُجرَّب", "نسخة لم يستعدها أحد ليست نسخة. جرّب `restore.sh` كل شهر.", "يستعدها"],
    he: ["גיבויים שבודקים", "גיבוי שאיש לא שחזר אינו גיבוי. מריצים `restore.sh` כל חודש.", "שחזר"],
    ja: ["試してこそ控え", "戻したことのない控えは控えではありません。毎月`restore.sh`を動かします。", "毎月"],
    th: ["สำรองแล้วต้องลองกู้", "สำเนาที่ไม่เคยกู้คืนไม่ใช่สำเนา ให้รัน `restore.sh` ทุกเดือน", "กู้คืน"],
    fr: ["Des sauvegardes éprouvées", "Une copie que personne n’a restaurée n’en est pas une. On lance `restore.sh` chaque mois.", "restaurée"],
  },
  zones: {
    ar: ["التاسعة في أي مدينة؟", "اكتب المنطقة الزمنية مع كل موعد: `Asia/Tokyo` لا `+09:00`.", "الزمنية"],
    he: ["תשע, באיזו עיר?", "כותבים אזור זמן ליד כל מועד: `Asia/Tokyo` ולא `+09:00`.", "מועד"],
    ja: ["九時とはどの町の九時か", "時刻には時間帯を書きます。`+09:00`ではなく`Asia/Tokyo`です。", "時間帯"],
    th: ["เก้าโมงของเมืองไหน", "เขียนเขตเวลากับทุกนัดหมาย ใช้ `Asia/Tokyo` ไม่ใช่ `+09:00`", "เขตเวลา"],
    fr: ["Neuf heures, dans quelle ville ?", "On note le fuseau de chaque rendez-vous : `Asia/Tokyo`, pas `+09:00`.", "fuseau"],
  },
  queues: {
    ar: ["طابور القهوة", "إذا وصل كل دقيقة ضيفان ولم يُخدم إلا واحد كبر الطابور: $\\lambda > \\mu$.", "ضيفان"],
    he: ["התור לקפה", "אם בכל דקה באים שני אורחים ורק אחד מקבל שירות, התור גדל: $\\lambda > \\mu$.", "אורחים"],
    ja: ["珈琲の列", "一分に二人が来て一人しか買えなければ、列は伸びます。$\\lambda > \\mu$", "珈琲"],
    th: ["แถวรอกาแฟ", "ถ้านาทีละสองคนมาแต่ได้กาแฟคนเดียว แถวก็ยาวขึ้น $\\lambda > \\mu$", "กาแฟ"],
    fr: ["La file du café", "Si deux convives arrivent par minute et qu’un seul est servi, la file grandit : $\\lambda > \\mu$.", "convives"],
  },
  tests: {
    ar: ["اختبار يفشل أولا", "قبل أن تصلح الخطأ اكتب اختبارا يراه. ثم شغّل `cargo test`.", "تصلح"],
    he: ["בדיקה שנכשלת קודם", "לפני שמתקנים באג כותבים בדיקה שרואה אותו. אחר כך `cargo test`.", "מתקנים"],
    ja: ["先に失敗する試験", "誤りを直す前に、それを見つける試験を書きます。それから`cargo test`です。", "誤り"],
    th: ["ให้ชุดทดสอบล้มก่อน", "ก่อนแก้ข้อบกพร่อง เขียนชุดทดสอบที่มองเห็นมัน แล้วสั่ง `cargo test`", "ข้อบกพร่อง"],
    fr: ["Un test qui échoue d’abord", "Avant de corriger une erreur, on écrit le test qui la voit. Puis `cargo test`.", "corriger"],
  },
  keyboard: {
    ar: ["كل شيء من لوحة المفاتيح", "اضغط Ctrl+K للبحث وEsc للخروج. انظر https://other.example/a_(b) أيضا.", "اضغط"],
    he: ["הכול מהמקלדת", "לוחצים Ctrl+K לחיפוש ו-Esc ליציאה. ראו גם https://other.example/a_(b).", "ליציאה"],
    ja: ["すべて鍵盤から", "検索はCtrl+K、閉じるのはEscです。https://other.example/a_(b) も見てください。", "鍵盤"],
    th: ["ทุกอย่างจากแป้นพิมพ์", "กด Ctrl+K เพื่อค้นหา และ Esc เพื่อออก ดู https://other.example/a_(b) ด้วย", "แป้นพิมพ์"],
    fr: ["Tout au clavier", "Ctrl+K cherche, Échap ferme. Voir aussi https://other.example/a_(b).", "clavier"],
  },
};

/** The files of a blog that has them. */
export function blogOfPosts() {
  const names = Object.entries(languages).map(([code, name]) => `  ${code}: {name: ${name}}\n`);
  const files = { "lutrin.yaml": `title: {ar: دفتر, he: מחברת, ja: 手帳, th: สมุด, fr: Carnet}\nbase_url: https://example.org\nlanguages:\n${names.join("")}social_cards: false\n` };
  Object.entries(posts).forEach(([slug, versions], index) => {
    for (const [code, [title, text]] of Object.entries(versions)) {
      files[`content/blog/${slug}/index.${code}.md`] = `---\ntitle: "${title}"\ndate: 2026-02-${index + 10}\nmath: true\n---\n${text}\n`;
    }
  });
  return files;
}
