import { readAuthorization } from './http/authorization';
import type { HttpListener } from './listen';
import { keyTest } from './sessions';

/** Passes on the requests that bring the access key, in the header of the web API or as authorization (spec/webapi.md §1). */
export function guardedHttp(listener: HttpListener, accessKey: string): HttpListener {
  const isKey = keyTest(accessKey);
  return (request, response) => {
    const sent = request.headers['x-v3io-session-key'];
    const authorization = readAuthorization(request.headers.authorization);
    const token = 'fields' in authorization ? authorization.fields.token : undefined;
    if (isKey(String(sent ?? token ?? ''))) {
      listener(request, response);
      return;
    }
    request.resume();
    response.writeHead(401, { 'content-type': 'application/json', connection: 'close' });
    response.end('{"ErrorCode":-13,"ErrorMessage":"Permission denied"}');
  };
}
