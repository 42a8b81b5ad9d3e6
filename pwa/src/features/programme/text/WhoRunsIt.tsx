/** At the end of what we can see: who runs the app, where they are, and what one writes to or rings. */

import { contactLink } from '../../../core/model/contact-link.ts';
import type { Contact } from '../../../core/model/content.ts';
import { t } from '../../../platform/i18n.ts';
import { Part } from '../../../shared/Screen.tsx';
import { pack } from '../../../shared/state.ts';

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
  const { href, words } = contactLink(contact);
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
