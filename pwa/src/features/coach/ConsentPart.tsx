/** Writing to a coach, among the other consents: the words, what was said to them, and the way back out. */
import { useState } from 'preact/hooks';
import { coachIn } from '../../core/model/coach-here.ts';
import { dateOfVersion } from '../../core/model/consents.ts';
import { t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import { consent } from '../../shared/consents.ts';
import { useKeeping } from '../../shared/keeping.ts';
import { dateWords } from '../../shared/moments.ts';
import { NotKept } from '../../shared/NotKept.tsx';
import { Part } from '../../shared/Screen.tsx';
import { pack } from '../../shared/state.ts';
import { Blocks } from '../../shared/Words.tsx';

/** Nothing where the pack has no coaches and nobody has agreed to any. */
export function CoachConsent() {
  const [gone, setGone] = useState(false);
  const { busy, failed, keeping } = useKeeping();
  const texts = coachIn(pack())?.texts;
  const kept = consent('coach');
  const given = kept?.given ?? false;
  if (!texts && !kept) return null;
  const state = !kept
    ? t('consents_never')
    : given
      ? t('consents_given', { date: dateWords(kept.date), version: dateWords(dateOfVersion(kept.version)) })
      : t('consents_withdrawn', { date: dateWords(kept.date) });
  const withdraw = async () => {
    await (await import('./threads.ts')).withdraw();
    setGone(true);
  };
  return (
    <Part name={t('consent_coach')}>
      {texts && (
        <details id="coach-consent">
          <summary>{texts.consent.title}</summary>
          <div class="stack">
            {[{ id: '', title: '', blocks: texts.consent.intro }, ...texts.consent.steps].map(
              ({ id, title, blocks }) => (
                <section key={id}>
                  {title && <h3 class="meta">{title}</h3>}
                  <Blocks blocks={blocks} around={{ kind: 'page', id: texts.consent.id, sources: [] }} />
                </section>
              ),
            )}
          </div>
        </details>
      )}
      <p class="meta">
        {state}
        {given && texts && kept?.version !== texts.version && ` ${t('consents_older')}`}
      </p>
      {given && <p class="meta">{t('consents_coach_ends')}</p>}
      <div role="status">{gone && !given && <p class="meta">{t('consents_coach_gone')}</p>}</div>
      {failed && <NotKept />}
      <p class="after-read">
        {given ? (
          <button type="button" class="btn" aria-disabled={busy} onClick={() => void keeping(withdraw)}>
            {t('consents_withdraw')}
          </button>
        ) : (
          texts && (
            <a class="btn" href={to('coach')}>
              {t('consents_give_coach')}
            </a>
          )
        )}
      </p>
    </Part>
  );
}
