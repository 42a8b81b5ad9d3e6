/** Help in a hard moment, and where one begins: one file, asked for before it is needed, because the connection may be gone by then. */
export { Help } from '../features/help/Help.tsx';
export { NearToday } from '../features/near/NearToday.tsx';
export { TextScreen } from '../features/programme/Text.tsx';
export { Today } from '../features/today/Today.tsx';
export { Tools } from '../features/urge/Tools.tsx';
export { Urge } from '../features/urge/Urge.tsx';
