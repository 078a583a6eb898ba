import type { Improvement } from './deliberateImprovements';
import type { Outcome } from './cases';

const refused: Outcome = { http: { status: 405, body: 'unsupported method' } };
const notPost = 'an endpoint for POST is not run by another method (spec/wire.md, quirk 1)';

const failed = (body: string): Outcome => ({ http: { status: 500, body } });

/** Recorded requests over HTTP that the service answers better than the original did. */
export const httpImprovements: readonly Improvement[] = [
  { id: 'errors/http/method-get-read', reason: notPost, answers: { 0: refused } },
  { id: 'errors/http/method-delete-read', reason: notPost, answers: { 0: refused } },
  { id: 'errors/http/method-options-read', reason: notPost, answers: { 0: refused } },
  { id: 'errors/http/get-others', reason: notPost, answers: { 0: refused, 1: refused } },
  {
    id: 'errors/http/create-enum-name',
    reason: 'an enumeration may be named, not only numbered (spec/wire.md §10)',
    answers: { 0: { http: { status: 200, body: 'OK' } } },
  },
  {
    id: 'errors/http/version-get',
    reason: 'some probes ask this way (spec/wire.md, quirk 1)',
    answers: { 0: { http: { status: 200, body: '{"version":"*"}\n' } } },
  },
  {
    id: 'errors/http/query-string',
    reason: 'routing looks at the path alone (spec/wire.md, quirk 2)',
    answers: { 0: { http: { status: 200 } } },
  },
  {
    id: 'errors/http/read-camel',
    reason: 'lowerCamelCase is taken as well (spec/wire.md, quirk 12)',
    answers: {
      1: {
        http: { status: 200 },
        frames: [
          {
            indices: [],
            columns: [
              { name: 'k', dtype: 'STRING', values: ['a', 'b'] },
              { name: 'v', dtype: 'INTEGER', values: ['1', '2'] },
            ],
          },
        ],
      },
    },
  },
  {
    id: 'errors/http/read-empty-array',
    reason: 'an empty list counts as unset (spec/wire.md §14)',
    answers: {
      2: {
        http: { status: 200 },
        frames: [],
        error: { http: "can't query: open {{root}}/{{t}}: no such file or directory" },
      },
    },
  },
  {
    id: 'errors/http/exec-error',
    reason: 'a failed command says why (spec/wire.md, quirk 4)',
    answers: {
      1: failed("can't exec: NoSQL backend doesn't support execute command 'nosuch'"),
      2: failed("can't exec: unknown backend - nosuch"),
      3: failed("can't exec: missing parameters"),
      4: failed("can't exec: missing a required parameter - 'table', 'expression', and/or 'key' argument"),
    },
  },
];
