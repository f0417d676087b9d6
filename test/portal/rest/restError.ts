/** An answer `{error, error_description}`; thrown by methods, turned into a response or a batch entry above them. */
export class RestError extends Error {
  readonly status: number;
  readonly code: string;
  /** Further members of the body, such as `argument`. */
  readonly extra: Readonly<Record<string, unknown>>;

  constructor(
    status: number,
    code: string,
    description: string,
    extra: Readonly<Record<string, unknown>> = {},
  ) {
    super(description);
    this.name = 'RestError';
    this.status = status;
    this.code = code;
    this.extra = extra;
  }

  toBody(): Record<string, unknown> {
    return { error: this.code, error_description: this.message, ...this.extra };
  }
}

/** Exact wording: the examples of the method pages. */
export const errors = {
  dialogIdEmpty: () => new RestError(400, 'DIALOG_ID_EMPTY', "Dialog ID can't be empty"),
  chatIdEmpty: () => new RestError(400, 'CHAT_ID_EMPTY', "Chat ID can't be empty"),
  userIdEmpty: () => new RestError(400, 'USER_ID_EMPTY', "User ID can't be empty"),
  messageIdError: () => new RestError(400, 'MESSAGE_ID_ERROR', "Message ID can't be empty"),
  accessError: (status = 403) =>
    new RestError(status, 'ACCESS_ERROR', 'You do not have access to the specified dialog'),
  cantEdit: () =>
    new RestError(
      403,
      'CANT_EDIT_MESSAGE',
      "Time has expired for modification or you don't have access to the message",
    ),
  paramsError: () => new RestError(400, 'PARAMS_ERROR', 'Incorrect params'),
  wrongRequest: () => new RestError(400, 'WRONG_REQUEST', 'Wrong request'),
  findShort: () => new RestError(400, 'FIND_SHORT', 'Too short a search phrase.'),
} as const;
