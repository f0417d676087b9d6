import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { MessageRow } from '../../protocol/thread.ts';
import type { FileRow } from '../../protocol/threadFiles.ts';
import type { ThreadChannel } from '../channel.ts';
import type { OpenedPage } from '../threadState.ts';
import { type FileServices, FileServicesContext } from './fileServices.ts';
import { FileUrls } from './fileUrls.ts';
import { ImageViewer } from './ImageViewer.tsx';

interface RoomProps {
  readonly channel: ThreadChannel;
  readonly page: OpenedPage;
  readonly children: ComponentChildren;
}

interface Enlarged {
  readonly row: FileRow;
  readonly images: readonly FileRow[];
  readonly returnTo: HTMLElement | null;
}

/** Everything around a thread that has to do with its files: where their bytes are, and the large view over all. */
export function FilesRoom({ channel, page, children }: RoomProps): JSX.Element {
  const { canReveal = false } = page.settings;
  const wording = page.wording.files;
  const { rows } = page.thread;
  const [enlarged, setEnlarged] = useState<Enlarged>();
  const urls = useMemo(() => new FileUrls(channel.request, channel.post), [channel]);
  useEffect(() => () => urls.clear(), [urls]);
  const latest = useRef(rows);
  latest.current = rows;

  const services = useMemo<FileServices>(
    () => ({
      urls,
      post: channel.post,
      wording,
      canReveal,
      enlarge: (row, returnTo) => setEnlarged({ row, returnTo, images: imagesOf(latest.current) }),
    }),
    [urls, channel, wording, canReveal],
  );
  const close = (): void => {
    setEnlarged(undefined);
    const { returnTo } = enlarged ?? {};
    if (returnTo?.isConnected) returnTo.focus({ preventScroll: true });
    else document.querySelector<HTMLElement>('[role="log"]')?.focus({ preventScroll: true });
  };
  return (
    <FileServicesContext.Provider value={services}>
      {children}
      {enlarged && <ImageViewer images={enlarged.images} start={enlarged.row} onClose={close} />}
    </FileServicesContext.Provider>
  );
}

function imagesOf(rows: readonly MessageRow[]): readonly FileRow[] {
  return rows.flatMap(
    (row) => row.files?.filter((file) => file.kind === 'image' && file.ref?.kind === 'stored') ?? [],
  );
}
