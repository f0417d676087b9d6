import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import type { DialogId } from '../../model/dialogId.ts';
import type { FileRef, FileRow, FilesWording } from '../../protocol/threadFiles.ts';
import type { PostCommand } from '../channel.ts';
import type { FileState, FileUrls } from './fileUrls.ts';
import type { PageFiles } from './pageFiles.ts';

/** What the parts that show files need of the page. */
export interface FileServices {
  readonly dialogId: DialogId;
  readonly urls: FileUrls;
  readonly tray: PageFiles['tray'];
  readonly uploads: PageFiles['uploads'];
  readonly post: PostCommand;
  readonly wording: FilesWording;
  readonly canReveal: boolean;
  /** Shows a picture large; the others of the thread are beside it. */
  readonly enlarge: (row: FileRow, returnTo: HTMLElement | null) => void;
}

export const FileServicesContext = createContext<FileServices | undefined>(undefined);

export function useFileServices(): FileServices {
  const services = useContext(FileServicesContext);
  if (!services) throw new Error('No file services around this component');
  return services;
}

// Whoever scrolls past does not want to see it.
const GLANCE_MS = 120;

/** The file's state as it changes; `loads` asks for it as long as this stands on the page. */
export function useFile(ref: FileRef | undefined, loads: boolean): FileState {
  const { urls } = useFileServices();
  const [, setSerial] = useState(0);
  const key = JSON.stringify(ref);
  useEffect(() => {
    if (!ref) return undefined;
    return urls.watch(ref, () => setSerial((serial) => serial + 1));
  }, [urls, key]);
  useEffect(() => {
    if (!ref || !loads || urls.stateOf(ref).kind === 'ready') return undefined;
    const timer = window.setTimeout(() => urls.load(ref, false), GLANCE_MS);
    return () => window.clearTimeout(timer);
  }, [urls, key, loads]);
  return ref ? urls.stateOf(ref) : { kind: 'gone' };
}
