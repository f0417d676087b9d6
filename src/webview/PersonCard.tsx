import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { PersonRow } from '../protocol/messageParts.ts';
import { Avatar } from './Avatar.tsx';
import { Icon } from './Icon.tsx';
import { LinkView } from './LinkView.tsx';
import { usePageServices } from './pageServices.ts';
import { sentenceOf } from './sentenceOf.ts';
import { placeBeside } from './placeBeside.ts';

interface CardProps {
  readonly userId: number;
  /** What was pressed; gets the focus back. */
  readonly anchor: HTMLElement;
  readonly onClose: () => void;
}

type Load =
  | { readonly kind: 'loading' }
  | { readonly kind: 'loaded'; readonly person: PersonRow }
  | { readonly kind: 'failed'; readonly reason: string };

/** Who somebody is, and the way to write to them. Closed by Escape, by a click elsewhere and by leaving it. */
export function PersonCard({ userId, anchor, onClose }: CardProps): JSX.Element {
  const { ask, wording } = usePageServices();
  const [load, setLoad] = useState<Load>({ kind: 'loading' });
  const [attempt, setAttempt] = useState(0);
  const card = useRef<HTMLDivElement>(null);
  const name = load.kind === 'loaded' ? load.person.name : (anchor.textContent ?? '');

  useEffect(() => {
    let isWanted = true;
    setLoad({ kind: 'loading' });
    ask('person', { userId }).then(
      (person) => isWanted && setLoad({ kind: 'loaded', person }),
      (error: unknown) =>
        isWanted && setLoad({ kind: 'failed', reason: sentenceOf(error) || wording.unanswered }),
    );
    return () => {
      isWanted = false;
    };
  }, [userId, attempt]);
  useLayoutEffect(() => {
    if (card.current) placeBeside(card.current, anchor);
  }, [load, anchor]);
  // Before anything else can take the focus: a card that never had it is not left, and would stay open.
  useLayoutEffect(() => {
    card.current?.focus({ preventScroll: true });
    const elsewhere = (event: PointerEvent): void => {
      if (event.target instanceof Node && !card.current?.contains(event.target)) onClose();
    };
    const away = (): void => onClose();
    document.addEventListener('pointerdown', elsewhere, true);
    window.addEventListener('blur', away);
    window.addEventListener('resize', away);
    return () => {
      document.removeEventListener('pointerdown', elsewhere, true);
      window.removeEventListener('blur', away);
      window.removeEventListener('resize', away);
    };
  }, [anchor]);

  const closeToAnchor = (): void => {
    onClose();
    if (anchor.isConnected) anchor.focus({ preventScroll: true });
  };
  return (
    <div
      ref={card}
      class="person-card"
      role="dialog"
      aria-label={name}
      aria-busy={load.kind === 'loading'}
      tabIndex={-1}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key !== 'Escape') return;
        event.preventDefault();
        closeToAnchor();
      }}
      onFocusOut={(event) => {
        const next = event.relatedTarget;
        if (next instanceof Node && !event.currentTarget.contains(next)) onClose();
      }}
    >
      {load.kind === 'loaded' ? (
        <PersonDetails person={load.person} onClose={onClose} />
      ) : (
        <>
          <div class="person-head">
            <Avatar name={name} color={undefined} />
            <bdi class="person-name">{name}</bdi>
          </div>
          {load.kind === 'loading' ? (
            <p class="person-wait">
              <span class="spinner" aria-hidden="true" />
              {wording.loadingPerson}
            </p>
          ) : (
            <p class="person-wait" role="alert" dir="auto">
              {load.reason}
              <button type="button" class="button secondary" onClick={() => setAttempt(attempt + 1)}>
                {wording.retry}
              </button>
            </p>
          )}
        </>
      )}
    </div>
  );
}

interface DetailsProps {
  readonly person: PersonRow;
  readonly onClose: () => void;
}

function PersonDetails({ person, onClose }: DetailsProps): JSX.Element {
  const { post, wording } = usePageServices();
  const { userId, name, position, presence, phones, email } = person;
  const and = (action: () => void) => (): void => {
    onClose();
    action();
  };
  return (
    <>
      <div class="person-head">
        <Avatar name={name} color={person.color} face={person.face} />
        <div class="person-words">
          <bdi class="person-name">{name}</bdi>
          {position !== '' && (
            <span class="person-line" dir="auto">
              {position}
            </span>
          )}
          {presence !== '' && (
            <span class="person-line presence" data-online={person.isOnline ? 'true' : undefined}>
              {presence}
            </span>
          )}
        </div>
      </div>
      {(phones.length > 0 || email !== undefined) && (
        <dl class="person-contacts">
          {phones.map((phone) => (
            <div key={phone.label}>
              <dt>{phone.label}</dt>
              <dd>
                <LinkView target={{ kind: 'url', url: `tel:${phone.number.replace(/[^\d+*#]/g, '')}` }}>
                  {phone.number}
                </LinkView>
              </dd>
            </div>
          ))}
          {email !== undefined && (
            <div>
              <dt>{wording.email}</dt>
              <dd>
                <LinkView target={{ kind: 'url', url: `mailto:${email}` }}>{email}</LinkView>
              </dd>
            </div>
          )}
        </dl>
      )}
      <div class="person-actions">
        <button
          type="button"
          class="button"
          onClick={and(() => post('openDialog', { dialogId: String(userId), messageId: undefined }))}
        >
          <Icon name="chat" />
          {person.isOwn ? wording.openNotes : wording.writeTo}
        </button>
        {!person.isBot && (
          <button
            type="button"
            class="button secondary"
            onClick={and(() =>
              post('openLink', { target: { kind: 'portalPath', path: `/company/personal/user/${userId}/` } }),
            )}
          >
            {wording.openProfile}
          </button>
        )}
      </div>
    </>
  );
}
