/** The coaches' console, `/coach`: an entry of its own, of which nothing comes to a person's phone. */
import { effect } from '@preact/signals';
import { render } from 'preact';
import { App } from './app.tsx';
import { begin, takeInvitation, watchIdle, watchInbox } from './enter.ts';
import { watchKeys } from './press.ts';
import { watchBack, watchLeaving } from './rooms.ts';
import { desk, watchUnkept } from './state.ts';
import { bring } from './texts.ts';
import { locale, speakFirst } from './words.ts';
import '../ui/tokens.css';
import '../shared/parts.css';
import './styles/coach.css';

takeInvitation();
speakFirst();
effect(() => void bring(locale.value));
document.body.replaceChildren();
render(<App />, document.body);
watchBack();
watchLeaving();
watchKeys();
watchIdle();
watchInbox();
watchUnkept();
// A link that is opened while the page stands.
addEventListener('hashchange', () => {
  takeInvitation();
  if (!desk.peek()) void begin();
});
await begin();
