import { checkServerIdentity as check, type PeerCertificate } from 'node:tls';

/** Behind the words of a failure: Node names hosts or addresses of the certificate alone, as the address is one or the other. */
const mark = ' All names of the certificate: ';

/** Node's own check, whose failure names everything that the certificate is for. */
export function checkServerIdentity(host: string, certificate: PeerCertificate): Error | undefined {
  const error = check(host, certificate);
  if (error && certificate.subjectaltname !== undefined) error.message += mark + certificate.subjectaltname;
  return error;
}

/** The names that a certificate has by a failure's words; empty where they say nothing of it. */
export function namesIn(symptom: string): readonly string[] {
  const at = symptom.lastIndexOf(mark);
  const words = at < 0 ? symptom : symptom.slice(at);
  const alternative = [...words.matchAll(/(?:DNS|IP Address):([^\s,"]*[^\s,".])/g)].map(
    ([, name]) => name ?? '',
  );
  const [, common] = / is not cert's CN: (\S+)/.exec(symptom) ?? [];
  return common === undefined ? alternative : [common];
}
