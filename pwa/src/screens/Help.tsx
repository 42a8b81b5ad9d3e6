/** Help by need: whom to ring, and pages to read. What is opened is not stored anywhere. */
import type { ScreenProps } from '../app.tsx';
import { locale, t } from '../i18n.ts';
import { CallRow } from '../parts/Call.tsx';
import { Part, Screen } from '../parts/Screen.tsx';
import { to } from '../router.ts';
import { pack } from '../state.ts';
import { Row } from './Programme.tsx';
import { dateWords } from './text/dates.ts';

const services = (need: string) => pack().directory.filter((it) => it.country === 'NO' && it.needs.includes(need));

export function Help({ args: [need] }: ScreenProps) {
  const named = pack().needs.find((it) => it.code === need);
  if (named) return <Need code={named.code} label={named.label} />;
  const crisis = services('crisis').filter((it) => it.phone);
  const needs = pack().needs.filter((it) => it.code !== 'crisis' && services(it.code).length > 0);
  const pages = Object.values(pack().pages);
  return (
    <Screen back>
      <h1 class="title">{t('help_title')}</h1>
      <p class="read">{t('help_words')}</p>
      <Part name={t('help_now')} after>
        <ul class="rows">
          {crisis.map((it) => (
            <li key={it.id}>
              <CallRow service={it} />
            </li>
          ))}
        </ul>
      </Part>
      {pages.length > 0 && (
        <Part name={t('help_pages')}>
          <ul class="rows">
            {pages.map((page) => (
              <Row key={page.id} href={to('text', 'page', page.id)} words={page.title} />
            ))}
          </ul>
        </Part>
      )}
      <Part name={t('help_needs')}>
        <ul class="rows">
          {needs.map((it) => (
            <Row key={it.code} href={to('help', it.code)} words={it.label} />
          ))}
        </ul>
      </Part>
    </Screen>
  );
}

function Need({ code, label }: { code: string; label: string }) {
  const found = services(code);
  const checked = found.map((it) => it.checked).sort();
  return (
    <Screen back>
      <h1 class="title">{label}</h1>
      {locale.value === 'en' && <p class="read">{t('help_numbers')}</p>}
      <ul class="rows calls">
        {found.map((it) => (
          <li key={it.id}>
            <CallRow service={it} small={details(it)} />
            {it.phone && it.url && (
              <a class="link" href={it.url} rel="noreferrer noopener" target="_blank">
                {it.url.replace(/^https?:\/\//, '')}
              </a>
            )}
          </li>
        ))}
      </ul>
      {checked[0] && <p class="meta gap">{t('numbers_checked', { date: dateWords(checked[0]) })}</p>}
    </Screen>
  );
}

/** What the service does, when it is open and whether one can stay nameless. */
const details = (it: ReturnType<typeof services>[number]): string =>
  [it.does, it.hours === '24/7' ? t('all_hours') : it.hours, it.anonymous ? t('anonymous') : undefined]
    .filter(Boolean)
    .join(' · ');
