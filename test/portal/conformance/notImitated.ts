/** Documented examples that this portal does not answer, and why. */
export const notImitated: Readonly<Record<string, string>> = {
  '_event.ONIMV2MESSAGEADD': 'a payload, not a response: test/portal/events.test.ts holds it',
  'im.department.colleagues.list': 'departments (api-facts 3.7)',
  'im.department.employees.get': 'departments (api-facts 3.7)',
  'im.department.get': 'departments (api-facts 3.7)',
  'im.department.managers.get': 'departments (api-facts 3.7)',
  'extra/oauth.token.authorization_code': 'the authorisation server (api-facts 2.2)',
  'extra/oauth.token.errors': 'the authorisation server (api-facts 2.2)',
  'extra/oauth.token.refresh_token': 'the authorisation server (api-facts 2.2)',
  'extra/pull.application.config.get': 'realtime, for application tokens only (api-facts 2.3)',
  'extra/entities-v2': 'objects of the controllers, without a response around them',
  'extra/request-MENU': 'requests, not responses',
};
