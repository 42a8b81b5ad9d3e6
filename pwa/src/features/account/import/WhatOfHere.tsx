/** Another diary is here already: what is to become of it. */
import { useState } from 'preact/hooks';
import type { Copy } from '../../../core/vault/types.ts';
import { t } from '../../../platform/i18n.ts';
import { Dock, Screen } from '../../../shared/Screen.tsx';
import { vault } from '../../../shared/state.ts';
import { Choices } from '../../../ui/Choices.tsx';
import { NotTaken } from './NotTaken.tsx';

export type Local = 'add' | 'discard';

interface Props {
  copy: Copy;
  busy: boolean;
  failed: boolean;
  back: () => void;
  take: (local: Local) => void;
}

export function WhatOfHere({ copy, busy, failed, back, take }: Props) {
  const [local, choose] = useState<Local | null>(null);
  const shut = copy.here === 'shut';
  const copied = vault.value?.hasCode ?? false;
  const offered: readonly Local[] = shut ? ['discard'] : ['add', 'discard'];
  return (
    <Screen
      low
      back={{ words: t('back'), act: back }}
      foot={
        <Dock>
          {failed && <NotTaken />}
          <button
            type="button"
            class="btn main"
            aria-disabled={!local || busy}
            onClick={() => local && !busy && take(local)}
          >
            {t(busy ? 'import_taking' : local ? 'import_take' : 'import_choose_what')}
          </button>
        </Dock>
      }
    >
      <h1 class="title">{t('import_ask_title')}</h1>
      <p class="read">{t(shut ? 'import_shut' : 'import_ask')}</p>
      <Choices<Local>
        one
        push
        name="local"
        label={t('import_ask_title')}
        options={offered.map((code) => ({
          code,
          label: t(`import_${code}`),
          small: t(
            copied
              ? (`import_${code}_${code === 'add' ? 'code' : 'copy'}_small` as 'import_add_code_small')
              : `import_${code}_small`,
          ),
        }))}
        chosen={local ? [local] : []}
        choose={([next]) => choose(next ?? null)}
      />
    </Screen>
  );
}
