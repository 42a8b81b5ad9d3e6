/** What stands under More: small screens in one file, because every file costs a phone more than its bytes. */

export { Devices } from '../features/account/Devices.tsx';
export { Export } from '../features/account/Export.tsx';
export { watchWithOwn } from '../features/account/export/withOwn.ts';
export { Import } from '../features/account/Import.tsx';
export { KnownCode } from '../features/account/KnownCode.tsx';
export { Move } from '../features/account/Move.tsx';
export { MoreAbout } from '../features/diary/MoreAbout.tsx';
export { OwnWordsScreen } from '../features/diary/OwnWordsScreen.tsx';
export { LockSettings } from '../features/lock/Settings.tsx';
export { Install } from '../features/more/Install.tsx';
export { Language } from '../features/more/Language.tsx';
export { MaskScreen } from '../features/more/MaskScreen.tsx';
export { More } from '../features/more/More.tsx';
export { Consents } from '../features/privacy/Consents.tsx';
export { Delete } from '../features/privacy/Delete.tsx';
export { Erased } from '../features/privacy/Erased.tsx';
export { Storage } from '../features/privacy/Storage.tsx';
