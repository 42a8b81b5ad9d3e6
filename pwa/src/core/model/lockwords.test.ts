import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { drawWords, tidyWords, wordsInLock } from './lockwords.ts';
import en from './words/en.ts';
import nb from './words/nb.ts';

test('four words of either list have fifty bits, and any keyboard types them', () => {
  for (const list of [nb, en]) {
    assert.ok(wordsInLock * Math.log2(list.length) >= 50, String(list.length));
    assert.equal(new Set(list).size, list.length);
    for (const word of list) assert.match(word, /^[a-z]{3,9}$/);
  }
});

/** How words begin that nobody who finds the paper, and nobody who is low, should read on it; `$`: the whole word. */
const hurtful = {
  nb:
    'abort avliv bedra begrav betal bomb bordell daud dekknavn dommer domstol drap drep drikking drukn erot ' +
    'fengs forbryt forelegg forhud fotfeste fyll$ galehus galge gift grav$ gravfelt gravplass hallik hat$ ' +
    'hemmelig heng$ henge henging hengning henrett hevn hore$ horehus hotell intim jente$ juks juridisk ' +
    'jurist kniv knull kontant krypt$ kunde$ kvel$ kvele kvinne kyss lik$ likhus livsfare livstid lynsje$ ' +
    'lyve massasje massere mist$ mord morder motell motgift myrd naken narko nigger offer$ ofre onan orgas ' +
    'overdose partner$ penge$ pengesum pirre politi porno prosti pule$ pult rettssa rus$ rusgift salg$ ' +
    'selge selvhat selvmord sex sjalu sidespor siktelse skam skilsmis skjule$ skudd skyld skyte skyting ' +
    'skyts skytter slakt snikmord spedbarn sperm spion stjel straff strip$ stup$ svek svik$ svindl synd$ ' +
    'synde$ tiltal tispe torsk$ tragedi trell$ troskap truse tukthus tyv utro$ utukt varetekt vold$ volde ' +
    'voldt',
  en:
    'abort affair alone$ arous arrest bazooka blasphem bloodshed brothel coffin confess corpse crime crimin ' +
    'culp custody customer dead$ deadly death deceas decei deceiv demise deprav despair detention devian ' +
    'divorc drown drunk erot escort evict evidence execut fantasiz fetish flirt gallows gambl grave$ ' +
    'graveness graves graveyard grief griev grope guilt gun$ handcuff handgun hang$ hanging hate hatred ' +
    'homicid hooker hostage illicit impoten imprison infidel intimat jail jealous judg judic junkie juror ' +
    'jury kill kiss knickers knife lingerie lubric lust$ lustful lying massag mistress molest morgue ' +
    'morphine mortal mortic mortif mortuary motel mourn murder mutilat naked nude obituary obscen opium ' +
    'orgas overdos parole penalt perish perjur pervers pimp pistol poison police porn predator pregnan ' +
    'prison procur prostit prud punish purchas rape$ rapist regret relaps remorse repent revolver sacrific ' +
    'scandal secre seduc sensual sex shame$ shameful sin$ sinful slain slash slaughter slave slut smother ' +
    'sperm stab$ stabbing strangl strip$ stripper suffocat suicid terroris theft thie threat toxic tragedy ' +
    'traitor underage valium violat violen virgin weapon whore wound wrist wrong',
};

test('no word of either list speaks of sex, money for it, secrets, guilt, the law, violence or death', () => {
  for (const [list, stems] of [
    [nb, hurtful.nb],
    [en, hurtful.en],
  ] as const) {
    const begins = new RegExp(`^(?:${stems.split(' ').join('|')})`);
    assert.deepEqual(
      list.filter((word) => begins.test(word)),
      [],
    );
  }
});

test('what is typed back is the same whatever its case and whatever stands between the words', () => {
  const between = fc.stringMatching(/^[ ,.\n\t–-]{1,4}$/);
  fc.assert(
    fc.property(
      fc.constantFrom(nb, en),
      fc.array(between, { minLength: 4, maxLength: 4 }),
      fc.boolean(),
      (list, gaps, loud) => {
        const drawn = drawWords(list);
        const typed = drawn.map((word, at) => `${loud ? word.toUpperCase() : word}${gaps[at]}`).join('');
        assert.equal(tidyWords(typed), drawn.join(' '));
      },
    ),
  );
  assert.equal(tidyWords(' Blå  DØR '.normalize('NFD')), 'blå dør');
});

test('each word is as likely as any other: a number beyond the last whole round of the list is thrown again', () => {
  const list = nb.slice(0, 3000);
  const rounds = Math.floor(2 ** 32 / list.length) * list.length;
  const numbers = [rounds, 2 ** 32 - 1, rounds - 1, 0, 1, 2999];
  const drawn = drawWords(list, 4, (into) => {
    into[0] = numbers.shift() ?? 0;
  });
  assert.deepEqual(drawn, [list[2999], list[0], list[1], list[2999]]);
  assert.equal(numbers.length, 0);
});
