// The forty dialogs of the demo, as the signed-in person sees them.
import type { ChatDraft } from '../../drafts.ts';
import type { Handle } from './people.ts';

type View = {
  /** Messages of others that are not read yet. */
  readonly unread?: number;
  readonly isPinned?: boolean;
  readonly isMuted?: boolean;
  /** The manual "view later" mark. */
  readonly isMarked?: boolean;
};

export type DemoChat = View & {
  readonly kind: 'chat';
  /** `chatN`. */
  readonly id: string;
  readonly title: string;
  readonly owner: Handle;
  readonly members: readonly Handle[] | 'staff';
  readonly more?: Omit<Partial<ChatDraft>, 'id' | 'title' | 'owner' | 'members'>;
};

export type DemoPrivate = View & { readonly kind: 'private'; readonly id: string; readonly peer: Handle };

export type DemoDialog = DemoChat | DemoPrivate;

const chat = (
  number: number,
  title: string,
  owner: Handle,
  members: readonly Handle[] | 'staff',
  view: View = {},
  more: DemoChat['more'] = {},
): DemoChat => ({ kind: 'chat', id: `chat${number}`, title, owner, members, ...view, more });

const direct = (peer: Handle, view: View = {}): DemoPrivate => ({ kind: 'private', id: peer, peer, ...view });

const BACKEND: readonly Handle[] = [
  'trung',
  'ivan',
  'nikita',
  'priya',
  'khoi',
  'sergey',
  'olga',
  'daniel',
  'tai',
  'tom',
];

export const demoDialogs: readonly DemoDialog[] = [
  chat(
    100,
    'Kitewind',
    'lan',
    'staff',
    { unread: 3 },
    { messageType: 'O', entityType: 'GENERAL', color: 'AZURE' },
  ),
  chat(
    101,
    'Backend · Kite',
    'trung',
    [...BACKEND, 'mai', 'phuc', 'marina', 'linh'],
    { unread: 2, isPinned: true },
    {
      color: 'DARK_BLUE',
      managers: ['trung', 'ivan'].map((handle) => (handle === 'trung' ? 1 : 6)),
      description: 'Orders, queues and everything behind the API',
    },
  ),
  chat(
    102,
    'Release 4.2',
    'mai',
    ['trung', 'olga', 'linh', 'tai', 'daniel', 'sergey', 'emma', 'ivan', 'ha'],
    { isPinned: true },
    {
      color: 'GREEN',
    },
  ),
  chat(
    103,
    'Nhóm Frontend',
    'linh',
    ['quan', 'ha', 'tai', 'trung', 'emma', 'olga', 'mai', 'yen', 'daniel', 'sergey'],
    { unread: 1 },
    {
      color: 'PINK',
    },
  ),
  chat(104, 'Mobile · Paperboat', 'tai', ['trung', 'ha', 'dmitry', 'quan', 'daniel'], {}, { color: 'AQUA' }),
  chat(
    105,
    'Дежурство / On-call',
    'sergey',
    ['trung', 'ivan', 'nikita', 'olga', 'dmitry', 'marina', 'linh', 'tai', 'khoi', 'mai', 'daniel', 'ci'],
    {},
    {
      color: 'RED',
    },
  ),
  chat(
    107,
    'Builds',
    'trung',
    ['ci', 'ivan', 'nikita', 'linh', 'tai', 'quan', 'phuc'],
    { unread: 1 },
    { color: 'GRAPHITE' },
  ),
  chat(
    108,
    'Lunch & coffee ☕',
    'thao',
    'staff',
    { unread: 64, isMuted: true },
    { messageType: 'O', color: 'BROWN' },
  ),
  chat(
    109,
    'Engineering news',
    'mai',
    ['trung', 'emma', 'linh', 'ivan', 'tai', 'olga', 'sergey', 'phuc', 'quan', 'nikita'],
    { unread: 1 },
    {
      messageType: 'J',
      color: 'PURPLE',
      description: 'What changed and why, once a week',
    },
  ),
  chat(
    110,
    'Nakhla Freight × Kitewind',
    'daniel',
    ['trung', 'yusuf', 'priya', 'anna'],
    { unread: 1 },
    {
      messageType: 'B',
      color: 'LIME',
    },
  ),
  chat(
    111,
    'Retry storm in order sync',
    'trung',
    ['nikita', 'olga', 'ivan'],
    {},
    {
      messageType: 'X',
      entityType: 'TASKS_TASK',
      entityId: '2481',
      color: 'SAND',
    },
  ),
  chat(
    112,
    'Sprint review',
    'daniel',
    ['trung', 'mai', 'linh', 'olga', 'ha', 'tai'],
    {},
    {
      entityType: 'CALENDAR',
      entityId: '611',
      color: 'LIGHT_BLUE',
    },
  ),
  chat(
    113,
    'Deal: Old Pier Books',
    'james',
    ['trung', 'tom', 'anna', 'daniel'],
    {},
    {
      entityType: 'CRM',
      entityId: 'DEAL|318',
      color: 'KHAKI',
    },
  ),
  chat(
    114,
    'Guest - Live chat',
    'anna',
    ['trung', 'guest'],
    { unread: 2 },
    {
      messageType: 'L',
      entityType: 'LINES',
      entityId: 'livechat|1|88|31',
      entityData: ['N|NONE|0|N|N|1042|0|0|N|N', 'LEAD|0|COMPANY|0|CONTACT|77|DEAL|0', ''],
      color: 'MINT',
    },
  ),
  chat(115, 'Incident 41: queue stuck', 'sergey', ['trung', 'ivan', 'nikita', 'olga'], {}, { color: 'RED' }),
  chat(
    116,
    'Code review',
    'ivan',
    ['trung', 'nikita', 'khoi', 'linh', 'tai', 'quan', 'phuc', 'priya'],
    {},
    { color: 'MARENGO' },
  ),
  chat(117, 'Thiết kế · Design', 'ha', ['trung', 'linh', 'daniel', 'emma', 'vera'], {}, { color: 'PINK' }),
  chat(118, 'Hiring: backend', 'thao', ['trung', 'mai', 'ivan'], { isMarked: true }, { color: 'GRAY' }),
  chat(119, 'Тестирование', 'olga', ['dmitry', 'trung', 'nikita', 'vera', 'ivan'], {}, { color: 'PURPLE' }),
  chat(
    120,
    'Book club 📚',
    'emma',
    ['trung', 'vera', 'priya', 'mai', 'anna'],
    { unread: 5, isMuted: true },
    { color: 'BROWN' },
  ),
  chat(121, 'Postgres 17 (done)', 'ivan', ['trung', 'sergey', 'priya', 'oleg'], {}, { color: 'GRAY' }),
  chat(
    122,
    'Website relaunch',
    'vera',
    ['trung', 'ha', 'emma', 'linh', 'james'],
    {},
    {
      entityType: 'SONET_GROUP',
      entityId: '12',
      color: 'LIGHT_BLUE',
    },
  ),
  direct('trung'),
  direct('ci'),
  direct('tai', { unread: 2 }),
  direct('mai', { isPinned: true }),
  direct('ivan'),
  direct('olga'),
  direct('linh'),
  direct('daniel', { unread: 1 }),
  direct('ha'),
  direct('sergey'),
  direct('nikita'),
  direct('phuc', { isMarked: true }),
  direct('yusuf', { unread: 1 }),
  direct('marina'),
  direct('priya'),
  direct('khoi'),
  direct('thao'),
  direct('emma'),
];
