import { textOf } from '../../core/model/answers.ts';
import { t } from '../../platform/i18n.ts';
import { type ScreenProps, to } from '../../platform/router.ts';
import { Dock, Screen } from '../../shared/Screen.tsx';
import { pack } from '../../shared/state.ts';
import { OneStep, UrgeScreen } from '../urge/index.ts';
import { Module } from './text/Module.tsx';
import { Page } from './text/Page.tsx';
import { Safety } from './text/Safety.tsx';

export function TextScreen({ args: [kind, id = '', step, edit] }: ScreenProps) {
  if (kind === 'tool') {
    const tool = pack().tools[id];
    const only = edit === 'edit' ? tool?.steps.find((it) => it.id === step) : undefined;
    return tool && only ? <OneStep tool={tool} step={only} /> : <UrgeScreen args={id === 'urge' ? [] : [id]} />;
  }
  const text = textOf(pack(), kind === 'module' ? 'module' : 'page', id);
  if (!text) return <Missing />;
  if (kind === 'module') return <Module text={text} step={step} edit={edit === 'edit'} />;
  return text.id === 'safety' && !step ? (
    <Safety text={text} />
  ) : (
    <Page text={text} from={step} edit={edit === 'edit'} logged={step === 'logged' ? edit : undefined} />
  );
}

/** A link of an older version, or from another language's pack: say so, and lead to help. */
function Missing() {
  return (
    <Screen
      back
      foot={
        <Dock>
          <a class="btn main" href={to('help')}>
            {t('help_title')}
          </a>
        </Dock>
      }
    >
      <h1 class="title">{t('text_missing')}</h1>
    </Screen>
  );
}
