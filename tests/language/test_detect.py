import pytest
from hypothesis import given
from hypothesis import strategies as st

from unhook.language.detect import SAMPLE_CHARS, detect
from unhook.language.profiles import CYRILLIC, SCRIPTS, WEIGHTS, WORDS

SENTENCES = {
    "english": "We will close the office on Friday, so please take your keys with you when you leave.",
    "german": "Wir schließen das Büro am Freitag, bitte nehmen Sie Ihre Schlüssel mit, wenn Sie gehen.",
    "french": "Nous fermons le bureau vendredi, merci de prendre vos clés avec vous quand vous partez.",
    "portuguese": "Vamos fechar o escritório na sexta, por isso leve as suas chaves com você quando sair.",
    "spanish": "Vamos a cerrar la oficina el viernes, por favor lleve sus llaves cuando se vaya de aquí.",
    "dutch": "Wij sluiten het kantoor op vrijdag, neem dus uw sleutels mee wanneer u naar huis gaat.",
    "italian": "Chiudiamo l'ufficio venerdì, quindi porti con sé le sue chiavi quando va via per il ponte.",
    "swedish": "Vi stänger kontoret på fredag, så ta med dig nycklarna när du går och glöm inte jackan.",
    "polish": "Zamykamy biuro w piątek, prosimy więc zabrać ze sobą klucze i już nie wracać do domu po nie.",
    "turkish": "Ofisi cuma günü kapatıyoruz, lütfen sizin olan anahtar ve eşyalar için daha sonra gelin.",
    "russian": "Мы закрываем офис в пятницу, поэтому возьмите с собой ключи, когда будете выходить.",
    "ukrainian": "Ми зачиняємо офіс у п'ятницю, тому візьміть із собою ключі, коли йтимете, і їх не губіть.",
    "greek": "Κλείνουμε το γραφείο την Παρασκευή, πάρτε μαζί σας τα κλειδιά.",
    "japanese": "金曜日に事務所を閉めますので、お帰りの際は鍵をお持ちください。",
    "chinese": "我们星期五关闭办公室，请您离开时带上钥匙。",
    "korean": "금요일에 사무실을 닫으니 나가실 때 열쇠를 가져가세요.",
    "arabic": "سنغلق المكتب يوم الجمعة، يرجى أخذ مفاتيحك معك عند المغادرة.",
    "hebrew": "נסגור את המשרד ביום שישי, אנא קחו את המפתחות איתכם.",
}


@pytest.mark.parametrize(("language", "sentence"), SENTENCES.items())
def test_one_sentence_is_enough(language: str, sentence: str) -> None:
    assert detect(sentence) == language


@pytest.mark.parametrize(
    "text",
    [
        "",
        "OK",
        "12 34 56",
        "Anna Berg Paul Stone Maria Silva",
        "int main(void) { return 0; }",
        "A-1\nB-2\nC-3",
    ],
)
def test_says_nothing_where_it_cannot_know(text: str) -> None:
    assert detect(text) is None


def test_links_and_addresses_do_not_vote() -> None:
    links = " ".join(f"https://example.com/the/and/you/{n} you.and.the@example.com" for n in range(30))
    assert detect(f"{links} {SENTENCES['german']}") == "german"


PATCH = """\
 drivers/media/v4l2-core/v4l2-ioctl.c | 1 +
 2 files changed, 2 insertions(+)

diff --git a/drivers/media/v4l2-core/v4l2-ioctl.c b/drivers/media/v4l2-core/v4l2-ioctl.c
@@ -1457,6 +1457,7 @@ static void v4l_fill_fmtdesc(struct v4l2_fmtdesc *fmt)
 \tcase V4L2_PIX_FMT_V_S:\tdescr = "a_s_v"; k = v - s; break;
+\tcase V4L2_PIX_FMT_HEXTILE:\tdescr = "A/V z/s"; i = s->k - s->o; break;
"""


def test_a_patch_is_no_czech() -> None:
    assert detect(PATCH * 4) is None
    assert detect(
        f"This adds the format that the new driver needs, as it was said on the list.\n{PATCH}"
    ) == ("english")


def test_a_name_in_another_script_does_not_change_the_language() -> None:
    assert detect(f"{SENTENCES['english']} Александр") == "english"


def test_kana_among_han_letters_is_japanese() -> None:
    assert detect("平素よりご利用いただき、誠にありがとうございます。有効期限のお知らせ") == "japanese"


def test_only_the_beginning_is_read() -> None:
    padding = " " * SAMPLE_CHARS
    assert detect(padding + SENTENCES["french"]) is None


def test_every_word_votes_for_each_of_its_languages_alike() -> None:
    for word, weights in WEIGHTS.items():
        assert {language for language, _ in weights} == {
            name for name, words in WORDS.items() if word in words
        }
        assert sum(weight for _, weight in weights) == pytest.approx(1.0)


@given(st.text(max_size=300))
def test_any_text_has_a_known_language_or_none(text: str) -> None:
    named = {*WORDS, *(name for name, *_ in SCRIPTS), *(name for name, _ in CYRILLIC)}
    assert detect(text) in {None, *named}


@given(st.sampled_from(sorted(SENTENCES)), st.integers(1, 4))
def test_more_of_the_same_changes_nothing(language: str, times: int) -> None:
    assert detect(" ".join([SENTENCES[language]] * times)) == language
