/** What may be added to an entry: what came before, where, feelings, what was done, thoughts. Each is kept as it is changed. */
import { useId } from 'preact/hooks';
import { type Key, t } from '../i18n.ts';
import { vault } from '../state.ts';
import type { Entry } from '../vault/types.ts';
import { Chips } from './Choices.tsx';
import { codesOf } from './codes.ts';
import { useEdits } from './edits.ts';
import { Part } from './Screen.tsx';

const listed = (value: unknown): string[] => (Array.isArray(value) ? value.filter((it) => typeof it === 'string') : []);

/** A free text of an entry; absent while two versions of it wait above for a choice. */
export function OwnText({ entry, field, name, hint }: { entry: Entry; field: string; name: Key; hint?: boolean }) {
  const id = useId();
  const written = entry.fields[field];
  if (entry.also.some((it) => it.field === field)) return null;
  return (
    <Part name={t(name)}>
      <div class="field">
        <label class="hide" for={id}>
          {t(name)}
        </label>
        <textarea
          id={id}
          rows={2}
          aria-describedby={hint ? `${id}-help` : undefined}
          defaultValue={typeof written === 'string' ? written : ''}
          onChange={({ currentTarget }) => void vault.value?.edit(entry.id, { [field]: currentTarget.value.trim() })}
        />
        {hint && (
          <p class="help" id={`${id}-help`}>
            {t('about_no_names')}
          </p>
        )}
      </div>
    </Part>
  );
}

/** The optional fields of an urge. */
export function AboutUrge({ entry }: { entry: Entry }) {
  const [fields, change] = useEdits(entry);
  const place = typeof fields.place === 'string' ? fields.place : '';
  return (
    <>
      <Part name={t('about_before')} after>
        <Chips
          name="triggers"
          label={t('about_before')}
          options={codesOf('triggers')}
          chosen={listed(fields.triggers)}
          choose={(triggers) => change({ triggers })}
        />
      </Part>
      <Part name={t('about_where')}>
        <Chips
          name="place"
          label={t('about_where')}
          options={codesOf('places')}
          chosen={[place]}
          // One place only; a second press takes it away again.
          choose={(codes) => change({ place: codes.find((code) => code && code !== place) ?? '' })}
        />
      </Part>
      <Part name={t('about_feelings')}>
        <Chips
          name="feelings"
          label={t('about_feelings')}
          options={codesOf('feelings')}
          chosen={listed(fields.feelings)}
          choose={(feelings) => change({ feelings })}
        />
      </Part>
      <OwnText entry={entry} field="did_text" name="about_did" />
      <OwnText entry={entry} field="text" name="about_thoughts" hint />
    </>
  );
}
