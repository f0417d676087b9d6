// One plan for each documented response: the calls that must come out as it shows, and with which credential.

export type Params = Readonly<Record<string, unknown>>;

export type PictureOf = { readonly chatId: number; readonly fileId: number };

/** Ids that exist only once the portal runs. */
export type Known = {
  /** A message of the caller in `chat104`, in the order asked for; each is used for one call. */
  readonly ownMessage: () => Promise<number>;
  /** A message with a COMMAND button. */
  readonly buttonMessage: number;
  /** The folder of `chat104`. */
  readonly folder: number;
  /** The example's own file, in that folder; the answer is keyed by its id. */
  readonly uploadedFile: number;
  /** A picture of somebody else, and its chat; another one to be hidden. */
  readonly picture: PictureOf;
  readonly unwantedPicture: PictureOf;
  /** A notification of the caller that can be answered, or that has buttons. */
  readonly notice: (what: 'CAN_ANSWER' | 'buttons') => number;
  /** The newest message of somebody else in `chat105`. */
  readonly foreignMessage: number;
};

export type Credential = 'webhook' | 'token' | 'wrongCode' | 'noScopes';

export type Plan = {
  readonly by?: Credential;
  /** Places whose content belongs to another example. */
  readonly opaque?: readonly string[];
  /** Default: the example's own method. */
  readonly method?: string;
  readonly calls: readonly (Params | ((known: Known) => Params | Promise<Params>))[];
};

/** What the portal of the examples takes; far below a real one's limit, to keep the test quick. */
export const LARGEST_FILE = 1_000;

const ONCE: Plan = { calls: [{}] };
const WRONG_CODE: Plan = { by: 'wrongCode', calls: [{}] };
const PNG =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** One byte more than the example's portal takes. */
const LARGE = Buffer.alloc(LARGEST_FILE + 1).toString('base64');

/** As many plans as the example file has entries, in its order. */
export const imitated: Readonly<Record<string, readonly Plan[]>> = {
  'extra/app.info': [{ by: 'token', calls: [{}] }, ONCE],
  'extra/batch': [
    {
      opaque: ['body.result.result.get_user', 'body.result.result.get_department'],
      calls: [{ cmd: { get_user: 'user.current', get_department: 'im.search.department.list?FIND=back' } }],
    },
    { by: 'noScopes', calls: [{ cmd: { get_user: 'user.current', get_department: 'im.recent.list' } }] },
    {
      by: 'noScopes',
      calls: [{ halt: 1, cmd: { get_user: 'user.current', get_department: 'im.recent.list' } }],
    },
  ],
  'extra/method.get': [{ calls: [{ name: 'im.message.add' }, { name: 'no.such.method' }] }],
  'extra/methods': [{ calls: [{}, { scope: 'im' }] }],
  'extra/profile': [ONCE],
  'extra/scope': [{ calls: [{}, { full: true }] }],
  'extra/server.time': [ONCE],
  'extra/time-envelope': [{ method: 'user.current', opaque: ['body.result'], calls: [{}] }],
  'extra/user.admin': [ONCE],
  'extra/user.current': [ONCE],
  'extra/disk.folder.uploadfile': [
    {
      calls: [
        ({ folder }) => ({ id: folder, data: { NAME: 'test.png' }, fileContent: ['test.png', PNG] }),
        ({ folder }) => ({
          id: folder,
          data: { NAME: 'test.png' },
          fileContent: ['test.png', PNG],
          generateUniqueName: true,
        }),
      ],
    },
    { calls: [{ id: 'X', data: { NAME: 'test.png' }, fileContent: ['test.png', PNG] }] },
  ],
  'im.chat.add': [
    { calls: [{}, { USERS: [7, 6], TITLE: 'Plan', TYPE: 'OPEN', COLOR: 'PINK', MESSAGE: 'Hi' }] },
    WRONG_CODE,
  ],
  'im.chat.get': [{ calls: [{ ENTITY_TYPE: 'CRM', ENTITY_ID: 'DEAL|318' }] }, WRONG_CODE],
  'im.chat.leave': [{ calls: [{ CHAT_ID: 120 }] }, ONCE],
  'im.chat.mute': [
    {
      calls: [
        { CHAT_ID: 104, MUTE: 'Y' },
        { DIALOG_ID: 'chat104', MUTE: 'N' },
      ],
    },
    ONCE,
  ],
  'im.chat.setOwner': [{ calls: [{ CHAT_ID: 111, USER_ID: 13 }] }, ONCE],
  'im.chat.updateAvatar': [
    { calls: [{ CHAT_ID: 104, AVATAR: PNG }] },
    { calls: [{ CHAT_ID: 104, AVATAR: 'bm8gaW1hZ2U=' }] },
  ],
  'im.chat.updateColor': [
    { calls: [{ CHAT_ID: 104, COLOR: 'RED' }] },
    { calls: [{ CHAT_ID: 104, COLOR: 'ULTRAVIOLET' }] },
  ],
  'im.chat.updateTitle': [
    { calls: [{ CHAT_ID: 104, TITLE: 'Mobile' }] },
    { calls: [{ CHAT_ID: 104, TITLE: ' ' }] },
  ],
  'im.chat.user.add': [
    { calls: [{ CHAT_ID: 104, USERS: [14], HIDE_HISTORY: 'Y' }] },
    { calls: [{ USERS: [14] }] },
  ],
  'im.chat.user.delete': [{ calls: [{ CHAT_ID: 101, USER_ID: 23 }] }, { calls: [{ CHAT_ID: 101 }] }],
  'im.chat.user.list': [{ calls: [{ CHAT_ID: 104 }, { CHAT_ID: 999_999 }] }, ONCE],
  'im.counters.get': [ONCE, WRONG_CODE],
  'im.dialog.get': [
    { calls: [{ DIALOG_ID: 'chat113' }, { DIALOG_ID: 'chat101' }, { DIALOG_ID: 'sg12' }, { DIALOG_ID: 7 }] },
    ONCE,
  ],
  'im.dialog.messages.get': [
    {
      calls: [
        ...['chat101', 'chat103', 'chat105', 'chat107', 'chat109', 'chat114', '28', '1', 7].map(
          (DIALOG_ID) => ({
            DIALOG_ID,
            LAST_ID: 0,
            LIMIT: 50,
          }),
        ),
        { DIALOG_ID: 'chat102', FIRST_ID: 0 },
        { DIALOG_ID: 'chat108' },
      ],
    },
    ONCE,
  ],
  'im.dialog.messages.search': [
    { calls: [{ CHAT_ID: 101, SEARCH_MESSAGE: 'clock' }, { CHAT_ID: 102 }, { CHAT_ID: 103, LIMIT: 200 }] },
    ONCE,
  ],
  'im.dialog.read': [
    {
      calls: [{ DIALOG_ID: 'chat103' }, { DIALOG_ID: 7 }],
    },
    ONCE,
  ],
  'im.dialog.read.all': [ONCE, WRONG_CODE],
  'im.dialog.unread': [
    { calls: [({ foreignMessage }) => ({ DIALOG_ID: 'chat105', MESSAGE_ID: foreignMessage })] },
    { calls: [{ DIALOG_ID: 'chat105' }] },
  ],
  'im.dialog.users.list': [{ calls: [{ DIALOG_ID: 'chat110' }, { DIALOG_ID: 'chat105' }] }, ONCE],
  'im.dialog.writing': [{ calls: [{ DIALOG_ID: 'chat104' }, { DIALOG_ID: 7 }] }, ONCE],
  'im.disk.file.commit': [
    {
      calls: [
        ({ uploadedFile }) => ({ CHAT_ID: 104, UPLOAD_ID: uploadedFile, MESSAGE: 'Look' }),
        ({ uploadedFile }) => ({ DIALOG_ID: 'chat104', UPLOAD_ID: [uploadedFile] }),
      ],
    },
    { calls: [{}, { UPLOAD_ID: 1 }] },
  ],
  'im.disk.file.delete': [
    { calls: [({ unwantedPicture: { chatId, fileId } }) => ({ CHAT_ID: chatId, FILE_ID: fileId })] },
    { calls: [{ CHAT_ID: 104 }] },
  ],
  'im.disk.file.save': [{ calls: [({ picture }) => ({ FILE_ID: picture.fileId })] }, ONCE],
  'im.disk.folder.get': [{ calls: [{ CHAT_ID: 104 }, { DIALOG_ID: 'chat104' }, { DIALOG_ID: 7 }] }, ONCE],
  'im.message.add': [
    {
      calls: [
        { DIALOG_ID: 7, MESSAGE: 'Hi' },
        { DIALOG_ID: 'chat104', ATTACH: [{ MESSAGE: 'Card' }] },
      ],
    },
    { calls: [{ DIALOG_ID: 7 }, { DIALOG_ID: 7, MESSAGE: '' }] },
  ],
  'im.message.command': [
    {
      calls: [
        ({ buttonMessage }) => ({
          MESSAGE_ID: buttonMessage,
          BOT_ID: 28,
          COMMAND: 'rebuild',
          COMMAND_PARAMS: '1',
        }),
      ],
    },
    { calls: [{ MESSAGE_ID: 999_999_999, BOT_ID: 28, COMMAND: 'rebuild' }] },
  ],
  'im.message.delete': [{ calls: [async ({ ownMessage }) => ({ MESSAGE_ID: await ownMessage() })] }, ONCE],
  'im.message.like': [
    { calls: [({ foreignMessage }) => ({ MESSAGE_ID: foreignMessage, ACTION: 'auto' })] },
    {
      calls: [
        ({ buttonMessage }) => ({ MESSAGE_ID: buttonMessage, ACTION: 'minus' }),
        { MESSAGE_ID: 999_999_999 },
      ],
    },
  ],
  'im.message.share': [
    {
      calls: [
        async ({ ownMessage }) => ({ MESSAGE_ID: await ownMessage(), DIALOG_ID: 'chat104', TYPE: 'TASK' }),
      ],
    },
    {
      calls: [
        async ({ ownMessage }) => ({ MESSAGE_ID: await ownMessage(), DIALOG_ID: 'chat104', TYPE: 'PIGEON' }),
      ],
    },
  ],
  'im.message.update': [
    { calls: [async ({ ownMessage }) => ({ MESSAGE_ID: await ownMessage(), MESSAGE: 'Changed' })] },
    { calls: [{ MESSAGE: 'Changed' }] },
  ],
  'im.notify': [
    {
      calls: [
        { USER_ID: 7, MESSAGE: 'Hi' },
        { TO: 1, MESSAGE: 'Hi', TYPE: 'SYSTEM' },
      ],
    },
    ONCE,
  ],
  'im.notify.personal.add': [{ calls: [{ USER_ID: 7, MESSAGE: 'Hi', TAG: 'A', CLIENT_ID: 'x' }] }, ONCE],
  'im.notify.system.add': [{ calls: [{ USER_ID: 1, MESSAGE: 'Reminder' }] }, ONCE],
  'im.notify.get': [
    { calls: [{}, { LIMIT: 2 }, { LIMIT: 1, LAST_ID: 999_999_999, LAST_TYPE: 3 }] },
    { calls: [{ LAST_ID: 5 }, { LAST_TYPE: 1 }] },
  ],
  'im.notify.history.search': [
    {
      calls: [{ SEARCH_TEXT: 'release' }, { SEARCH_TYPE: 'tasks' }, { SEARCH_TYPES: ['tasks|task_update'] }],
    },
    { calls: [{ SEARCH_TEXT: 're' }, {}] },
  ],
  'im.notify.schema.get': [ONCE, WRONG_CODE],
  'im.notify.answer': [
    { calls: [({ notice }) => ({ NOTIFY_ID: notice('CAN_ANSWER'), ANSWER_TEXT: 'I do' })] },
    { calls: [({ notice }) => ({ NOTIFY_ID: notice('CAN_ANSWER') })] },
  ],
  'im.notify.confirm': [
    { calls: [({ notice }) => ({ NOTIFY_ID: notice('buttons'), NOTIFY_VALUE: 'Y' })] },
    { calls: [({ notice }) => ({ NOTIFY_ID: notice('buttons') })] },
  ],
  'im.notify.read': [{ calls: [{}, { ID: 1 }, { ID: 1, ACTION: 'N', ONLY_CURRENT: 'Y' }] }, WRONG_CODE],
  'im.notify.read.list': [{ calls: [{ IDS: [1, 2], ACTION: 'N' }] }, { calls: [{}, { IDS: 1 }] }],
  'im.notify.read.all': [ONCE, WRONG_CODE],
  'im.notify.delete': [{ calls: [({ notice }) => ({ ID: notice('buttons') })] }, ONCE],
  'im.recent.get': [ONCE, WRONG_CODE],
  'im.recent.hide': [{ calls: [{ DIALOG_ID: 'chat121' }] }, ONCE],
  'im.recent.list': [
    { calls: [{}, { LIMIT: 5 }, { SKIP_OPENLINES: 'Y', PARSE_TEXT: 'Y' }, { UNREAD_ONLY: 'Y' }] },
    WRONG_CODE,
  ],
  'im.recent.pin': [
    {
      calls: [
        { DIALOG_ID: 'chat104', PIN: 'Y' },
        { DIALOG_ID: 'chat104', PIN: 'N' },
      ],
    },
    ONCE,
  ],
  'im.recent.unread': [{ calls: [{ DIALOG_ID: 'chat104', ACTION: 'Y' }] }, ONCE],
  'im.revision.get': [ONCE, WRONG_CODE],
  'im.search.chat.list': [
    { calls: [{ FIND: 'back' }, { FIND: 'deal' }, { FIND: 'zzz' }] },
    { calls: [{ FIND: 'b' }] },
  ],
  'im.search.department.list': [
    {
      calls: [
        { FIND: 'back', USER_DATA: 'Y' },
        { FIND: 'zzz', USER_DATA: 'Y' },
      ],
    },
    ONCE,
  ],
  'im.search.last.add': [{ calls: [{ DIALOG_ID: 'chat101' }, { DIALOG_ID: 7 }] }, ONCE],
  'im.search.last.delete': [{ calls: [{ DIALOG_ID: 'chat102' }] }, ONCE],
  'im.search.last.get': [ONCE, WRONG_CODE],
  'im.search.user.list': [{ calls: [{ FIND: 'ta' }, { FIND: 'zzz' }] }, { calls: [{ FIND: 't' }] }],
  'im.user.get': [{ calls: [{ ID: 7 }, {}, { ID: 28 }, { ID: 16 }] }, { calls: [{ ID: 0 }] }],
  'im.user.list.get': [{ calls: [{ ID: [7, 16, 25], RESULT_TYPE: 'array' }, { ID: '[7, 28]' }] }, ONCE],
  'im.user.status.get': [ONCE, WRONG_CODE],
  'im.user.status.idle.end': [ONCE, WRONG_CODE],
  'im.user.status.idle.start': [{ calls: [{}, { AGO: 5 }] }, WRONG_CODE],
  'im.user.status.set': [{ calls: [{ STATUS: 'dnd' }] }, { calls: [{ STATUS: 'asleep' }] }],
  'im.v2.File.download': [
    { calls: [({ picture }) => ({ dialogId: `chat${picture.chatId}`, fileId: picture.fileId })] },
    { calls: [{ dialogId: 'chat104', fileId: 999_999_999 }] },
  ],
  'im.v2.File.upload': [
    {
      calls: [{ dialogId: 'chat104', fields: { name: 'report.pdf', content: 'cmVwb3J0', message: 'Look' } }],
    },
    { calls: [{ dialogId: 'chat104', fields: { name: 'large.bin', content: LARGE } }] },
  ],
  'im.v2.Event.subscribe': [ONCE],
  'im.v2.Event.get': [
    {
      opaque: ['body.result.events[].data'],
      calls: [
        async ({ ownMessage }) => {
          await ownMessage();
          return {};
        },
      ],
    },
  ],
  'im.v2.Event.unsubscribe': [ONCE],
};
