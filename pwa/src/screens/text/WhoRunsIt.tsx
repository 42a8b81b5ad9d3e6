/** At the end of what we can see: who runs the app, where they are, and what one writes to or rings. */
import type { Contact } from '../../domain/content.ts';
import { reach } from '../../domain/reach.ts';
import { t } from '../../i18n.ts';
import { Part } from '../../parts/Screen.tsx';
import { pack } from '../../state.ts';

export function WhoRunsIt() {
  const { operator } = pack();
  if (operator === undefined) return null;
  return (
    <Part name={t('who_title')}>
      <p class="read">{operator ? t('who_runs', { name: operator.name }) : t('who_unsaid')}</p>
      {operator?.address && <p class="read">{operator.address}</p>}
      {operator?.contact && <Reached contact={operator.contact} />}
    </Part>
  );
}

/** The link, and what the other side learns by it. */
function Reached({ contact }: { contact: Contact }) {
  const { href, words } = reach(contact);
  return (
    <>
      <p>
        <a
          class="link reach"
          href={href}
          rel="noreferrer noopener"
          target={contact.kind === 'page' ? '_blank' : undefined}
        >
          {words}
        </a>
      </p>
      <p class="meta">{t(`who_${contact.kind}`)}</p>
    </>
  );
}
