/** Two texts of one field, written apart on two devices. Nothing is thrown away until the person has said what stays. */
import { type Key, t } from '../i18n.ts';
import { vault } from '../state.ts';
import type { Entry, Json } from '../vault/types.ts';
import { Part } from './Screen.tsx';

const names: Record<string, Key> = { text: 'about_thoughts', did_text: 'about_did', good_text: 'checkin_good' };

const asText = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

function Choice({ entry, field }: { entry: Entry; field: string }) {
  const texts = [entry.fields[field], ...entry.also.filter((it) => it.field === field).map((it) => it.text)].map(
    asText,
  );
  const settle = (text: string): void => void vault.value?.settle(entry.id, field, text);
  return (
    <Part name={t(names[field] ?? 'about_thoughts')}>
      <div class="stack">
        <p>{t('rivals_written_apart')}</p>
        {texts.map((text, place) => (
          <div class="stack" key={place}>
            <p class="own">{text || t('rivals_empty')}</p>
            <button type="button" class="btn wide" onClick={() => settle(text)}>
              {t('rivals_keep_this')}
            </button>
          </div>
        ))}
        <button type="button" class="btn wide" onClick={() => settle(texts.filter(Boolean).join('\n\n'))}>
          {t('rivals_keep_both')}
        </button>
      </div>
    </Part>
  );
}

/** One choice for each field that has rivals. */
export function Rivals({ entry }: { entry: Entry }) {
  const fields = [...new Set(entry.also.map((it) => it.field))];
  return (
    <>
      {fields.map((field) => (
        <Choice key={field} entry={entry} field={field} />
      ))}
    </>
  );
}
