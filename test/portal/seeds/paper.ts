// The portal of Bitrix24's own instruction for webhooks: Trung writes to Tài (7) and reads chat97 up to message 841.
import type { Seed } from '../seed.ts';
import { MINUTE_MS } from './time.ts';

export const paperSeed: Seed = {
  name: 'paper',
  build: (world) => {
    const now = world.clock.now();
    world.addDepartment({ id: 1, name: 'Paper', parentId: undefined, managerId: 1 });
    world.addUser({
      id: 1,
      firstName: 'Trung',
      lastName: 'Nguyễn',
      position: 'Developer',
      admin: true,
      email: 'trung@paper.example',
    });
    world.addUser({
      id: 7,
      firstName: 'Tài',
      lastName: 'Lê',
      position: 'Developer',
      email: 'tai@paper.example',
      lastActivityMs: now - 3 * MINUTE_MS,
    });
    const personal = world.privateChat(1, 7);
    world.post({ id: 833, chat: personal.id, author: 7, text: 'Chào Trung!', dateMs: now - 50 * MINUTE_MS });
    world.readAll(1, personal.id);
    world.addChat({
      id: 97,
      title: 'Trung, Tài',
      owner: 7,
      members: [1],
      dateCreateMs: now - 40 * MINUTE_MS,
    });
    world.post({ id: 841, chat: 97, author: 7, text: 'Hello Trung', dateMs: now - 3 * MINUTE_MS });
    return {
      mainUserId: 1,
      webhooks: [
        { userId: 1, code: 'xq3v8mt1c5h0wz7k', scopes: ['im', 'user', 'disk', 'department'] },
        { userId: 7, code: 'b6r2yd9n4ua1fj8e', scopes: ['im', 'user', 'disk', 'department'] },
      ],
    };
  },
};
