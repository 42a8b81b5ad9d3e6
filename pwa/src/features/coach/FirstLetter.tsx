/** The first message, helped along: what it is about, then some lines, under a name that the app makes. */
import { useEffect, useState } from 'preact/hooks';
import { noteFault } from '../../core/faults.ts';
import { toSay } from '../../core/model/coach.ts';
import type { CoachTexts } from '../../core/model/content.ts';
import type { Coaches } from '../../core/thread/index.ts';
import { isTooLong } from '../../core/thread/lengths.ts';
import { locale, t } from '../../platform/i18n.ts';
import { instead, stillHere, to } from '../../platform/router.ts';
import { useKeeping } from '../../shared/keeping.ts';
import { NotKept } from '../../shared/NotKept.tsx';
import { RivalsHere } from '../../shared/Rivals.tsx';
import { Dock, Part, Screen } from '../../shared/Screen.tsx';
import { face, vault } from '../../shared/state.ts';
import { Choices } from '../../ui/Choices.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { useTop } from '../../ui/top.ts';
import { sendFirst } from './commands.ts';
import { Danger } from './Danger.tsx';
import { allOf, begun, formNotKept, formRecord, formText, note } from './drafts.ts';
import { whyWords } from './saying.ts';
import { TooLongNotice } from './TooLongNotice.tsx';
import { ready, threads } from './threads.ts';
import { Writes } from './Writes.tsx';

const chosen = (): string[] => {
  const { about } = begun('first');
  return Array.isArray(about) ? about.filter((it): it is string => typeof it === 'string') : [];
};

/** What goes along with the first message unless it is unticked. */
const along = ['programme', 'locale'] as const;
type Along = (typeof along)[number];

function tells(what: Along): boolean {
  const { untold } = begun('first');
  return !Array.isArray(untold) || !untold.includes(what);
}

export function FirstLetter({ texts }: { texts: CoachTexts }) {
  const [page, turn] = useState<'about' | 'text'>('about');
  const [found, find] = useState<Coaches | null>(null);
  useTop(page);

  const ask = () => {
    find(null);
    void ready()
      .then((open) => open?.coaches())
      .then((it) => find(it ?? null))
      .catch((fault) => {
        noteFault('coaches look', fault);
        find({ ok: false, why: 'gone', findings: [] });
      });
  };
  useEffect(ask, [vault.value]);

  // Nobody to write to: that is said before he writes, not after. Without a connection he may begin all the same.
  if (found && !found.ok && found.why !== 'offline') return <Nobody why={found.why} again={ask} />;
  if (page === 'about') return <About texts={texts} next={() => turn('text')} />;
  return <Words texts={texts} found={found} again={ask} previous={() => turn('about')} />;
}

function Nobody({ why, again }: { why: Extract<Coaches, { ok: false }>['why']; again: () => void }) {
  return (
    <Screen
      back={{ words: t('tab_more'), to: 'more' }}
      low
      foot={
        <Dock>
          <a class="btn main" href={to('help')}>
            {t('coach_call')}
          </a>
          <button type="button" class="btn wide" onClick={again}>
            {t('coach_try')}
          </button>
        </Dock>
      }
    >
      <h1 class="title">{t('coach_title')}</h1>
      <p class="read" role="status">
        {whyWords(why)}
      </p>
      {formText('first', 'text').trim() !== '' && <p class="read">{t('coach_first_stays')}</p>}
    </Screen>
  );
}

function About({ texts: { first, about }, next }: { texts: CoachTexts; next: () => void }) {
  return (
    <Screen
      back={{ words: t('tab_more'), to: 'more' }}
      floats
      foot={
        <Dock>
          <button type="button" class="btn main" onClick={next}>
            {t('coach_next')}
          </button>
        </Dock>
      }
    >
      <h1 class="title">{first.ask}</h1>
      <p class="read">{first.ask_hint}</p>
      <Choices
        name="about"
        label={first.ask}
        options={about[face.value] ?? []}
        chosen={chosen()}
        choose={(codes) => note('first', { about: codes })}
      />
    </Screen>
  );
}

interface WordsProps {
  texts: CoachTexts;
  found: Coaches | null;
  again: () => void;
  previous: () => void;
}

function Words({ texts: { first, about, version }, found, again, previous }: WordsProps) {
  const { busy, failed, keeping } = useKeeping();
  const [refused, refuse] = useState<Awaited<ReturnType<typeof sendFirst>>>(null);
  const text = formText('first', 'text');
  const alias = useAlias();
  const why = refused ?? (found && !found.ok ? found.why : null);
  const empty = text.trim() === '';
  // With what other tabs have written.
  const long = isTooLong({
    kind: 'opening',
    alias,
    programme: null,
    locale: null,
    about: chosen(),
    text: allOf('first', 'text'),
  });

  const send = () =>
    keeping(async () => {
      if (empty || long || !alias) return;
      const still = stillHere();
      refuse(null);
      const known = (about[face.value] ?? []).map(({ code }) => code);
      const not = await sendFirst(version, {
        alias,
        programme: tells('programme') ? face.value : null,
        locale: tells('locale') ? locale.value : null,
        about: chosen().filter((code) => known.includes(code)),
      });
      if (not) refuse(not);
      else if (still()) instead('coach');
    });

  return (
    <Screen
      back={{ words: t('back'), act: previous }}
      floats
      foot={
        <Dock>
          {(failed || formNotKept('first')) && <NotKept />}
          {long && <TooLongNotice />}
          <button type="button" class="btn main" aria-disabled={busy || empty || long} onClick={() => void send()}>
            {t(empty ? 'coach_write_first' : busy ? 'coach_sending' : 'coach_send')}
          </button>
        </Dock>
      }
    >
      <h1 class="title">{t('coach_first')}</h1>
      <Danger>
        <div class="coach-write">
          <Writes
            id="coach-first"
            label={first.text}
            help={first.text_hint}
            rows={6}
            value={text}
            change={(now, shown) => note('first', { text: now }, { text: shown })}
          />
          <RivalsHere record={formRecord('first')} name={first.text} />
        </div>
      </Danger>
      <div role="status">
        {why && (
          <div class="notice">
            <Icon name="warning" />
            <p>
              {why === 'offline' ? t('coach_offline_first') : whyWords(why)}{' '}
              <button type="button" class="link plainbtn" onClick={again}>
                {t('coach_try')}
              </button>
            </p>
          </div>
        )}
        {toSay(
          (found?.findings ?? []).map(({ code }) => code),
          null,
        ).map((it) => (
          <p key={it} class="notice">
            {t(`coach_found_${it}`)}
          </p>
        ))}
        {!why && <p class="meta">{found?.ok ? t('coach_readers', { n: found.coaches.length }) : t('coach_looking')}</p>}
      </div>
      <Part name={t('coach_alias')} after>
        <p>{t('coach_alias_text')}</p>
        <p class="lead coach-alias">{alias}</p>
        <button type="button" class="btn" onClick={() => another()}>
          {t('coach_alias_new')}
        </button>
      </Part>
      <Part name={t('coach_along')} after>
        <p>{t('coach_along_text')}</p>
        <Choices<Along>
          name="along"
          label={t('coach_along')}
          options={[
            { code: 'programme', label: t(`coach_along_programme_${face.value}`) },
            { code: 'locale', label: t(`coach_along_locale_${locale.value}`) },
          ]}
          chosen={along.filter(tells)}
          choose={(codes) => note('first', { untold: along.filter((it) => !codes.includes(it)) })}
        />
      </Part>
    </Screen>
  );
}

const another = (): void => {
  const made = threads.peek()?.alias(locale.peek());
  if (made) note('first', { alias: made });
};

/** The name that stands; made with the form, and the same when one comes back to it. */
function useAlias(): string {
  const stands = formText('first', 'alias');
  const open = threads.value;
  useEffect(() => {
    if (open && stands === '') another();
  }, [open, stands]);
  return stands;
}
