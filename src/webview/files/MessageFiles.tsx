import type { JSX } from 'preact';
import type { FileRow } from '../../protocol/threadFiles.ts';
import { FileCard } from './FileCard.tsx';
import { UploadBar } from './UploadBar.tsx';
import { ImageTile } from './ImageTile.tsx';

// What is larger is fetched when somebody asks for it: nobody chose to pay for it by opening a dialog.
const LARGEST_UNASKED = 8 * 1024 * 1024;

interface FilesProps {
  readonly files: readonly FileRow[];
  /** The message is being sent at this moment. */
  readonly isOnWay: boolean;
}

/** The files of a message: pictures as such, several of them side by side, everything else as cards. */
export function MessageFiles({ files, isOnWay }: FilesProps): JSX.Element {
  const images = files.filter((file) => file.kind === 'image' && file.ref !== undefined);
  const first = files[0]?.ref;
  const sending = first?.kind === 'sending' ? first : undefined;
  const others = files.filter((file) => !images.includes(file));
  return (
    <div class="files">
      {images.length > 0 && (
        <div class="images" data-count={images.length === 4 ? 2 : Math.min(images.length, 3)}>
          {images.map((image, index) => (
            <ImageTile
              key={JSON.stringify(image.ref)}
              row={image}
              isAlone={images.length === 1}
              isUnasked={image.size <= LARGEST_UNASKED}
              index={index}
            />
          ))}
        </div>
      )}
      {others.map((file, index) => (
        <FileCard key={JSON.stringify(file.ref) ?? index} row={file} />
      ))}
      {sending && isOnWay && <UploadBar messageKey={sending.key} />}
    </div>
  );
}
