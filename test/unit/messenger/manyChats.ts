import type { World } from '../../portal/world.ts';
import { ids } from '../../portal/portalFixture.ts';

export const MANY = 260;

/** Dialogs enough for several pages, the newest last. */
export function addManyChats(world: World): void {
  for (let index = 0; index < MANY; index += 1) {
    const chat = world.addChat({ title: `Chat ${index}`, owner: ids.tai, members: [ids.me] });
    world.post({
      chat: chat.id,
      author: ids.tai,
      text: 'hi',
      dateMs: world.clock.now() - (MANY - index) * 60_000,
    });
    world.readAll(ids.me, chat.id);
  }
}
