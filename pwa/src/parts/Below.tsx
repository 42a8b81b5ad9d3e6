/** What lies below the first screenful comes with the frame after it when the app opens: help and the next step do not wait for it. */
import type { ComponentChildren } from 'preact';
import { stood } from '../state.ts';

export const Below = ({ children }: { children: ComponentChildren }) => stood.value && children;
