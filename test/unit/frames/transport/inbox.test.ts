import { describe, expect, it } from 'vitest';
import { Inbox } from '../../../../src/frames/transport/inbox';

const message = (bytes: number): Buffer => Buffer.alloc(bytes);

describe('an inbox', () => {
  it('asks for more only while there is room', async () => {
    const inbox = new Inbox(10);
    let reads = 0;
    const read = (): void => {
      reads++;
    };
    inbox.readWhenRoom(read);
    inbox.push(message(6));
    inbox.readWhenRoom(read);
    inbox.push(message(6));
    expect(reads).toBe(2);
    inbox.readWhenRoom(read);
    expect(reads).toBe(2);
    await inbox.take();
    expect(reads).toBe(3);
    await inbox.take();
    expect(reads).toBe(3);
  });

  it('hands out what came before the end, then the end', async () => {
    const inbox = new Inbox(10);
    const failure = new Error('gone');
    inbox.push(message(1));
    inbox.push(message(2));
    inbox.end(failure);
    inbox.end();
    expect((await inbox.take())?.length).toBe(1);
    expect((await inbox.take())?.length).toBe(2);
    await expect(inbox.take()).rejects.toBe(failure);
    await expect(inbox.take()).rejects.toBe(failure);
  });

  it('wakes who waits', async () => {
    const inbox = new Inbox(10);
    const first = inbox.take();
    inbox.push(message(3));
    expect((await first)?.length).toBe(3);
    const second = inbox.take();
    inbox.end();
    expect(await second).toBeUndefined();
  });

  it('drops what lies there when it fails', async () => {
    const inbox = new Inbox(10);
    inbox.push(message(1));
    inbox.fail(new Error('cancelled'));
    await expect(inbox.take()).rejects.toThrow('cancelled');
  });
});
