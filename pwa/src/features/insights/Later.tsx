/** What Insights will show: each in a sentence that says how many more entries it takes, and one thing to press. */
import { t } from '../../platform/i18n.ts';
import type { SubPart } from '../../shared/SubPart.tsx';

export interface Missing {
  sentences: readonly string[];
  href: string;
  action: string;
}

export function Later({ named: Named, sentences, href, action }: Missing & { named: typeof SubPart }) {
  if (sentences.length === 0) return null;
  return (
    <Named name={t('later_title')}>
      <div class="empty">
        {sentences.length === 1 ? (
          <p class="read">{sentences[0]}</p>
        ) : (
          <ul class="later">
            {sentences.map((words) => (
              <li key={words} class="read">
                {words}
              </li>
            ))}
          </ul>
        )}
        <a class="btn" href={href}>
          {action}
        </a>
      </div>
    </Named>
  );
}
