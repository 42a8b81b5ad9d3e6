/** The page that starts are compared with (build/reference.ts): one sentence, and the worker that brings it from the second start on. */
import { scripts, trustedScript } from '../platform/scripts.ts';

const sentence = document.createElement('p');
// As bench/app.py knows a first screen.
sentence.className = 'big';
sentence.textContent = 'Uten nett og uten dagbok.';
document.body.replaceChildren(sentence);
if (!navigator.serviceWorker.controller) void navigator.serviceWorker.register(trustedScript(scripts.service));
