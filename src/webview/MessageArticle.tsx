import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { MessageRow } from '../protocol/thread.ts';
import type { ThreadWording } from '../protocol/threadWording.ts';
import { Avatar } from './Avatar.tsx';
import { DeliveryNote } from './DeliveryNote.tsx';
import { fillIn } from './fillIn.ts';
import { Icon } from './Icon.tsx';
import type { ListItem } from './listItems.ts';
import { CardsPart, FilesPart, KeyboardPart, ToolsPart } from './MessageParts.tsx';
import { type MessageAround, MessageContext } from './messageContext.ts';
import { ForwardSource, ReplySource } from './MessageOrigin.tsx';
import { isOnlyEmoji } from './onlyEmoji.ts';
import { memo } from './react.ts';
import { ReadTick } from './ReadTick.tsx';
import { usePageServices } from './pageServices.ts';
import { RenderGuard } from './RenderGuard.tsx';
import { RichTextView } from './RichTextView.tsx';
import { useIdle } from './useIdle.ts';

interface ArticleProps {
  readonly item: ListItem;
  readonly isRevealed: boolean;
}

/** A message as a person hears and sees it; the separators around it are the list's. */
export const MessageArticle = memo(function MessageArticle({ item, isRevealed }: ArticleProps): JSX.Element {
  const { wording, formats } = usePageServices();
  const { row } = item;
  const author = row.isSystem ? wording.system : row.authorName;
  const bodyId = `body-${row.key}`;
  const isIdle = useIdle();

  return (
    <div
      role="article"
      class="message"
      tabIndex={-1}
      aria-label={fillIn(wording.messageLabel, author, formats.time(row.date))}
      aria-describedby={bodyId}
      data-key={row.key}
      data-message-id={row.messageId}
      data-author-id={row.authorId}
      data-state={row.delivery.kind === 'waiting' ? 'sending' : row.delivery.kind}
      data-unread={row.isUnread ? 'true' : undefined}
      data-own={row.isOwn ? 'true' : undefined}
      data-system={row.isSystem ? 'true' : undefined}
      data-group-start={item.isGroupStart ? 'true' : undefined}
      data-revealed={isRevealed ? 'true' : undefined}
    >
      {item.isGroupStart && !row.isSystem && <ArticleHead row={row} />}
      <div class="message-main">
        <div class="body" id={bodyId} data-large={row.isLarge || isOnlyEmoji(row.body) ? 'true' : undefined}>
          <RenderGuard text={row.body}>
            <ArticleBody row={row} />
          </RenderGuard>
        </div>
        {!item.isGroupStart && !row.isSystem && <QuietTime date={row.date} />}
        <ReadTick row={row} />
      </div>
      {row.likeCount > 0 && <Likes count={row.likeCount} likers={row.likers} />}
      <DeliveryNote row={row} />
      {isIdle && <ToolsPart row={row} />}
    </div>
  );
});

/** Own messages stand at the other side, which says enough. */
function ArticleHead({ row }: { readonly row: MessageRow }): JSX.Element {
  if (row.isOwn) {
    return (
      <div class="message-head">
        <MessageTime date={row.date} />
      </div>
    );
  }
  return (
    <>
      <Avatar name={row.authorName} color={row.authorColor} face={row.authorFace} />
      <div class="message-head">
        <bdi class="author">{row.authorName}</bdi>
        <MessageTime date={row.date} />
      </div>
    </>
  );
}

function ArticleBody({ row }: { readonly row: MessageRow }): JSX.Element {
  const { wording } = usePageServices();
  const around = useMemo(() => messageAround(row), [row]);
  if (row.isDeleted) return <p class="paragraph deleted">{wording.deleted}</p>;

  return (
    <MessageContext.Provider value={around}>
      {row.forward && <ForwardSource forward={row.forward} />}
      {row.reply && <ReplySource reply={row.reply} />}
      <RichTextView text={row.body} tail={tailOf(row, wording)} />
      {row.files !== undefined && row.files.length > 0 && <FilesPart row={row} />}
      {row.cards.length > 0 && <CardsPart row={row} />}
      {row.buttons.length > 0 && <KeyboardPart row={row} />}
    </MessageContext.Provider>
  );
}

function messageAround({ key, files }: MessageRow): MessageAround {
  return {
    rowKey: key,
    fileName: (fileId) => files?.find(({ ref }) => ref?.kind === 'stored' && ref.fileId === fileId)?.name,
  };
}

function tailOf(row: MessageRow, wording: ThreadWording): JSX.Element | undefined {
  if (row.isSystem) return <MessageTime date={row.date} />;
  return row.isEdited ? <span class="edited">{wording.edited}</span> : undefined;
}

/** The article's name says the time too. */
function MessageTime({ date }: { readonly date: number }): JSX.Element {
  const { formats } = usePageServices();
  return (
    <time class="time" title={formats.full(date)} aria-hidden="true">
      {formats.time(date)}
    </time>
  );
}

/** Shows beside a message of a group while it is pointed at or focused. */
function QuietTime({ date }: { readonly date: number }): JSX.Element {
  const { formats } = usePageServices();
  return (
    <time class="time quiet" title={formats.full(date)} aria-hidden="true">
      {formats.shortTime(date)}
    </time>
  );
}

interface LikesProps {
  readonly count: number;
  readonly likers: readonly string[];
}

function Likes({ count, likers }: LikesProps): JSX.Element {
  const { wording, formats } = usePageServices();
  const names = likers.join(', ');
  const more = count - likers.length;
  const people = more > 0 && names !== '' ? fillIn(wording.andMore, names, formats.count(more)) : names;
  const words = fillIn(wording.likes, formats.count(count));
  const label = people === '' ? words : `${words}: ${people}`;
  return (
    <span class="likes" role="img" aria-label={label} title={people || words}>
      <Icon name="heart" />
      {formats.count(count)}
    </span>
  );
}
