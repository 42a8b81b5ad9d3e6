/** The shell: which screen stands, what the page is called, where the focus goes. Screens come as chunks of their own. */
import { type ComponentType, Fragment } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { locale, t } from './i18n.ts';
import { Dock, Screen } from './parts/Screen.tsx';
import { type Name, route } from './router.ts';
import { First } from './screens/First.tsx';
import { bundle, changeLocale } from './state.ts';

export type ScreenProps = { args: string[] };
type Loader = () => Promise<ComponentType<ScreenProps>>;

/** `today` and `urge` are asked for ahead of time: they must be there when it is hard. */
const loaders: Record<Exclude<Name, 'first'>, Loader> = {
  what: () => import('./screens/What.tsx').then((it) => it.What),
  urge: () => import('./screens/Urge.tsx').then((it) => it.Urge),
  log: () => import('./screens/Log.tsx').then((it) => it.Log),
  'more-about': () => import('./screens/MoreAbout.tsx').then((it) => it.MoreAbout),
  today: () => import('./screens/Today.tsx').then((it) => it.Today),
  programme: () => import('./screens/Programme.tsx').then((it) => it.Programme),
  diary: () => import('./screens/Diary.tsx').then((it) => it.Diary),
  insights: () => import('./screens/Insights.tsx').then((it) => it.Insights),
  more: () => import('./screens/More.tsx').then((it) => it.More),
  entry: () => import('./screens/EntryView.tsx').then((it) => it.EntryView),
  checkin: () => import('./screens/Checkin.tsx').then((it) => it.Checkin),
  text: () => import('./screens/Text.tsx').then((it) => it.TextScreen),
  plan: () => import('./screens/Plan.tsx').then((it) => it.Plan),
  help: () => import('./screens/Help.tsx').then((it) => it.Help),
  code: () => import('./screens/Code.tsx').then((it) => it.Code),
  signin: () => import('./screens/SignIn.tsx').then((it) => it.SignIn),
  reminders: () => import('./screens/Reminders.tsx').then((it) => it.Reminders),
  consents: () => import('./screens/Consents.tsx').then((it) => it.Consents),
  language: () => import('./screens/Language.tsx').then((it) => it.Language),
  delete: () => import('./screens/Delete.tsx').then((it) => it.Delete),
  erased: () => import('./screens/Erased.tsx').then((it) => it.Erased),
};

const ready: Partial<Record<Name, ComponentType<ScreenProps>>> = { first: First };

export function App() {
  const { name, args } = route.value;
  const [, redraw] = useState(0);
  const Shown = ready[name];

  useEffect(() => {
    if (Shown || name === 'first') return;
    void loaders[name]().then((component) => {
      ready[name] = component;
      redraw((n) => n + 1);
    });
  }, [name, Shown]);

  useEffect(() => {
    // A screen reader starts reading at the new screen's title; sighted keyboard users start there too.
    const title = document.querySelector<HTMLElement>('h1');
    title?.setAttribute('tabindex', '-1');
    title?.focus({ preventScroll: true });
  }, [name, args.join('/'), Shown]);

  if (bundle.value === 'missing') return <NoTexts />;
  if (!Shown || bundle.value === null) return <Fragment />;
  return <Shown key={`${name}/${args.join('/')}`} args={args} />;
}

/** The texts have never been fetched and there is no connection: the numbers that matter still stand here. */
function NoTexts() {
  return (
    <Screen
      foot={
        <Dock>
          <button type="button" class="btn main" onClick={() => void changeLocale(locale.value)}>
            {t('try_again')}
          </button>
        </Dock>
      }
    >
      <h1 class="title">{t('no_content')}</h1>
    </Screen>
  );
}
