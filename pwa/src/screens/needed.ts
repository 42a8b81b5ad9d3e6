/** Help in a hard moment, and where one begins: one file, asked for before it is needed, because the connection may be gone by then. */
export { Help } from './Help.tsx';
export { TextScreen } from './Text.tsx';
export { Today } from './Today.tsx';
export { Tools } from './Tools.tsx';
export { Urge } from './Urge.tsx';
