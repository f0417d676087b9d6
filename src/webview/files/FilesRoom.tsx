import type { ComponentChildren, JSX } from 'preact';
import { useMemo, useRef, useState } from 'preact/hooks';
import type { MessageRow } from '../../protocol/thread.ts';
import type { FileRow } from '../../protocol/threadFiles.ts';
import type { ThreadChannel } from '../channel.ts';
import type { OpenedPage } from '../threadState.ts';
import { type FileServices, FileServicesContext } from './fileServices.ts';
import { DropZone } from './DropZone.tsx';
import type { Receiver } from './handOver.ts';
import type { PageFiles } from './pageFiles.ts';
import { overlays } from '../pageParts.ts';

interface RoomProps {
  readonly channel: ThreadChannel;
  readonly files: PageFiles;
  readonly page: OpenedPage;
  readonly children: ComponentChildren;
}

interface Enlarged {
  readonly row: FileRow;
  readonly images: readonly FileRow[];
  readonly returnTo: HTMLElement | null;
}

/** Everything around a thread that has to do with its files: where their bytes are, and the large view over all. */
export function FilesRoom({ channel, files, page, children }: RoomProps): JSX.Element {
  const { canReveal = false } = page.settings;
  const { files: wording, partMissing } = page.wording;
  const { rows, header, cannotWrite } = page.thread;
  const { dialogId } = header;
  const [enlarged, setEnlarged] = useState<Enlarged>();
  const latest = useRef(rows);
  latest.current = rows;

  const services = useMemo<FileServices>(
    () => ({
      dialogId,
      urls: files.urls,
      tray: files.tray,
      uploads: files.uploads,
      post: channel.post,
      wording,
      canReveal,
      // Where the viewer cannot be had the picture stays as it is.
      enlarge: (row, returnTo) =>
        overlays.viewer.whenLoaded(
          () => setEnlarged({ row, returnTo, images: imagesOf(latest.current) }),
          () => files.tray.set({ ...files.tray.value, problem: partMissing }),
        ),
    }),
    [files, channel, dialogId, wording, partMissing, canReveal],
  );
  const receiver = useMemo<Receiver>(
    () => ({
      dialogId,
      request: channel.request,
      post: channel.post,
      wording,
      onProblem: (problem) => files.tray.set({ ...files.tray.value, problem }),
    }),
    [files, channel, dialogId, wording],
  );
  const close = (): void => {
    setEnlarged(undefined);
    const { returnTo } = enlarged ?? {};
    if (returnTo?.isConnected) returnTo.focus({ preventScroll: true });
    else document.querySelector<HTMLElement>('[role="log"]')?.focus({ preventScroll: true });
  };
  const { ImageViewer } = overlays.viewer.loaded ?? {};
  return (
    <FileServicesContext.Provider value={services}>
      {children}
      {cannotWrite === undefined && <DropZone receiver={receiver} />}
      {enlarged && ImageViewer && (
        <ImageViewer images={enlarged.images} start={enlarged.row} onClose={close} />
      )}
    </FileServicesContext.Provider>
  );
}

function imagesOf(rows: readonly MessageRow[]): readonly FileRow[] {
  return rows.flatMap(
    (row) => row.files?.filter((file) => file.kind === 'image' && file.ref?.kind === 'stored') ?? [],
  );
}
