/** When the phone may ring, what the lock screen says then, and what the server gets to know. Leave is asked on the press that needs it. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { isTime, type NudgeKind, nudgeKinds, type ReminderChoice } from '../../core/model/reminders.ts';
import { newNudgeId } from '../../core/vault/channel.ts';
import { environment } from '../../platform/environment.ts';
import { type Key, t } from '../../platform/i18n.ts';
import type { ScreenProps } from '../../platform/router.ts';
import { onIphone } from '../../platform/storage.ts';
import { Agreed } from '../../shared/Agreed.tsx';
import { useKeeping } from '../../shared/keeping.ts';
import { NotKept } from '../../shared/NotKept.tsx';
import { Dock, Part, Screen } from '../../shared/Screen.tsx';
import { today } from '../../shared/state.ts';
import { Icon } from '../../ui/Icon.tsx';
import {
  channel,
  delivery,
  lookAgain,
  ourKey,
  refused,
  reminderTrouble,
  state,
  turnOn,
  usualReminderTime,
  wasTold,
} from './channel.ts';
import { Going } from './Going.tsx';
import { KnownToServer } from './KnownToServer.tsx';
import { OwnReminders } from './OwnReminders.tsx';
import { ownList } from './personal.ts';
import { Style } from './Style.tsx';
import { type ReminderDraft, reminderDraftOf, WhatAndWhen } from './WhatAndWhen.tsx';

/** His own that are switched on, the soonest first. */
const own = () => ownList(usualReminderTime()).filter((it) => it.on);

/** What is still missing, in the words of the button. */
function missing(draft: ReminderDraft): string | null {
  if (draft.chosen.length === 0 && own().length === 0) return t('reminders_choose_first');
  if (!isTime(draft.daily.at) || !isTime(draft.weekly.at)) return t('reminders_choose_time');
  return draft.chosen.includes('daily') && draft.daily.days.length === 0 ? t('reminders_choose_day') : null;
}

/** The choice as it is kept. A reminder keeps its id when it changes, so that the server knows it again. */
function choiceOf({ chosen, daily, weekly }: ReminderDraft, before: ReminderChoice | undefined): ReminderChoice {
  const id = (kind: keyof ReminderChoice) => before?.[kind]?.id ?? newNudgeId();
  return {
    daily: chosen.includes('daily') ? { id: id('daily'), ...daily } : null,
    weekly: chosen.includes('weekly') ? { id: id('weekly'), ...weekly } : null,
    step: chosen.includes('step') ? { id: id('step'), at: daily.at, since: before?.step?.since ?? today.value } : null,
    comeback: chosen.includes('comeback') ? { id: id('comeback'), at: daily.at } : null,
  };
}

/** What the server would not take, and what can be done about it. */
function refusal(field: string): string {
  if (/^(endpoint|p256dh|auth)$/.test(field)) return t('reminders_refused_address');
  if (field === 'timezone') return t('reminders_refused_zone');
  return field.startsWith('nudges[') ? t('reminders_refused_time') : t('reminders_refused', { field });
}

/** Why they stopped: what the phone says goes before what the server says. */
function stopped(): Key {
  if (reminderTrouble.value === 'address') return 'reminders_address';
  if (environment().notifications?.permission !== 'granted') return 'reminders_not_asked';
  if (delivery.value?.state === 'active' && ourKey()) return 'reminders_our_key';
  return delivery.value?.state === 'resubscribe' ? 'reminders_resubscribe' : 'reminders_stopped';
}

/** In a sentence, with what to do. */
function obstacle(): string | null {
  const now = state();
  if (now === 'unsupported') return t(onIphone() ? 'reminders_iphone' : 'reminders_no_push');
  if (now === 'denied' || now === 'paused') return t(`reminders_${now}`);
  if (now === 'refused') return refusal(refused.value);
  return now === 'stopped' ? t(stopped()) : null;
}

/** What stands in the way: at the top on arrival, and at the button once that was pressed, where it is seen. */
function Obstacle({ words }: { words: string | null }) {
  return (
    <div role="status">
      {words && (
        <div class="notice">
          <Icon name="warning" />
          <p>{words}</p>
        </div>
      )}
    </div>
  );
}

/** States that the button at the foot leads out of. */
const mended: readonly string[] = ['stopped', 'denied', 'refused', 'paused', 'finished'];

/** `here`: one came from an exercise, and goes back to it. */
export function Reminders({ args: [from] }: ScreenProps) {
  const kept = channel.value?.on ? channel.value.choice : undefined;
  const [draft, setDraft] = useState<ReminderDraft>(() => reminderDraftOf(kept));
  const [said, setSaid] = useState<'saved' | 'denied' | null>(null);
  const { failed, keeping } = useKeeping();
  const [pressed, press] = useState(false);
  const now = state();
  const stands = said === 'denied' && now === 'off' ? t('reminders_denied') : obstacle();
  const lacks = missing(draft);
  const changed = JSON.stringify(draft) !== JSON.stringify(reminderDraftOf(kept));
  const offers = now !== 'unsupported' && (!kept || changed || mended.includes(now));
  const [next] = own();
  const kinds = nudgeKinds.filter((it: NudgeKind) => (it === 'own' ? next : draft.chosen.includes(it)));

  useEffect(() => void lookAgain(), []);

  // Another window has chosen otherwise: what was not touched here follows.
  const stood = useRef(kept);
  useEffect(() => {
    if (JSON.stringify(draft) === JSON.stringify(reminderDraftOf(stood.current))) setDraft(reminderDraftOf(kept));
    stood.current = kept;
  }, [JSON.stringify(kept)]);

  const save = () =>
    keeping(async () => {
      if (lacks) return;
      press(true);
      setSaid((await turnOn(choiceOf(draft, kept))) ? 'saved' : 'denied');
    });
  const first = !kept || !wasTold();

  return (
    <Screen
      back={from ? true : { words: t('tab_more'), to: 'more' }}
      foot={
        offers && (
          <Dock>
            {failed && <NotKept />}
            {pressed && <Obstacle words={stands} />}
            {!kept && !lacks && <p class="meta">{t('reminders_ask')}</p>}
            <button type="button" class="btn main" aria-disabled={lacks !== null} onClick={() => void save()}>
              {lacks ?? t(first ? 'reminders_turn_on' : changed ? 'reminders_save' : 'reminders_again')}
            </button>
          </Dock>
        )
      }
    >
      <h1 class="title">{t('reminders_title')}</h1>
      <p class="read lead-in">{t('reminders_lead')}</p>
      {!pressed && <Obstacle words={stands} />}
      {kept && <Going saved={said === 'saved' && !changed} turnedOff={() => setDraft(reminderDraftOf(undefined))} />}
      {now !== 'unsupported' && (
        <>
          <WhatAndWhen draft={draft} change={setDraft} />
          <OwnReminders />
          <Style kinds={kinds} own={next?.sort ?? 'reminder'} />
        </>
      )}
      <Part name={t('reminders_server')}>
        <Agreed name="push" />
        <KnownToServer />
      </Part>
    </Screen>
  );
}
