/** Calm word when what is written is on this phone only: no code has been made, or the copy on the server is full. */
import { consent } from '../../consents.ts';
import { nearDays } from '../../domain/near.ts';
import { planCard } from '../../domain/plan.ts';
import { type Key, t } from '../../i18n.ts';
import { Icon } from '../../parts/Icon.tsx';
import { type Name, to } from '../../router.ts';
import { entries, face, facePack, syncState, vault } from '../../state.ts';

interface Word {
  words: Key;
  link: Key;
  to: Name;
}

/** Asked once the first exercise has made a plan or a day of theirs is answered, and never again when he has chosen «bare på denne telefonen». */
function word(): Word | null {
  if (!vault.value) return null;
  if (syncState.value === 'full') return { words: 'notice_full', link: 'notice_full_link', to: 'diary' };
  const decided = vault.value.hasCode || consent('copy')?.given === false;
  const worth = face.value === 'near' ? nearDays(entries.value.values()) : planCard(entries.value, facePack());
  if (decided || worth.length === 0) return null;
  return { words: 'notice_no_code', link: 'notice_no_code_link', to: 'code' };
}

export function Copy() {
  const now = word();
  if (!now) return null;
  return (
    <div class="notice">
      <Icon name="warning" />
      <div>
        <p>{t(now.words)}</p>
        <a class="link" href={to(now.to)}>
          {t(now.link)}
        </a>
      </div>
    </div>
  );
}
