/** What he should know about his diary: no code yet, erased elsewhere, full, or a server that went back in time. One at a time. */
import { planCard } from '../../domain/plan.ts';
import { type Key, t } from '../../i18n.ts';
import { Icon } from '../../parts/Icon.tsx';
import { type Name, to } from '../../router.ts';
import { entries, ofKind, pack, syncState, vault } from '../../state.ts';

interface Notice {
  words: Key;
  link?: { words: Key; to: Name };
}

/** The most pressing one. */
function notice(): Notice | null {
  const open = vault.value;
  if (!open) return null;
  if (syncState.value === 'erased')
    return { words: 'notice_erased', link: { words: 'notice_erased_link', to: 'erased' } };
  if (open.rolledBack) return { words: 'notice_rolled_back' };
  if (syncState.value === 'full') return { words: 'notice_full', link: { words: 'tab_diary', to: 'diary' } };
  const decided = open.hasCode || ofKind('consents').some((it) => it.fields['copy'] !== undefined);
  if (!decided && planCard(entries.value, pack()).length > 0)
    return { words: 'notice_no_code', link: { words: 'notice_no_code_link', to: 'code' } };
  return null;
}

export function Notices() {
  const now = notice();
  if (!now) return null;
  return (
    <div class="notice">
      <Icon name="warning" />
      <div>
        <p>{t(now.words)}</p>
        {now.link && (
          <a class="link" href={to(now.link.to)}>
            {t(now.link.words)}
          </a>
        )}
      </div>
    </div>
  );
}
