import type { Frame } from '../data/frame';
import { asBuffer } from './decoding';
import { decodeFrame, encodeFrame } from './frameCodec';
import type {
  CreateRequest,
  DeleteRequest,
  ExecRequest,
  ExecResponse,
  HistoryRequest,
  ReadRequest,
  WriteMessage,
  WriteResponse,
} from './messages';
import * as requests from './requests';
import * as responses from './responses';
import type { Empty, VersionResponse } from './responses';
import { decodeWriteMessage, encodeWriteMessage } from './writeMessages';

/**
 * One call of the service: where it is found, which side sends several messages, and how these become bytes.
 * Decoders throw FramesError of code `protocol`, and FrameShapeError for a frame whose columns do not fit together.
 */
export interface Method<Request, Response> {
  readonly path: `/pb.Frames/${string}`;
  readonly requestStream: boolean;
  readonly responseStream: boolean;
  readonly encodeRequest: (request: Request) => Buffer;
  readonly decodeRequest: (bytes: Uint8Array) => Request;
  readonly encodeResponse: (response: Response) => Buffer;
  readonly decodeResponse: (bytes: Uint8Array) => Response;
}

interface Methods {
  readonly read: Method<ReadRequest, Frame>;
  readonly write: Method<WriteMessage, WriteResponse>;
  readonly create: Method<CreateRequest, Empty>;
  readonly delete: Method<DeleteRequest, Empty>;
  readonly exec: Method<ExecRequest, ExecResponse>;
  readonly history: Method<HistoryRequest, Frame>;
  readonly version: Method<Empty, VersionResponse>;
}

const frameResponse = {
  encodeResponse: (frame: Frame) => asBuffer(encodeFrame(frame)),
  decodeResponse: decodeFrame,
};
const emptyResponse = { encodeResponse: responses.encodeEmpty, decodeResponse: responses.decodeEmpty };
const unary = { requestStream: false, responseStream: false };

/** The calls of `pb.Frames` (spec/wire.md §1). */
export const methods: Methods = {
  read: {
    path: '/pb.Frames/Read',
    requestStream: false,
    responseStream: true,
    encodeRequest: requests.encodeReadRequest,
    decodeRequest: requests.decodeReadRequest,
    ...frameResponse,
  },
  write: {
    path: '/pb.Frames/Write',
    requestStream: true,
    responseStream: false,
    encodeRequest: encodeWriteMessage,
    decodeRequest: decodeWriteMessage,
    encodeResponse: responses.encodeWriteResponse,
    decodeResponse: responses.decodeWriteResponse,
  },
  create: {
    path: '/pb.Frames/Create',
    ...unary,
    encodeRequest: requests.encodeCreateRequest,
    decodeRequest: requests.decodeCreateRequest,
    ...emptyResponse,
  },
  delete: {
    path: '/pb.Frames/Delete',
    ...unary,
    encodeRequest: requests.encodeDeleteRequest,
    decodeRequest: requests.decodeDeleteRequest,
    ...emptyResponse,
  },
  exec: {
    path: '/pb.Frames/Exec',
    ...unary,
    encodeRequest: requests.encodeExecRequest,
    decodeRequest: requests.decodeExecRequest,
    encodeResponse: responses.encodeExecResponse,
    decodeResponse: responses.decodeExecResponse,
  },
  history: {
    path: '/pb.Frames/History',
    requestStream: false,
    responseStream: true,
    encodeRequest: requests.encodeHistoryRequest,
    decodeRequest: requests.decodeHistoryRequest,
    ...frameResponse,
  },
  version: {
    path: '/pb.Frames/Version',
    ...unary,
    encodeRequest: responses.encodeEmpty,
    decodeRequest: responses.decodeEmpty,
    encodeResponse: responses.encodeVersionResponse,
    decodeResponse: responses.decodeVersionResponse,
  },
};
