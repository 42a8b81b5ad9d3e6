/**
 * Crisis help at the lock: whom to ring, as the crisis page names them, and nothing that leads further into the app. It opens
 * whoever holds the phone, and under the mask, so it says nothing of whose app it is or what for.
 */
import { useEffect } from 'preact/hooks';
import type { Block, Text } from '../../core/model/content.ts';
import { locale, t } from '../../platform/i18n.ts';
import { useClosedLast, whenLines } from '../../shared/opening.ts';
import { Draft, Part, Screen } from '../../shared/Screen.tsx';
import { EmergencyRows } from '../../shared/Stuck.tsx';
import { bundle, have } from '../../shared/texts.ts';
import { plain, servicesIn } from '../../shared/Words.tsx';
import { CallRow } from '../../ui/Call.tsx';

export function Crisis({ back }: { back: () => void }) {
  // Where the lock was the first that stood, nobody has asked for them yet.
  useEffect(() => void have(locale.peek()), []);
  const page = bundle.value && bundle.value !== 'missing' ? bundle.value.pages.crisis : undefined;
  return (
    <Screen mask back={{ words: t('back'), act: back }}>
      <h1 class="title">{t('crisis_help')}</h1>
      {page ? <Page page={page} /> : <EmergencyRows />}
    </Screen>
  );
}

function Page({ page }: { page: Text }) {
  return (
    <>
      {page.intro.map((block) => block.t === 'p' && <p class="read">{plain(block.words)}</p>)}
      {page.steps.map(({ id, title, blocks }) => (
        <Services key={id} name={title} blocks={blocks} />
      ))}
      <Draft shown={page.draft} />
    </>
  );
}

function Services({ name, blocks }: { name: string; blocks: readonly Block[] }) {
  const services = useClosedLast(servicesIn(blocks));
  if (services.length === 0) return null;
  return (
    <Part name={name}>
      <ul class="rows calls">
        {services.map((it) => (
          <li key={it.id}>
            <CallRow service={it} small="" when={whenLines(it)} />
          </li>
        ))}
      </ul>
    </Part>
  );
}
