/** The coaches' console, `/coach`: an entry of its own, of which nothing comes to a person's phone. */
import { effect } from '@preact/signals';
import { render } from 'preact';
import { locale } from '../platform/i18n.ts';
import { ConsoleApp } from './app.tsx';
import { enterConsole, takeInvitation, watchIdle, watchInbox } from './enter.ts';
import { watchKeys } from './press.ts';
import { watchBack, watchClosing } from './rooms.ts';
import { desk, watchUnkept } from './state.ts';
import { fetchTexts } from './texts.ts';
import { speakFirst, teachConsole } from './words.ts';
import '../ui/reset.css';
import '../ui/tokens.css';
import '../ui/page.css';
import '../ui/words.css';
import '../ui/buttons.css';
import '../ui/rows.css';
import '../ui/notice.css';
import '../ui/part.css';
import '../ui/choices.css';
import '../ui/fields.css';
import '../ui/prose.css';
import './styles/frame.css';
import './styles/press.css';
import './styles/inbox.css';
import './styles/thread.css';
import './styles/text.css';

takeInvitation();
teachConsole();
speakFirst();
effect(() => void fetchTexts(locale.value));
document.body.replaceChildren();
render(<ConsoleApp />, document.body);
watchBack();
watchClosing();
watchKeys();
watchIdle();
watchInbox();
watchUnkept();
// A link that is opened while the page stands.
addEventListener('hashchange', () => {
  takeInvitation();
  if (!desk.peek()) void enterConsole();
});
await enterConsole();
