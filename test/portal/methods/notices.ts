// Notifications (api-facts 3.8).
import type { NoticeButton, NoticeRecord } from '../notices.ts';
import { RestError, errors } from '../rest/restError.ts';
import { isoDate, parseAtom } from '../wire/isoDate.ts';
import { userView } from '../wire/userView.ts';
import type { Call, MethodSpec } from './call.ts';

const PAGE_SIZE = 50;
/** The portal keeps notifications in a chat of their own; its id is told and good for nothing. */
const NOTICE_CHAT = 77;
const CONFIRMATIONS = 1;

export const noticeMethods: readonly MethodSpec[] = [
  { name: 'im.notify', scope: 'im', run: (call) => add(call, call.params.text('TYPE') === 'SYSTEM') },
  { name: 'im.notify.personal.add', scope: 'im', run: (call) => add(call, false) },
  { name: 'im.notify.system.add', scope: 'im', run: (call) => add(call, true) },
  { name: 'im.notify.get', scope: 'im', isPrivate: true, run: get },
  { name: 'im.notify.history.search', scope: 'im', isPrivate: true, run: search },
  { name: 'im.notify.schema.get', scope: 'im', isPrivate: true, run: schema },
  { name: 'im.notify.read', scope: 'im', run: read },
  { name: 'im.notify.read.list', scope: 'im', run: readList },
  { name: 'im.notify.read.all', scope: 'im', run: readAll },
  { name: 'im.notify.confirm', scope: 'im', run: confirm },
  { name: 'im.notify.answer', scope: 'im', run: answer },
  { name: 'im.notify.delete', scope: 'im', run: remove },
];

function add({ world, userId, params, principal }: Call, isSystem: boolean): number | false {
  const target = params.has('USER_ID') ? params.int('USER_ID') : params.int('TO');
  if (target <= 0) throw errors.userIdEmpty();
  const text = params.text('MESSAGE').trim();
  if (text === '') throw new RestError(400, 'MESSAGE_EMPTY', "Message can't be empty");
  if (!world.users.has(target)) return false;
  const application = principal.kind === 'token' ? 'app' : params.text('CLIENT_ID');
  const tagged = (name: string): string => {
    const tag = params.text(name);
    return tag === '' || application === '' ? '' : `MP|${application}|${tag}`;
  };
  return world.notices.add({
    userId: target,
    authorId: isSystem ? 0 : userId,
    type: isSystem ? 4 : 2,
    module: 'rest',
    event: 'rest_notify',
    tag: tagged('TAG'),
    subTag: tagged('SUB_TAG'),
    text,
  }).id;
}

/** First what asks for a decision, then the rest, each by date; the cursor says which of both it stands in. */
function get(call: Call): Record<string, unknown> {
  const { world, userId, params } = call;
  if (params.has('LAST_ID') !== params.has('LAST_TYPE')) {
    throw new RestError(
      400,
      'LAST_ID_AND_LAST_TYPE',
      'Parameters LAST_ID and LAST_TYPE should be used together.',
    );
  }
  const lastId = lastIdOf(call);
  const all = world.notices.of(userId);
  const confirmations = all.filter(({ type }) => type === CONFIRMATIONS);
  const plain = all.filter(({ type }) => type !== CONFIRMATIONS);
  const isInPlain = lastId !== undefined && params.int('LAST_TYPE') !== CONFIRMATIONS;
  const rest = isInPlain
    ? after(plain, lastId)
    : [...(lastId === undefined ? confirmations : after(confirmations, lastId)), ...plain];
  const page = rest.slice(0, limitOf(call));
  return {
    ...(page.length === 0
      ? {}
      : {
          total_count: all.length,
          total_unread_count: world.notices.unreadOf(userId),
          chat_id: NOTICE_CHAT,
        }),
    ...listView(call, page),
  };
}

function search(call: Call): Record<string, unknown> {
  const { world, userId, params } = call;
  const text = params.text('SEARCH_TEXT').toLowerCase();
  const types = [
    ...(params.structure('SEARCH_TYPES') ? Object.values(params.structure('SEARCH_TYPES') ?? []) : []),
  ]
    .concat(params.has('SEARCH_TYPE') ? [params.text('SEARCH_TYPE')] : [])
    .map(String);
  const authors = params.ints('SEARCH_AUTHORS') ?? [];
  const day = parseAtom(params.text('SEARCH_DATE'));
  const from = parseAtom(params.text('SEARCH_DATE_FROM')) ?? day;
  const to = parseAtom(params.text('SEARCH_DATE_TO')) ?? (day === undefined ? undefined : day + 86_400_000);
  const isNarrowed = types.length + authors.length > 0 || (from !== undefined && to !== undefined);
  if (!isNarrowed && text.length < 3) {
    throw new RestError(400, 'SEARCH_TEXT_ERROR', "SEARCH_TEXT can't be less than 3 symbols");
  }
  const lastId = lastIdOf(call);
  const found = world.notices
    .of(userId)
    .filter(
      (notice) =>
        notice.text.toLowerCase().includes(text) &&
        (types.length === 0 || types.some((type) => type === notice.module || type === settingOf(notice))) &&
        (authors.length === 0 || authors.includes(notice.authorId)) &&
        (from === undefined || to === undefined || (notice.dateMs >= from && notice.dateMs < to)),
    );
  return {
    chat_id: NOTICE_CHAT,
    ...(lastId === undefined ? { total_results: found.length } : {}),
    ...listView(call, (lastId === undefined ? found : after(found, lastId)).slice(0, limitOf(call))),
  };
}

function schema(): Record<string, unknown> {
  const of = (module: string, name: string, events: readonly (readonly [string, string])[]): unknown => ({
    NAME: name,
    MODULE_ID: module,
    LIST: events.map(([event, eventName]) => ({ ID: `${module}|${event}`, NAME: eventName })),
  });
  return {
    im: of('im', 'Chat and calls', [['default', 'Other notifications']]),
    tasks: of('tasks', 'Tasks', [['task_update', 'Task updates']]),
    calendar: of('calendar', 'Calendar', [['invite', 'Invitations']]),
    socialnetwork: of('socialnetwork', 'Workgroups', [['invite_group', 'Invitations to workgroups']]),
    rest: of('rest', 'Applications', [['rest_notify', 'Notifications of applications']]),
  };
}

/** By default everything from the id on, the newer ones; what asks for a decision stays unread until it is made. */
function read({ world, userId, params }: Call): true {
  if (!params.has('ID')) return true;
  const id = params.int('ID');
  const isOnly = params.isYes('ONLY_CURRENT');
  const isRead = !params.has('ACTION') || params.isYes('ACTION');
  for (const notice of world.notices.of(userId)) {
    if (isOnly ? notice.id === id : notice.id >= id) mark(notice, isRead);
  }
  return true;
}

function readList({ world, userId, params }: Call): true {
  const list = params.structure('IDS');
  const ids = Array.isArray(list) ? params.ints('IDS') : undefined;
  if (ids === undefined) throw new RestError(400, 'PARAMS_ERROR', 'No IDS param or it is not an array');
  for (const id of ids) {
    if (id <= 0) break;
    const notice = world.notices.find(userId, id);
    if (notice !== undefined) mark(notice, !params.has('ACTION') || params.isYes('ACTION'));
  }
  return true;
}

function readAll({ world, userId }: Call): Record<string, unknown> {
  for (const notice of world.notices.of(userId)) mark(notice, true);
  return { result: true, newCounter: world.notices.unreadOf(userId) };
}

function mark(notice: NoticeRecord, isRead: boolean): void {
  if (notice.type !== CONFIRMATIONS) notice.isRead = isRead;
}

/** The decision takes the notification away. */
function confirm({ world, userId, params }: Call): Record<string, unknown> {
  const value = params.text('NOTIFY_VALUE');
  const id = requireId(params.int('NOTIFY_ID'));
  if (value === '') throw new RestError(400, 'NOTIFY_VALUE_ERROR', "Notification Value can't be empty");
  const notice = world.notices.find(userId, id);
  if (notice === undefined || !notice.buttons.some((button: NoticeButton) => button.VALUE === value)) {
    return { result_message: false };
  }
  world.notices.answers.push({ notice, value });
  world.notices.remove(id);
  return { result_message: [value === 'Y' ? 'Invitation accepted' : 'Invitation declined'] };
}

function answer({ world, userId, params }: Call): Record<string, unknown> {
  const id = requireId(params.int('NOTIFY_ID'));
  const text = params.text('ANSWER_TEXT').trim();
  if (text === '') throw new RestError(400, 'ANSWER_TEXT_ERROR', "ANSWER_TEXT can't be empty");
  const notice = world.notices.find(userId, id);
  if (notice?.params?.['CAN_ANSWER'] !== 'Y') return { result_message: false };
  world.notices.answers.push({ notice, value: text });
  notice.isRead = true;
  return { result_message: ['Your response has been successfully sent.'] };
}

function remove({ world, userId, params, principal }: Call): boolean {
  if (!params.has('ID') && !params.has('TAG') && !params.has('SUB_TAG')) throw errors.paramsError();
  if (!params.has('ID')) {
    const application = principal.kind === 'token' ? 'app' : params.text('CLIENT_ID');
    if (application === '')
      throw new RestError(403, 'ACCESS_DENIED', 'Access denied! Client ID not specified');
    const isTag = params.has('TAG');
    const wanted = `MP|${application}|${params.text(isTag ? 'TAG' : 'SUB_TAG')}`;
    const found = world.notices.of(userId).filter(({ tag, subTag }) => (isTag ? tag : subTag) === wanted);
    for (const { id } of found) world.notices.remove(id);
    return found.length > 0;
  }
  const notice = world.notices.find(userId, params.int('ID'));
  if (notice !== undefined) world.notices.remove(notice.id);
  return notice !== undefined;
}

function requireId(id: number): number {
  if (id <= 0) throw new RestError(400, 'ID_ERROR', "Notification ID can't be empty");
  return id;
}

function lastIdOf({ params }: Call): number | undefined {
  if (!params.has('LAST_ID')) return undefined;
  const text = params.text('LAST_ID');
  if (!/^\d+$/.test(text)) throw new RestError(400, 'LAST_ID_STRING', "Last notification ID can't be string");
  return Number(text);
}

function limitOf({ params }: Call): number {
  const asked = params.int('LIMIT');
  return asked <= 0 ? PAGE_SIZE : Math.min(asked, PAGE_SIZE);
}

function after(all: readonly NoticeRecord[], lastId: number): readonly NoticeRecord[] {
  return all.filter(({ id }) => id < lastId);
}

function listView(call: Call, page: readonly NoticeRecord[]): Record<string, unknown> {
  const { world } = call;
  const authors = new Set(page.map(({ authorId }) => authorId).filter((id) => id > 0));
  return {
    notifications: page.map((notice) => noticeView(call, notice)),
    users: [...authors].map((id) => userView(world, world.user(id))),
  };
}

function noticeView({ world }: Call, notice: NoticeRecord): Record<string, unknown> {
  const { buttons } = notice;
  return {
    id: notice.id,
    chat_id: NOTICE_CHAT,
    author_id: notice.authorId,
    date: isoDate(notice.dateMs, world.utcOffsetMinutes),
    notify_type: notice.type,
    notify_module: notice.module,
    notify_event: notice.event,
    notify_tag: notice.tag,
    notify_sub_tag: notice.subTag,
    notify_title: notice.title,
    setting_name: settingOf(notice),
    text: notice.text,
    notify_read: notice.isRead ? 'Y' : 'N',
    ...(buttons.length > 0 ? { notify_buttons: JSON.stringify(buttons) } : {}),
    params: notice.params,
  };
}

function settingOf({ module, event }: NoticeRecord): string {
  return `${module}|${event}`;
}
