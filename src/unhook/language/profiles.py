"""Function words by language, and the scripts that settle the question alone.

The words are the most frequent articles, pronouns, prepositions and auxiliaries of each
language; a word shared by several languages counts for each of them, and less so the more
share it. Names are English and lower case, as rules compare them.
"""

from collections import Counter

WORDS: dict[str, frozenset[str]] = {
    language: frozenset(words.split())
    for language, words in {
        "english": """the of and to in is you that it he was for on are with as his they be at one have
            this from or had by but not what all were we when your can said there use an each which she
            do how their if will up other about out many then them these so some her would make like him
            into has our please my me been its who did get may any only must i'm don't click here""",
        "german": """der die das und ist nicht ich sie es ein eine einen einem einer zu den dem des mit sich
            auf für im von wir ihr ihre ihren ihrem ihrer wird werden wurde haben hat sind bei nach aus
            auch als an am um so wie oder aber wenn kann können nur noch über durch bitte mehr uns unser
            unsere sein war zum zur dass vom hier du dich dein deine mir mich bis diese dieser""",
        "french": """le la les de des du et est un une vous votre vos nous notre je il elle que qui dans pour
            pas sur au aux avec ce cette ces par plus ou mais être avoir été sont ont ne se sa son ses
            leur en si tout bien comme nos cher chère merci sans afin cliquez veuillez c'est j'ai n'est
            d'un d'une l'on qu'il à""",
        "portuguese": """o os de do da dos das e em um uma que não para com por no na nos nas seu sua seus
            suas você se ao à ou mais como mas foi é são está este esta esse essa isso pelo pela até
            também nosso nossa já muito sem sobre quando pode após caso eu ele ela nós clique aqui
            olá prezado foram ser tem""",
        "spanish": """el la los las de del y en un una que no para con por su sus se al o más como pero fue es
            son está este esta ese esa eso usted le lo nuestro nuestra ya muy sin sobre cuando puede
            después si yo él ella nosotros haga aquí hola estimado han ser tiene ha hasta desde también
            porque nos te tu""",
        "dutch": """de het een en van is in op te dat die niet u uw je we wij zijn voor met aan er om ook als
            maar bij of naar door over kan kunt hebben heeft wordt worden deze dit nog wel geen meer ons
            onze ik hij zij was hebt dan tot uit klik hier jouw zal moet wanneer""",
        "italian": """il lo la i gli le di del della dei delle e è un una che non per con in su da al alla si
            suo sua suoi sue o più come ma sono questo questa nel nella ci ha hai ho abbiamo anche se
            vostro nostra nostro già molto senza quando può dopo io lui lei noi clicca qui gentile
            essere stato dal dalla""",
        "swedish": """och att det som en är av för på med den till inte om har ett de du var vi jag kan så
            från eller men din ditt dina när vid nu ska vår våra här skulle hade han hon alla mycket""",
        "danish": """og at det som en er af for på med den til ikke om har et de du var vi jeg kan så fra
            eller men din dit dine når ved nu skal vores her ville havde han hun alle meget blev""",
        "norwegian": """og at det som en er av for på med den til ikke om har et de du var vi jeg kan så fra
            eller men din ditt dine når ved nå skal vår våre her ville hadde han hun alle mye ble""",
        "polish": """i w na z do się nie że to jest o jak ale po co tak za od przez dla jego czy jej są być
            tym może pan państwa państwo prosimy oraz ich już tylko ten ta jeśli twój proszę dzień""",
        "czech": """a v na se je že to s z do i o k ve pro za by ale si jsem jak po co jako od když jeho jsou
            být nebo vám vás prosím váš vaše které který bude tak už jen aby dobrý den""",
        "romanian": """și si de la în in cu pe un o nu este ca pentru din mai să sa se au fost prin dar sau
            dumneavoastră vă va vi noastră nostru acest această sunt ați contul care după până""",
        "turkish": """ve bir bu için ile de da ne çok daha gibi olarak var ama veya sayın lütfen olan en
            sizin siz değil kadar sonra tarafından üzerinde hesabınız olduğunu her""",
        "finnish": """ja on ei se että en oli hän mutta ovat kun niin myös jos tai mitä olet sinun voit tämä
            ole kuin sen joka nyt vain mukaan olemme sekä tilisi""",
        "hungarian": """a az és hogy nem is ez egy van de meg csak ha már mint vagy volt még azt ön önnek
            kérjük lesz fel el ki az ezt fiókja""",
    }.items()
}

SHARED = Counter(word for words in WORDS.values() for word in words)

WEIGHTS: dict[str, tuple[tuple[str, float], ...]] = {
    word: tuple((language, 1.0 / SHARED[word]) for language, words in WORDS.items() if word in words)
    for word in SHARED
}

SCRIPTS: tuple[tuple[str, str, str], ...] = (
    ("japanese", "\u3040", "\u30ff"),
    ("korean", "\uac00", "\ud7af"),
    ("chinese", "\u4e00", "\u9fff"),
    ("greek", "\u0370", "\u03ff"),
    ("hebrew", "\u0590", "\u05ff"),
    ("arabic", "\u0600", "\u06ff"),
    ("hindi", "\u0900", "\u097f"),
    ("thai", "\u0e00", "\u0e7f"),
)
"""Language, first and last letter of the block; Han letters count as Chinese where no kana stands."""

CYRILLIC: tuple[tuple[str, str], ...] = (("ukrainian", "іїєґ"), ("bulgarian", "ъ"), ("russian", "ыэё"))
"""Letters that tell the larger Cyrillic languages apart, in the order of asking."""
