"""Texts for the diary of `selfhelp demo`: a made-up person, in each language.

Nobody in it exists, no service is named, and nothing tells how anything is bought. `content/forbidden.toml` applies
here as in the pack (a test).
"""

from typing import Final, NamedTuple


class Words(NamedTuple):
    """One language. `thoughts` and `good` are used in turn; `answers` are the texts of exercises, by the answer's name;
    `chain` and `balance` are by the boxes of their tables."""

    thoughts: tuple[str, ...]
    good: tuple[str, ...]
    slips: tuple[str, ...]
    did: tuple[str, ...]
    answers: dict[str, str]
    chain: dict[str, str]
    balance: dict[str, str]
    people: tuple[str, ...]


WORDS: Final[dict[str, Words]] = {
    "nb": Words(
        thoughts=(
            "Kom hjem til tomt hus. Satte på vannkokeren i stedet for å sette meg.",
            "Lang dag på jobb, og ingen middag ennå. Det ble lettere da jeg hadde spist.",
            "Lå med mobilen altfor lenge. La den i gangen til slutt.",
            "Sa ja til å være med på kino på torsdag. Da er den kvelden tatt.",
            "Lønningsdag. Regningene gikk ut samme morgen, som jeg hadde bestemt.",
            "Kjente det i magen før jeg visste hva det var. Uro, tror jeg.",
            "Var sint etter møtet og gikk en runde rundt vannet før jeg satte meg i bilen.",
            "Tenkte «bare denne gangen». Den tanken kjenner jeg nå.",
            "Alene igjen. Ringte broren min og snakket om ingenting i en halvtime.",
            "Det gikk over fortere enn jeg trodde.",
            "Regnet hele helgen. Kjedsomhet er verre enn stress for meg.",
            "Sov dårlig i natt, og da er alt nærmere.",
        ),
        good=(
            "Gikk en tur med en kollega i lunsjen.",
            "Laget ordentlig middag og spiste uten mobilen.",
            "Ringte søsteren min, bare for å høre hvordan det går.",
            "Ryddet boden. Endelig.",
            "Var på svømming igjen etter to uker uten.",
            "Sov åtte timer.",
            "Ble med på pizza etter jobb selv om jeg ikke hadde lyst først.",
            "Fikset sykkelen sammen med naboens sønn.",
            "Leste ut boka.",
            "Sa til broren min at jeg har det tungt for tiden. Han ble ikke rar av det.",
        ),
        slips=(
            "Skrev ned hva som skjedde fra morgenen av. Det begynte lenge før jeg bestemte meg.",
            "Sov på det. Bestilte time hos legen dagen etter.",
            "Tre uker siden sist. Det er lenger enn før, og jeg vil ha det lenger enn det.",
        ),
        did=("gikk ut og rundt kvartalet", "satte mobilen til lading i gangen", "tok bussen hjem med de andre"),
        answers={
            "reason": "Jeg vil slippe å skjule noe for dem jeg er glad i.",
            "barrier": "Laderen står i gangen fra klokka 22.",
            "goal": "Jeg vil kunne fortelle hva jeg gjorde i helgen, til hvem som helst.",
            "my-answers": "Det går over om jeg venter til i morgen.",
        },
        chain={
            "situation": "Sov lite. Krangel på jobb. Ingen planer etterpå.",
            "trigger": "Leiligheten var tom da jeg kom hjem.",
            "thought": "Jeg har fortjent noe i dag.",
            "feeling": "Tomhet, og så uro.",
            "act": "Tok med meg mobilen i sengen.",
            "after": "Uroen ble borte med en gang. Den kom tilbake før jeg var hjemme.",
        },
        balance={
            "gains-now": "Ro i hodet en stund. Slipper å være alene.",
            "costs-now": "Hjertebank. Jeg vet ikke om det er greit for den andre.",
            "gains-later": "Ingenting jeg kan komme på.",
            "costs-later": "Penger. Løgner. Jeg ser ned når søsteren min spør hva jeg gjorde.",
        },
        people=("Broren min", "Kollegaen på verkstedet"),
    ),
    "en": Words(
        thoughts=(
            "Came home to an empty house. Put the kettle on instead of sitting down.",
            "Long day at work and no dinner yet. It got easier once I had eaten.",
            "In bed with my phone far too long. Put it in the hall in the end.",
            "Said yes to the cinema on Thursday. That evening is taken, then.",
            "Pay day. The bills went out the same morning, the way I had decided.",
            "Felt it in my stomach before I knew what it was. Restlessness, I think.",
            "Angry after the meeting, so I walked round the lake before I got into the car.",
            "Thought ‘just this once’. I know that thought by now.",
            "Alone again. Rang my brother and talked about nothing for half an hour.",
            "It passed sooner than I thought it would.",
            "Rain all weekend. Being bored is worse than stress for me.",
            "Slept badly, and then everything is closer.",
        ),
        good=(
            "Went for a walk with a colleague at lunch.",
            "Cooked a proper dinner and ate it without my phone.",
            "Rang my sister, just to hear how she is.",
            "Cleared out the shed. At last.",
            "Back at the pool after two weeks away.",
            "Slept eight hours.",
            "Went along for pizza after work, though I didn’t feel like it at first.",
            "Fixed the bike with the neighbour’s son.",
            "Finished the book.",
            "Told my brother that things are hard just now. He wasn’t strange about it.",
        ),
        slips=(
            "Wrote down what happened, from the morning on. It began long before I decided.",
            "Slept on it. Booked a doctor’s appointment the day after.",
            "Three weeks since the last time. Longer than before, and I want it to be longer still.",
        ),
        did=("went out and round the block", "put my phone on charge in the hall", "took the bus home with the others"),
        answers={
            "reason": "I want to stop hiding things from the people I love.",
            "barrier": "The charger stays in the hall from ten.",
            "goal": "I want to be able to tell anyone at all what I did at the weekend.",
            "my-answers": "It passes if I wait until tomorrow.",
        },
        chain={
            "situation": "Slept little. A row at work. Nothing planned afterwards.",
            "trigger": "The flat was empty when I came home.",
            "thought": "I’ve earned something today.",
            "feeling": "Emptiness, then restlessness.",
            "act": "Took my phone to bed.",
            "after": "The restlessness went at once. It was back before I got home.",
        },
        balance={
            "gains-now": "A quiet head for a while. Not being alone.",
            "costs-now": "My heart pounding. I don’t know if it is all right for the other person.",
            "gains-later": "Nothing I can think of.",
            "costs-later": "Money. Lies. I look down when my sister asks what I did.",
        },
        people=("My brother", "My colleague at the workshop"),
    ),
}
