/** Files that anybody can read; said before they are made. */
import { useState } from 'preact/hooks';
import { calmFiles, headIn } from '../../../core/model/calm.ts';
import { hasOwnAnswers, hasUnshown } from '../../../core/model/export-lines.ts';
import { t } from '../../../platform/i18n.ts';
import { to } from '../../../platform/router.ts';
import { flush } from '../../../shared/drafts.ts';
import { Screen } from '../../../shared/Screen.tsx';
import { deviceRecords, entries, face } from '../../../shared/state.ts';
import { Choices } from '../../../ui/Choices.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { fileName, type SaveResult, saveFile } from '../files.ts';
import { csvOf, jsonOf, linesToExport } from './readable.ts';
import { includeOwn, withOwn } from './withOwn.ts';

const kinds = {
  csv: { type: 'text/csv', of: csvOf },
  json: { type: 'application/json', of: jsonOf },
} as const;

export function Readable() {
  const [saved, setSaved] = useState<SaveResult | null>(null);
  const own = withOwn.value;
  const lines = linesToExport(own);
  const files = calmFiles.some((sort) => headIn(entries.value, sort));
  const save = async (kind: keyof typeof kinds) => {
    const { type, of } = kinds[kind];
    await flush();
    setSaved(await saveFile(fileName(kind), await of(own), type));
  };
  return (
    <Screen low back={true}>
      <h1 class="title">{t('readable_title')}</h1>
      <div class="notice">
        <Icon name="warning" />
        <p>{t('readable_warning')}</p>
      </div>
      {hasOwnAnswers(deviceRecords.value) && (
        <Choices
          name="own"
          label={t('readable_which')}
          options={[{ code: 'own', label: t('readable_own') }]}
          chosen={own ? ['own'] : []}
          choose={(codes) => includeOwn(codes.includes('own'))}
        />
      )}
      {files && <p class="read">{t('readable_files')}</p>}
      {hasUnshown(lines, face.value) && <p class="read">{t('readable_other_face')}</p>}
      {lines.length === 0 && !files ? (
        <p class="lead push">{t('readable_empty')}</p>
      ) : (
        <ul class="rows push">
          {lines.length > 0 && (
            <Press name={t('readable_csv')} small={t('readable_csv_small')} press={() => void save('csv')} />
          )}
          <Press name={t('readable_json')} small={t('readable_json_small')} press={() => void save('json')} />
          {lines.length > 0 && (
            <li>
              <a class="row" href={to('export', 'sheet')}>
                <span>
                  {t('readable_print')}
                  <small>{t('readable_print_small')}</small>
                </span>
                <Icon name="forward" />
              </a>
            </li>
          )}
        </ul>
      )}
      <p class="lead after-read" role="status">
        {(saved === 'saved' || saved === 'shared') && t(`file_${saved}`)}
        {saved === 'failed' && t('file_failed')}
      </p>
    </Screen>
  );
}

function Press({ name, small, press }: { name: string; small: string; press: () => void }) {
  return (
    <li>
      <button type="button" class="row" onClick={press}>
        <span>
          {name}
          <small>{small}</small>
        </span>
        <Icon name="forward" />
      </button>
    </li>
  );
}
