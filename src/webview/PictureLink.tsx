import type { JSX } from 'preact';
import { linkHost } from '../model/linkHost.ts';
import type { LinkTarget } from '../model/richText.ts';
import { Icon } from './Icon.tsx';
import { usePageServices } from './pageServices.ts';

interface PictureProps {
  readonly target: LinkTarget;
  readonly name?: string | undefined;
  /** In pixels, already put into words. */
  readonly detail?: string | undefined;
}

/**
 * A picture that lies outside the messages: named and opened in the browser, never loaded here. A picture of another host
 * tells that host who reads when; fetched by the extension, it would also reach into the network of whoever reads; and one
 * of the portal needs a browser's sign-in, which no webhook has.
 */
export function PictureLink({ target, name, detail }: PictureProps): JSX.Element {
  const { post, wording } = usePageServices();
  const host = linkHost(target);
  const address = target.kind === 'url' ? target.url : target.path;
  return (
    <button
      type="button"
      class="picture"
      title={host?.spelled === undefined ? address : `${address}\n${host.spelled}`}
      onClick={() => post('openLink', { target })}
    >
      <Icon name="image" />
      <span class="picture-name" dir="auto">
        {name ?? wording.image}
      </span>
      <span class="picture-detail">
        {detail !== undefined && <span>{detail}</span>}
        <bdi>{host?.written ?? wording.onPortal}</bdi>
      </span>
      <Icon name="external" />
    </button>
  );
}
