/** The times themselves, on «Så langt»: a practice, an urge that fell, with its numbers, and a plan that held. Each leads to where it is. */
import type { ToldPractice } from '../../core/model/practice.ts';
import type { WentWell } from '../../core/model/went-well.ts';
import { t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import { planLine } from '../../shared/evenings.ts';
import { Longer } from '../../shared/Longer.tsx';
import { capital, dateWords, momentWords } from '../../shared/moments.ts';
import { Part } from '../../shared/Screen.tsx';
import { LinkRow } from '../../ui/LinkRow.tsx';
import { wayName } from '../urge/index.ts';

/** So many stand, and so many more come with each press. */
const FIRST = 3;
const MORE = 20;

function Time({ it }: { it: WentWell }) {
  const when = capital(momentWords(it.date, it.part));
  if ('strength' in it) {
    const { way = '', did_text: did, strength: from, after } = it;
    const inWords = way || did ? t('way_quoted', { way: wayName({ way, did }) }) : null;
    return (
      <LinkRow
        href={to('entry', it.id)}
        name={inWords ? t('sofar_fell', { from, to: after, way: inWords }) : t('sofar_fell_alone', { from, to: after })}
        small={when}
      />
    );
  }
  return (
    <LinkRow
      href={to('plan', 'evening', it.date, it.part)}
      name={t(`evening_told_${it.held}`)}
      small={`${when} · ${planLine(it)}`}
    />
  );
}

export const WentWellPart = ({ all }: { all: readonly WentWell[] }) =>
  all.length > 0 && (
    <Part name={t('sofar_times')}>
      <Longer id="times" of={all.length} first={FIRST} step={MORE} more={(n) => t('good_older', { n })}>
        {(shown) => (
          <ul class="rows">
            {all.slice(0, shown).map((it) => (
              <Time key={it.id} it={it} />
            ))}
          </ul>
        )}
      </Longer>
    </Part>
  );

/** A practice that was done leaves Today, and is here. */
export const PracticesPart = ({ all }: { all: readonly ToldPractice[] }) =>
  all.length > 0 && (
    <Part name={t('sofar_told')}>
      <Longer id="practices" of={all.length} first={FIRST} step={MORE} more={(n) => t('good_older', { n })}>
        {(shown) => (
          <ul class="rows">
            {all.slice(0, shown).map((it) => (
              <LinkRow
                key={it.module}
                href={to('text', 'module', it.module, 'practice')}
                name={it.do}
                small={`${t(`practice_${it.state}`)} ${dateWords(it.at)} · ${it.title}`}
              />
            ))}
          </ul>
        )}
      </Longer>
    </Part>
  );
