/** What has been agreed to, in the words that were agreed to, and the way back out of it. */
import { useEffect, useState } from 'preact/hooks';
import { type ConsentName, consentNames, consentVersions, dateOfVersion } from '../../core/model/consents.ts';
import { t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import { Agreed } from '../../shared/Agreed.tsx';
import { consent, leaving, withdrawCopy, withdrawFigures } from '../../shared/consents.ts';
import { useKeeping } from '../../shared/keeping.ts';
import { dateWords } from '../../shared/moments.ts';
import { NotKept } from '../../shared/NotKept.tsx';
import { countDeletions, deletionsLeft, forgetCount } from '../../shared/notices/pending.ts';
import { Part, Screen } from '../../shared/Screen.tsx';
import { serverSays } from '../../shared/state.ts';
import { CoachConsent } from '../coach/index.ts';
import { turnOff } from '../reminders/index.ts';

/** What withdrawing does at once. It counts even if the rest must wait for a connection. */
const withdraw: Record<ConsentName, () => Promise<void>> = {
  async copy() {
    forgetCount();
    await withdrawCopy();
  },
  push: turnOff,
  figures: withdrawFigures,
};

/** Where each is given. */
const where = { copy: 'code', push: 'reminders', figures: 'figures' } as const;

/** What has happened with the copy: it is gone, or it goes when there is a connection and its code still opens it. */
function CopyGone() {
  useEffect(countDeletions, []);
  return <p class="meta">{t(deletionsLeft.value === 0 && !leaving() ? 'consents_copy_gone' : 'consents_copy_goes')}</p>;
}

function OneConsent({ name }: { name: ConsentName }) {
  const [gone, setGone] = useState(false);
  const { busy, failed, keeping } = useKeeping();
  const kept = consent(name);
  const given = kept?.given ?? false;
  // One that was withdrawn elsewhere, or by an older version that did not get to the end: the copy is still to go.
  const stands = given || (name === 'copy' && kept !== null && serverSays.value.hasCode && !leaving());
  const state = !kept
    ? t('consents_never')
    : given
      ? t('consents_given', { date: dateWords(kept.date), version: dateWords(dateOfVersion(kept.version)) })
      : t('consents_withdrawn', { date: dateWords(kept.date) });
  return (
    <Part name={t(`consent_${name}`)}>
      <Agreed name={name} />
      <p class="meta">
        {state}
        {given && kept?.version !== consentVersions[name] && ` ${t('consents_older')}`}
      </p>
      <div role="status">
        {gone && !given && (name === 'copy' ? <CopyGone /> : <p class="meta">{t(`consents_${name}_gone`)}</p>)}
      </div>
      {failed && <NotKept />}
      <p class="after-read">
        {stands ? (
          <button
            type="button"
            class="btn"
            aria-disabled={busy}
            onClick={() => void keeping(() => withdraw[name]().then(() => setGone(true)))}
          >
            {t('consents_withdraw')}
          </button>
        ) : (
          <a class="btn" href={to(where[name])}>
            {t(`consents_give_${name}`)}
          </a>
        )}
      </p>
    </Part>
  );
}

export function Consents() {
  return (
    <Screen back={{ words: t('tab_more'), to: 'more' }}>
      <h1 class="title">{t('consents_title')}</h1>
      <p class="read">{t('consents_lead')}</p>
      {consentNames.map((name) => (
        <OneConsent key={name} name={name} />
      ))}
      <CoachConsent />
    </Screen>
  );
}
