/** What Insights will show: what the nearest of it takes, with the way there, and the names of the rest. */
import { t } from '../../platform/i18n.ts';
import { listWords } from '../../shared/moments.ts';
import type { SubPart } from '../../shared/SubPart.tsx';

export interface Missing {
  /** so many more entries; none where it is shown */
  n: number;
  /** what it takes */
  words: string;
  name: string;
  href: string;
  action: string;
}

export function Later({ named: Named, of }: { named: typeof SubPart; of: readonly Missing[] }) {
  const left = of.filter(({ n }) => n > 0);
  const [nearest] = [...left].sort((one, other) => one.n - other.n);
  if (!nearest) return null;
  const others = left.filter((it) => it !== nearest);
  const { words, href, action } = nearest;
  const rest = others.length > 0 ? t('later_rest', { what: listWords(others.map(({ name }) => name)) }) : '';
  return (
    <Named name={t('later_title')}>
      <div class="empty">
        <p class="read">{`${words} ${rest}`.trim()}</p>
        <a class="btn" href={href}>
          {action}
        </a>
      </div>
    </Named>
  );
}
