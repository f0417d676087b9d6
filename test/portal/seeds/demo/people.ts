// Kitewind, an invented software company: one team in Đà Nẵng, one that speaks Russian, a few who speak English, a partner.
import type { UserDraft } from '../../drafts.ts';
import type { World } from '../../world.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../time.ts';

/** Where a person stands in the company; ids of the departments below. */
const DEPARTMENTS = [
  { id: 1, name: 'Kitewind', managerId: 21 },
  { id: 10, name: 'Engineering', parentId: 1, managerId: 2 },
  { id: 11, name: 'Backend', parentId: 10, managerId: 1 },
  { id: 12, name: 'Frontend', parentId: 10, managerId: 5 },
  { id: 13, name: 'Mobile', parentId: 10, managerId: 7 },
  { id: 14, name: 'Quality', parentId: 10, managerId: 3 },
  { id: 15, name: 'Operations', parentId: 10, managerId: 9 },
  { id: 20, name: 'Product & Design', parentId: 1, managerId: 4 },
  { id: 30, name: 'Sales & Support', parentId: 1, managerId: 17 },
  { id: 40, name: 'Office', parentId: 1, managerId: 12 },
] as const;

type Person = UserDraft & {
  readonly id: number;
  readonly seenMinutesAgo?: number;
  readonly absentDays?: number;
};

const person = (
  id: number,
  firstName: string,
  lastName: string,
  gender: 'M' | 'F',
  position: string,
  department: number,
  more: Partial<Person> = {},
): Person => ({
  id,
  firstName,
  lastName,
  gender,
  position,
  departments: [department],
  // Every fourth has none, as in any company.
  ...(id % 4 === 0 ? {} : { avatar: `/upload/main/face${id}/photo.png` }),
  ...more,
});

/** The person who is signed in. */
export const ME = 'trung';

/** By the short names that the talks use. */
export const people = {
  trung: person(1, 'Trung', 'Nguyễn', 'M', 'Backend lead', 11, {
    admin: true,
    seenMinutesAgo: 0,
    birthday: '14-04',
  }),
  mai: person(2, 'Mai', 'Phạm', 'F', 'CTO', 10, { seenMinutesAgo: 4 }),
  olga: person(3, 'Olga', 'Sokolova', 'F', 'QA lead', 14, { seenMinutesAgo: 2 }),
  daniel: person(4, 'Daniel', 'Reed', 'M', 'Product manager', 20, { status: 'dnd', seenMinutesAgo: 6 }),
  linh: person(5, 'Linh', 'Trần', 'F', 'Frontend lead', 12, { seenMinutesAgo: 1, birthday: '23-11' }),
  ivan: person(6, 'Ivan', 'Morozov', 'M', 'Backend developer', 11, { seenMinutesAgo: 3 }),
  tai: person(7, 'Tài', 'Lê', 'M', 'Mobile developer', 13, { seenMinutesAgo: 1 }),
  ha: person(8, 'Hà', 'Vũ', 'F', 'Product designer', 20, { seenMinutesAgo: 9 }),
  sergey: person(9, 'Sergey', 'Belov', 'M', 'Site reliability engineer', 15, {
    status: 'away',
    seenMinutesAgo: 34,
  }),
  emma: person(10, 'Emma', 'Clarke', 'F', 'Technical writer', 20, { seenMinutesAgo: 15 }),
  quan: person(11, 'Quân', 'Đỗ', 'M', 'Frontend developer', 12, { seenMinutesAgo: 5 }),
  thao: person(12, 'Thảo', 'Bùi', 'F', 'Office manager', 40, { status: 'break', seenMinutesAgo: 22 }),
  nikita: person(13, 'Nikita', 'Orlov', 'M', 'Backend developer', 11, { seenMinutesAgo: 1 }),
  priya: person(14, 'Priya', 'Nair', 'F', 'Data engineer', 11, { seenMinutesAgo: 11 }),
  yen: person(15, 'Yến', 'Hoàng', 'F', 'Accountant', 40, { seenMinutesAgo: 48 }),
  marina: person(16, 'Marina', 'Kuznetsova', 'F', 'Support lead', 30, {
    absentDays: 5,
    seenMinutesAgo: 1_500,
  }),
  james: person(17, 'James', 'Okafor', 'M', 'Head of sales', 30, { status: 'away', seenMinutesAgo: 95 }),
  khoi: person(18, 'Khôi', 'Phan', 'M', 'Security engineer', 11, { seenMinutesAgo: 7 }),
  anna: person(19, 'Anna', 'Weiss', 'F', 'Customer success', 30, { seenMinutesAgo: 13 }),
  dmitry: person(20, 'Dmitry', 'Lebedev', 'M', 'QA engineer', 14, { seenMinutesAgo: 8 }),
  lan: person(21, 'Lan', 'Đặng', 'F', 'CEO', 1, { status: 'dnd', seenMinutesAgo: 40 }),
  phuc: person(22, 'Phúc', 'Ngô', 'M', 'Intern', 11, { seenMinutesAgo: 2 }),
  tom: person(23, 'Tom', 'Becker', 'M', 'Account executive', 30, { seenMinutesAgo: 180 }),
  vera: person(24, 'Vera', 'Ilina', 'F', 'Business analyst', 20, { seenMinutesAgo: 26 }),
  yusuf: person(25, 'يوسف', 'الأمين', 'M', 'Integration partner, Nakhla Freight', 1, {
    extranet: true,
    departments: [],
    seenMinutesAgo: 17,
    timeZone: 'Asia/Riyadh',
  }),
  oleg: person(26, 'Oleg', 'Vetrov', 'M', 'Developer (left the company)', 11, {
    active: false,
    seenMinutesAgo: 90_000,
  }),
  ci: person(28, 'Buildbot', '', 'M', 'Builds and alerts', 1, {
    bot: true,
    departments: [],
    color: '#29619b',
    avatar: '',
  }),
  guest: person(31, 'Guest', '', 'F', '', 1, {
    avatar: '',
    connector: true,
    departments: [],
    externalAuthId: 'imconnector',
  }),
} satisfies Readonly<Record<string, Person>>;

export type Handle = keyof typeof people;

export function isHandle(text: string): text is Handle {
  return Object.hasOwn(people, text);
}

export function idOf(handle: Handle): number {
  return people[handle].id;
}

function fullName(handle: Handle): string {
  const { firstName, lastName } = people[handle];
  return `${firstName} ${lastName}`.trim();
}

/** `[USER=N REPLACE]Name[/USER]`, as the portal stores a mention. */
export function mention(handle: Handle): string {
  return `[USER=${idOf(handle)} REPLACE]${fullName(handle)}[/USER]`;
}

export function settlePeople(world: World): void {
  const now = world.clock.now();
  for (const department of DEPARTMENTS) world.addDepartment({ parentId: undefined, ...department });
  for (const [handle, draft] of Object.entries<Person>(people)) {
    const { seenMinutesAgo, absentDays, ...user } = draft;
    const isStaff = user.bot !== true && user.connector !== true;
    world.addUser({
      ...user,
      ...(isStaff && { email: `${handle}@${user.extranet === true ? 'nakhla' : 'kitewind'}.example` }),
      ...(isStaff && user.extranet !== true && { phones: { inner_phone: String(200 + user.id) } }),
      ...(seenMinutesAgo !== undefined && { lastActivityMs: now - seenMinutesAgo * MINUTE_MS }),
      ...(user.status === 'away' &&
        seenMinutesAgo !== undefined && { idleSinceMs: now - seenMinutesAgo * MINUTE_MS }),
      ...(absentDays !== undefined && { absentUntilMs: now + absentDays * DAY_MS + 9 * HOUR_MS }),
    });
  }
}
