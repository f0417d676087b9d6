// Where the documented examples show one form and the portal may give another, each with its place in the fact sheet.
import type { Tolerance } from './structure.ts';

export const tolerance: Tolerance = {
  kinds: {
    // 3.1: dates of a user are ISO or false; phones an object or false; a bot's data an object or null.
    'idle': ['string', 'boolean'],
    'last_activity_date': ['string', 'boolean'],
    'lastActivityDate': ['string', 'boolean'],
    'mobile_last_date': ['string', 'boolean'],
    'mobileLastDate': ['string', 'boolean'],
    'desktop_last_date': ['string', 'boolean'],
    'desktopLastDate': ['string', 'boolean'],
    'absent': ['string', 'boolean'],
    'phones': ['object', 'boolean'],
    'bot_data': ['object', 'null'],
    'botData': ['object', 'null'],
    // 3.1, 3.6: `DD-MM`, '' or false.
    'birthday': ['string', 'boolean'],
    // 3.2, 3.3: no uuid for messages of the system and of old clients.
    'uuid': ['string', 'null'],
    // 3.2: the message of a recent row.
    'message.file': ['boolean', 'object'],
    'message.attach': ['boolean', 'string'],
    // 3.2: a number for people, "chatN" for chats.
    'items[].id': ['number', 'string'],
    'result[].id': ['number', 'string'],
    // 3.2: null, or what the copilot offers.
    'result.copilot': ['null', 'object'],
    // 3.2, 3.3: {"uid": true} or [] in rows, [] or [uid] in dialogs.
    'mute_list': ['array', 'object'],
    // 3.3: no name in private dialogs, no description in most.
    'result.name': ['string', 'null'],
    'description': ['string', 'null'],
    // 3.3: null until somebody has read.
    'readed_list[].date': ['string', 'null'],
    // 3.3: only images have a size and a preview.
    'image': ['object', 'boolean'],
    'mediaUrl': ['object', 'array'],
    // 3.8: what a notification carries beyond its text, if anything.
    'notifications[].params': ['object', 'null'],
    // 3.3: a number for private dialogs; dialog_id keeps the type that was sent.
    'dialogId': ['number', 'string'],
    'dialog_id': ['number', 'string'],
  },
  optional: [
    // 1.2: the operating limit may be off, older builds do not tell when it resets; `next` only while there is more.
    'operating',
    'operating_reset_at',
    'body.next',
    // 3.2: only with people who have not registered, only for open lines, only on the first page.
    'invited',
    'items[].lines',
    'result[].lines',
    'result.birthdayList',
    // 3.2: newer counters.
    'TYPE.COPILOT',
    'TYPE.COLLAB',
    'TYPE.TASKS_TASK',
    'result.COPILOT',
    'result.COPILOT_UNREAD',
    'result.COLLAB',
    'result.COLLAB_UNREAD',
    'result.TASKS_TASK',
    'result.TASKS_TASK_UNREAD',
    'result.CHANNEL_COMMENT',
    // 3.2: 0 and no uuid when the dialog has no visible message.
    'message.uuid',
    // 3.2, 3.3: for chats of an entity.
    'restrictions.path',
    'restrictions.path_title',
    // 3.9: a page of the file's own, on newer portals.
    'viewerAttrs.unifiedLink',
    // 3.3: only images are shown smaller than they are.
    'viewerAttrs.viewerResized',
    // 2.1: only fields that are filled.
    'PERSONAL_PHOTO',
  ],
  vocabularies: {
    // 4.5, and 4.2 to 4.4 for cards, buttons and menus.
    'notifications[].params': { CAN_ANSWER: ['string'] },
    'params': {
      LIKE: ['array'],
      FILE_ID: ['array'],
      ATTACH: ['array'],
      KEYBOARD: ['array', 'string'],
      MENU: ['array', 'string'],
      CODE: ['array'],
      NOTIFY: ['string'],
      IS_EDITED: ['string'],
      IS_DELETED: ['string'],
      REPLY_ID: ['string', 'number'],
    },
    // 3.1
    'phones': {
      work_phone: ['string'],
      personal_mobile: ['string'],
      personal_phone: ['string'],
      inner_phone: ['string'],
    },
    // 3.2
    'items[].options': { default_user_record: ['boolean'] },
    'result[].options': { default_user_record: ['boolean'] },
  },
  sorts: {
    // 3.2: rows of people and of chats differ in `chat`; the author of a system message is `{id: 0}`.
    'items[]': (row) => String(row['type']),
    'result[]': (row) => String(row['type']),
    'items[].user': (user) => String(user['id'] === 0),
    'result[].user': (user) => String(user['id'] === 0),
  },
};
