import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { MemberRow, MembersAnswer, ReaderRow } from '../protocol/navigation.ts';
import type { FaceRef } from '../protocol/threadFiles.ts';
import { Avatar } from './Avatar.tsx';
import { fillIn } from './fillIn.ts';
import { Panel } from './Panel.tsx';
import { usePageServices } from './pageServices.ts';

/** Which people are shown. */
export type PeopleRequest =
  { readonly kind: 'members' } | { readonly kind: 'seenBy'; readonly messageId: number };

interface PeopleProps {
  readonly people: PeopleRequest;
  readonly readers: readonly ReaderRow[];
  readonly loadMembers: (offset: number) => Promise<MembersAnswer>;
  readonly onClose: () => void;
}

export function People({ people, readers, loadMembers, onClose }: PeopleProps): JSX.Element {
  const { wording, formats } = usePageServices();
  if (people.kind === 'members') return <Members load={loadMembers} onClose={onClose} />;

  const seen = readers.filter(({ messageId }) => messageId >= people.messageId);
  const title = fillIn(wording.navigate.seenByCount, formats.count(seen.length));
  return (
    <Panel title={title} onClose={onClose}>
      <ul class="people">
        {seen.map(({ userId, name, color, face }) => (
          <Person key={userId} userId={userId} name={name} color={color} face={face} />
        ))}
      </ul>
    </Panel>
  );
}

type Loading = 'idle' | 'loading' | { readonly failure: string };

interface MembersProps {
  readonly load: (offset: number) => Promise<MembersAnswer>;
  readonly onClose: () => void;
}

/** All who are in the dialog, page by page. */
function Members({ load, onClose }: MembersProps): JSX.Element {
  const { wording, formats } = usePageServices();
  const words = wording.navigate;
  const [members, setMembers] = useState<readonly MemberRow[]>([]);
  const [total, setTotal] = useState<number>();
  const [next, setNext] = useState<number | undefined>(0);
  const [loading, setLoading] = useState<Loading>('idle');
  const isGone = useRef(false);

  const loadNext = async (offset: number): Promise<void> => {
    setLoading('loading');
    try {
      const answer = await load(offset);
      if (isGone.current) return;
      setMembers((known) => withoutDoubles([...known, ...answer.members]));
      setTotal(answer.total);
      setNext(answer.next);
      setLoading('idle');
    } catch (error) {
      if (!isGone.current) setLoading({ failure: error instanceof Error ? error.message : '' });
    }
  };
  useEffect(() => {
    void loadNext(0);
    return () => {
      isGone.current = true;
    };
  }, []);

  const title = total === undefined ? words.members : fillIn(words.membersCount, formats.count(total));
  return (
    <Panel title={title} isBusy={loading === 'loading'} onClose={onClose}>
      <ul class="people">
        {members.map((member) => (
          <Person
            key={member.userId}
            userId={member.userId}
            name={member.name}
            color={member.color}
            face={member.face}
            detail={member.detail}
            isOnline={member.isOnline}
            role={roleName(member.role, words)}
          />
        ))}
      </ul>
      {typeof loading === 'object' && (
        <p class="panel-note" role="alert" dir="auto">
          {loading.failure || wording.noAnswer}
        </p>
      )}
      {loading === 'loading' && <span class="spinner" aria-hidden="true" />}
      {next !== undefined && loading !== 'loading' && (
        <button type="button" class="button secondary" onClick={() => void loadNext(next)}>
          {typeof loading === 'object' ? wording.retry : words.more}
        </button>
      )}
    </Panel>
  );
}

interface PersonProps {
  readonly userId: number;
  readonly name: string;
  readonly color: string | undefined;
  readonly face: FaceRef | undefined;
  readonly detail?: string;
  readonly role?: string | undefined;
  readonly isOnline?: boolean;
}

function Person({ userId, name, color, face, detail, role, isOnline = false }: PersonProps): JSX.Element {
  const { post, wording } = usePageServices();
  const label = fillIn(wording.navigate.writeTo, name);
  return (
    <li>
      <button
        type="button"
        class="person"
        title={label}
        onClick={() => post('writeTo', { dialogId: String(userId) })}
      >
        <span class={isOnline ? 'person-face online' : 'person-face'}>
          <Avatar name={name} color={color} face={face} />
        </span>
        <span class="person-text">
          <bdi class="person-name">{name}</bdi>
          {detail && (
            <span class="person-detail" dir="auto">
              {detail}
            </span>
          )}
        </span>
        {role && <span class="person-role">{role}</span>}
      </button>
    </li>
  );
}

function roleName(
  role: MemberRow['role'],
  words: { readonly owner: string; readonly manager: string },
): string | undefined {
  if (role === 'member') return undefined;
  return role === 'owner' ? words.owner : words.manager;
}

/** Pages overlap where somebody has come or gone between them. */
function withoutDoubles(members: readonly MemberRow[]): readonly MemberRow[] {
  return [...new Map(members.map((member) => [member.userId, member])).values()];
}
