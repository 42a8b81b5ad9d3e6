/** A new thread with new keys for those who remain; he decides whether they are given what was written. */
import { useState } from 'preact/hooks';
import { t } from '../../platform/i18n.ts';
import { stillHere, to } from '../../platform/router.ts';
import { useKeeping } from '../../shared/keeping.ts';
import { NotKept } from '../../shared/NotKept.tsx';
import { Dock, Screen } from '../../shared/Screen.tsx';
import { TickRow } from '../../ui/Choices.tsx';
import { renewThread } from './commands.ts';
import { toThread } from './leave.ts';
import { whyWords } from './saying.ts';

export function Renew({ organisation }: { organisation: string }) {
  const [carry, take] = useState(false);
  const [words, say] = useState<string | null>(null);
  const [nobody, setNobody] = useState(false);
  const [strangers, meet] = useState<readonly string[]>([]);
  const { busy, failed, keeping } = useKeeping();
  const renew = () =>
    keeping(async () => {
      const still = stillHere();
      say(null);
      setNobody(false);
      const done = await renewThread(carry, strangers);
      meet([]);
      if (!done) return;
      if (done.ok) {
        if (still()) toThread();
        return;
      }
      if (done.why === 'strangers') {
        meet(done.coaches.map(({ id }) => id));
        return say(t('coach_strangers', { n: done.coaches.length, organisation }));
      }
      setNobody(done.why === 'none');
      say(done.why === 'none' ? t('coach_nobody') : whyWords(done.why));
    });
  return (
    <Screen
      back
      low
      foot={
        <Dock>
          {failed && <NotKept />}
          <button type="button" class="btn main" aria-disabled={busy} onClick={() => void renew()}>
            {t(strangers.length > 0 ? 'coach_strangers_yes' : 'coach_renew')}
          </button>
          {nobody && (
            <a class="btn wide" href={to('help')}>
              {t('coach_call')}
            </a>
          )}
        </Dock>
      }
    >
      <h1 class="title">{t('coach_renew_title')}</h1>
      <p class="read">{t('coach_renew_text')}</p>
      <p class="lead part-gap" role="status">
        {words}
      </p>
      <TickRow label={t('coach_carry')} small={t('coach_carry_small')} on={carry} change={take} also="push" />
    </Screen>
  );
}
