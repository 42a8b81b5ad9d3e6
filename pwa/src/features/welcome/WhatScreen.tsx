/** «Hva gjelder det?» Chooses the face, the track and whether safety comes first. The answer rests in memory until something is kept. */
import { useState } from 'preact/hooks';
import type { What as Code } from '../../core/model/records.ts';
import { asksHappened, chosenNow, happenings, type Stop, wayIn } from '../../core/model/what.ts';
import { t } from '../../platform/i18n.ts';
import { back, go, type Route, type ScreenProps, stillHere, through, to } from '../../platform/router.ts';
import { insideApp, installed, onIphone } from '../../platform/storage.ts';
import { keepsNothing } from '../../shared/disk.ts';
import { useKeeping } from '../../shared/keeping.ts';
import { NotKept } from '../../shared/NotKept.tsx';
import { Dock, Screen } from '../../shared/Screen.tsx';
import { answered } from '../../shared/session.ts';
import { answerWhat, asksLater, face, pendingWhat, sayUnder18, setting, settings, vault } from '../../shared/state.ts';
import { textsHere } from '../../shared/texts.ts';
import { type Choice, Choices } from '../../ui/Choices.tsx';

const offered = ['once', 'again', 'afraid', 'happened', 'relative', 'none'] as const;

const routeOf = ({ kind, id }: Stop): Route => ({ name: 'text', args: [kind, id] });

/**
 * The screens that the answer leads to: pages first, then what comes before anything is kept, then the first exercise. In another
 * app's window whoever is close to somebody comes to the programme as a whole, to read.
 */
function row(stops: readonly Stop[]): Route[] {
  const pages = stops.filter((it) => it.kind === 'page');
  const modules = stops.filter((it) => it.kind === 'module');
  const asked = (vault.value && !asksLater.value) || answered.value || insideApp() || keepsNothing.peek();
  const before: Route[] = asked ? [] : [{ name: 'shared', args: [] }];
  // The app on an iPhone's home screen begins empty: that is said while there is nothing to carry, and no PIN to leave behind.
  const home: Route[] =
    !vault.value && onIphone() && !installed() && !insideApp() ? [{ name: 'install', args: [] }] : [];
  const programme: Route = { name: 'programme', args: [] };
  const then = insideApp() && face.value === 'near' ? [programme] : modules.map(routeOf);
  return [...pages.map(routeOf), ...home, ...before, ...then];
}

/** What has happened is asked right below «noe har nettopp skjedd», when that is chosen. */
function optionsFor(chosen: readonly Code[]): Choice<Code>[] {
  const asking = asksHappened(chosen);
  return offered.flatMap((code): Choice<Code>[] => {
    if (code !== 'happened') return [{ code, label: t(`what_${code}`) }];
    const small = t(asking ? 'what_happened_which' : 'what_happened_small');
    const which = happenings.map((it) => ({ code: it, label: t(`what_${it}`), under: true }));
    return [{ code, label: t('what_happened'), small }, ...(asking ? which : [])];
  });
}

export function WhatScreen({ args: [later] }: ScreenProps) {
  const before = settings.value.what ?? pendingWhat.value;
  const [chosen, choose] = useState<readonly Code[]>(before);
  const changing = later === 'change';
  const { failed, keeping } = useKeeping();

  const onward = async () => {
    const still = stillHere();
    await sayUnder18(false);
    answerWhat([...chosen]);
    if (vault.value) await setting({ what: [...chosen] });
    const happened = chosen.includes('happened') && !before.includes('happened');
    const texts = await textsHere();
    if (!still()) return;
    const [first, ...rest] = row(wayIn(texts, chosen));
    // Who only changes the answer goes back to where it was changed, unless something has happened since.
    if (!first || (changing && !happened)) back('today');
    else through(first, ...rest);
  };

  return (
    <Screen
      low
      back={{ words: t('back'), to: changing ? 'more' : 'first' }}
      foot={
        <Dock>
          {failed && <NotKept />}
          <button
            type="button"
            class="btn main"
            aria-disabled={!chosen.length}
            onClick={() => chosen.length && void keeping(onward)}
          >
            {chosen.length ? t(changing ? 'save' : 'continue') : t('what_first')}
          </button>
          {!changing && <Under18 />}
        </Dock>
      }
    >
      <h1 class="title">{t('what_title')}</h1>
      <p class="read">{t(vault.value ? 'what_read_kept' : 'what_read')}</p>
      <Choices
        push
        name="what"
        label={t('what_title')}
        options={optionsFor(chosen)}
        chosen={chosen}
        choose={(codes) => choose(chosenNow(chosen, codes))}
      />
    </Screen>
  );
}

/** Tools, the directory and one page; nothing is kept. */
function Under18() {
  return (
    <div class="aside">
      <a
        class="link"
        href={to('text', 'page', 'under-18')}
        onClick={(event) => {
          event.preventDefault();
          void sayUnder18(true);
          go('text', 'page', 'under-18');
        }}
      >
        {t('what_under_18')}
      </a>
    </div>
  );
}
