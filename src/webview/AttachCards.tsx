import type { JSX } from 'preact';
import { assertNever } from '../base/assertNever.ts';
import type {
  AttachBlock,
  AttachCard,
  CardFile,
  CardImage,
  CardLink,
  CardUser,
} from '../model/attachCard.ts';
import { linkHost } from '../model/linkHost.ts';
import { Avatar } from './Avatar.tsx';
import { safeColor } from './authorLook.ts';
import { CardGrid } from './CardGrid.tsx';
import { RareIcon } from './RareIcon.tsx';
import { LinkView } from './LinkView.tsx';
import { usePageServices } from './pageServices.ts';
import { PictureLink } from './PictureLink.tsx';
import { RichTextView } from './RichTextView.tsx';
import { TargetView } from './TargetView.tsx';

/** The cards that programs and the portal put under a message. */
export function AttachCards({ cards }: { readonly cards: readonly AttachCard[] }): JSX.Element {
  return (
    <div class="cards">
      {cards.map((card, index) => (
        <Card key={index} card={card} />
      ))}
    </div>
  );
}

function Card({ card }: { readonly card: AttachCard }): JSX.Element {
  const { wording } = usePageServices();
  const own = safeColor(card.color);
  const tone = card.color === 'transparent' || card.color === 'chat' ? card.color : card.colorToken;
  return (
    <div
      role="group"
      class="card"
      data-tone={own === undefined ? tone : 'own'}
      style={own && { '--card-color': own }}
      aria-label={card.description ?? wording.card}
    >
      {card.blocks.map((block, index) => (
        <CardBlock key={index} block={block} />
      ))}
    </div>
  );
}

function CardBlock({ block }: { readonly block: AttachBlock }): JSX.Element {
  switch (block.kind) {
    case 'message':
      return (
        <div class="card-text">
          <RichTextView text={block.text} />
        </div>
      );
    case 'links':
      return <>{block.links.map(keyed(CardLinkView))}</>;
    case 'richLinks':
      return <>{block.links.map(keyed(RichLinkView))}</>;
    case 'users':
      return <>{block.users.map(keyed(CardUserView))}</>;
    case 'grid':
      return <CardGrid cells={block.cells} />;
    case 'images':
      return <>{block.images.map(keyed(CardImageView))}</>;
    case 'files':
      return <>{block.files.map(keyed(CardFileView))}</>;
    case 'delimiter':
      return <CardDelimiter width={block.width} color={block.color} />;
    case 'plain':
      return (
        <p class="paragraph" dir="auto">
          {block.text}
        </p>
      );
    default:
      return assertNever(block);
  }
}

function CardLinkView({ item }: { readonly item: CardLink }): JSX.Element {
  return (
    <div class="card-link">
      <CardLinkParts item={item} />
    </div>
  );
}

function CardLinkParts({ item }: { readonly item: CardLink }): JSX.Element {
  return (
    <>
      <div class="card-title" dir="auto">
        <TargetView target={item.target}>{item.name}</TargetView>
      </div>
      {item.description !== undefined && (
        <p class="paragraph card-description" dir="auto">
          {item.description}
        </p>
      )}
      {item.preview !== undefined && (
        <PictureLink target={item.preview} detail={sizeText(item.previewSize)} />
      )}
    </>
  );
}

/** What the portal found behind an address in the text. */
function RichLinkView({ item }: { readonly item: CardLink }): JSX.Element {
  const { wording } = usePageServices();
  const target = item.target;
  const isAddress = target?.kind === 'url' || target?.kind === 'portalPath';
  const host = isAddress ? linkHost(target) : undefined;
  return (
    <div class="card-link rich">
      <div class="card-host">
        <RareIcon name="external" />
        <bdi>{host?.written ?? (isAddress ? wording.onPortal : '')}</bdi>
        {host?.spelled !== undefined && <bdi class="card-spelled">{host.spelled}</bdi>}
      </div>
      <CardLinkParts item={item} />
    </div>
  );
}

function CardUserView({ item }: { readonly item: CardUser }): JSX.Element {
  return (
    <div class="card-user" data-kind={item.avatarKind}>
      <Avatar name={item.name} color={undefined} />
      <bdi class="card-title">
        <TargetView target={item.target}>{item.name}</TargetView>
      </bdi>
    </div>
  );
}

function CardImageView({ item }: { readonly item: CardImage }): JSX.Element {
  return <PictureLink target={item.src} name={item.name} detail={sizeText(item.size)} />;
}

function CardFileView({ item }: { readonly item: CardFile }): JSX.Element {
  const { formats } = usePageServices();
  const host = linkHost(item.target);
  return (
    <div class="card-file">
      <RareIcon name="file" />
      <LinkView target={item.target}>
        <bdi>{item.name}</bdi>
      </LinkView>
      <span class="card-detail">
        {[item.size === undefined ? undefined : formats.size(item.size), host?.written]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </div>
  );
}

function CardDelimiter({
  width,
  color,
}: {
  readonly width: number;
  readonly color: string | undefined;
}): JSX.Element {
  const safe = safeColor(color);
  return (
    <hr
      class="card-delimiter"
      style={{ '--width': `${Math.min(width, maxDelimiterPx)}px`, ...(safe && { '--line-color': safe }) }}
    />
  );
}

const maxDelimiterPx = 2_000;

function keyed<T>(View: (props: { readonly item: T }) => JSX.Element) {
  return (item: T, index: number): JSX.Element => <View key={index} item={item} />;
}

function sizeText({ width, height }: CardImage['size']): string | undefined {
  return width === undefined || height === undefined ? undefined : `${width} × ${height}`;
}
