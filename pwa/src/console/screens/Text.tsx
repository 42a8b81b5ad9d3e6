/** The coaches' guide, and the texts of the app that it leads to. Read only. */
import type { Text } from '../../core/model/content.ts';
import { locale, t } from '../../platform/i18n.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Frame, Title } from '../parts/Frame.tsx';
import { ProseBlocks } from '../parts/Prose.tsx';
import { leaveRoom } from '../rooms.ts';
import type { DeskRoom } from '../state.ts';
import { fetchTexts, here, texts } from '../texts.ts';

export function Guide() {
  return <Shown text={here()?.coach?.guide} contents />;
}

export function DeskPage({ to }: { to: Extract<DeskRoom, { at: 'page' }> }) {
  const pack = here()?.pack;
  const found =
    to.kind === 'page' ? pack?.pages[to.id] : to.kind === 'tool' ? pack?.tools[to.id] : pack?.modules[to.id];
  return <Shown text={found} />;
}

function Shown({ text, contents }: { text: Text | undefined; contents?: boolean }) {
  return (
    <Frame>
      <button type="button" class="back" onClick={leaveRoom}>
        <Icon name="back" />
        {t('back')}
      </button>
      {text ? <Whole text={text} contents={contents ?? false} /> : <Absent />}
    </Frame>
  );
}

function Absent() {
  const missing = texts.value === 'missing';
  return (
    <>
      <Title>{t('guide_title')}</Title>
      <p class="read">{texts.value === null ? t('texts_coming') : missing ? t('texts_missing') : t('text_none')}</p>
      {missing && (
        <button type="button" class="btn" onClick={() => void fetchTexts(locale.value)}>
          {t('try_again')}
        </button>
      )}
    </>
  );
}

function Whole({ text, contents }: { text: Text; contents: boolean }) {
  const sources = text.sources.map((it) => it.id);
  return (
    <>
      <Title>{text.title}</Title>
      <div class="prose intro">
        <ProseBlocks blocks={text.intro} sources={sources} />
      </div>
      {contents && <Contents text={text} />}
      {text.steps.map((step) => (
        <section key={step.id} class="part">
          <h2 id={`step-${step.id}`} tabIndex={-1}>
            {step.title}
          </h2>
          <div class="prose">
            <ProseBlocks blocks={step.blocks} sources={sources} />
          </div>
        </section>
      ))}
      {text.draft && <p class="draft">{t('draft_text')}</p>}
      {text.sources.length > 0 && (
        <details class="cited">
          <summary>{t('sources')}</summary>
          <ol>
            {text.sources.map((it) => (
              <li key={it.id}>
                {[it.author, it.year && `(${it.year})`, it.title, it.where].filter(Boolean).join(' · ')}
              </li>
            ))}
          </ol>
        </details>
      )}
    </>
  );
}

function Contents({ text }: { text: Text }) {
  return (
    <nav class="contents" aria-label={t('contents')}>
      <ul>
        {text.steps.map((step) => (
          <li key={step.id}>
            <button
              type="button"
              class="inline"
              onClick={() => {
                const heading = document.getElementById(`step-${step.id}`);
                heading?.scrollIntoView();
                heading?.focus({ preventScroll: true });
              }}
            >
              {step.title}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}
