/** What stands between a coach and the inbox: no certificate yet, one that is over, one that is not believed, or the end. */
import { useEffect, useState } from 'preact/hooks';
import { ASIDE_DAYS, type CoachStanding } from '../../core/thread/types.ts';
import { type Key, t } from '../../platform/i18n.ts';
import { enterInbox, leaveMachine, mayRead } from '../enter.ts';
import { findingWords } from '../findings.ts';
import { Findings } from '../parts/Findings.tsx';
import { Frame, Title } from '../parts/Frame.tsx';
import { Sure } from '../parts/Sure.tsx';
import { desk, foundStanding, say, standing } from '../state.ts';
import { unfetchedWords } from '../why.ts';

/** How often the server is asked while one waits. */
const EVERY = 20_000;

type Which = 'revoked' | 'expired' | 'unbelieved' | 'waiting';

function which(now: CoachStanding): Which {
  if (now.state === 'revoked' || now.state === 'expired') return now.state;
  return now.state === 'active' ? 'unbelieved' : 'waiting';
}

const titles: Record<Which, Key> = {
  waiting: 'waiting_title',
  expired: 'expired_title',
  unbelieved: 'unbelieved_title',
  revoked: 'revoked_title',
};
const reads: Record<Which, Key> = {
  waiting: 'waiting_read',
  expired: 'expired_read',
  unbelieved: 'unbelieved_read',
  revoked: 'revoked_read',
};

export function Standing() {
  const now = standing.value;
  const [asking, setAsking] = useState(false);

  async function ask(aloud: boolean): Promise<void> {
    const at = desk.peek();
    if (!at) return;
    if (aloud) setAsking(true);
    const found = await at.standing();
    setAsking(false);
    if (desk.peek() !== at) return;
    if (found.ok && mayRead(found.standing)) {
      await enterInbox();
      say(t('now_certified'));
    } else if (found.ok) {
      foundStanding(found.standing);
      if (aloud) say(t('still_waiting'));
    } else if (aloud) say(t(unfetchedWords(found.why)));
  }

  useEffect(() => {
    const timer = setInterval(() => void ask(false), EVERY);
    return () => clearInterval(timer);
  }, []);

  if (!now) return null;
  const is = which(now);
  return (
    <Frame>
      <Title key={is}>{t(titles[is])}</Title>
      <p class="read">{t(reads[is], { n: ASIDE_DAYS })}</p>
      <Findings words={now.findings.map((it) => findingWords(it))} />
      {is === 'revoked' ? (
        <div class="acts">
          <Sure ask={t('forget')} words={t('forget_revoked')} yes={t('forget_yes')} act={leaveMachine} />
        </div>
      ) : (
        <>
          <section class="part">
            <h2>{t('fingerprint')}</h2>
            <p class="print large" translate={false}>
              {now.fingerprint}
            </p>
            <p class="meta">{t('fingerprint_help')}</p>
          </section>
          <div class="acts">
            <button type="button" class="btn main act" onClick={() => void ask(true)}>
              {asking ? t('busy') : t('ask_now')}
            </button>
          </div>
        </>
      )}
    </Frame>
  );
}
