import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { readBody } from '../../../../src/service/webApi/requestBody';

it('waits for a body as long as something comes, and lets go of who sends nothing more', async () => {
  const outcomes: string[] = [];
  const server = createServer((request, response) => {
    readBody(request, 100, 200).then(
      (body) => {
        outcomes.push(body.toString());
        setTimeout(() => response.end('ok'), 400);
      },
      () => outcomes.push('gone'),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const send = async (parts: readonly string[]): Promise<string> => {
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    socket.on('data', (chunk) => (answer += String(chunk)));
    socket.write('POST / HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: 4\r\n\r\n');
    for (const part of parts) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      socket.write(part);
    }
    await once(socket, 'close');
    return answer;
  };
  expect(await send(['a', 'b', 'c', 'd'])).toMatch(/^HTTP\/1.1 200 OK.*ok/s);
  expect(await send(['a', 'b'])).toBe('');
  expect(outcomes).toEqual(['abcd', 'gone']);
  server.close();
});
