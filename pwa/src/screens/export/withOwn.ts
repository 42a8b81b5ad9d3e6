/** Whether the answers that are kept on this phone only come along in what can be read: asked anew in every visit. */
import { signal } from '@preact/signals';

export const withOwn = signal(false);
