import {
  apiPrefix,
  operations,
  type OperationInput,
  type OperationName,
  type OperationOutput,
  type Problem,
  type User,
} from "@parley/protocol";
import { randomUUID } from "node:crypto";
import { RefusedError } from "./refused-error.ts";
import { expectDeclaredAnswer } from "./expect-contract.ts";
import { TestSocket } from "./test-socket.ts";

export interface Answer<T> {
  readonly status: number;
  readonly body: T;
  readonly headers: Headers;
}

/** Somebody who uses a test server over HTTP and sockets, with nothing of the SDK in between. */
export class Person {
  readonly url: string;
  readonly user: User;
  readonly sessionId: string;
  readonly accessToken: string;
  readonly refreshToken: string;

  constructor(url: string, grant: OperationOutput<"auth.signIn">) {
    this.url = url;
    this.user = grant.user;
    this.sessionId = grant.sessionId;
    this.accessToken = grant.tokens!.accessToken;
    this.refreshToken = grant.tokens!.refreshToken;
  }

  /** The operation over HTTP; throws `RefusedError` when it is not done. */
  async call<N extends OperationName>(name: N, input: OperationInput<N>): Promise<OperationOutput<N>> {
    return expectDone(await callHttp(this.url, name, input, this.accessToken));
  }

  /** The same, answered with whatever came. */
  try<N extends OperationName>(name: N, input: OperationInput<N>): Promise<Answer<unknown>> {
    return callHttp(this.url, name, input, this.accessToken);
  }

  /** A socket that has been greeted. */
  async socket(): Promise<TestSocket> {
    const socket = new TestSocket(this.url);
    await socket.authenticate(this.accessToken);
    return socket;
  }
}

function expectDone<T>(answer: Answer<unknown>): T {
  if (answer.status >= 400) throw new RefusedError(answer.body as Problem);
  return answer.body as T;
}

export async function callHttp(
  url: string,
  name: OperationName,
  input: object,
  token?: string,
): Promise<Answer<unknown>> {
  const { method, path } = operations[name];
  const rest: Record<string, unknown> = { ...input };
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, key: string) => {
    const value = rest[key];
    delete rest[key];
    return encodeURIComponent(String(value));
  });
  const inQuery = method === "GET" || method === "DELETE";
  const query = inQuery
    ? `?${new URLSearchParams(Object.entries(rest).map(([key, value]): [string, string] => [key, String(value)]))}`
    : "";
  const response = await fetch(`${url}${apiPrefix}${filled}${query}`, {
    method,
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(!inQuery && { "content-type": "application/json" }),
    },
    ...(!inQuery && { body: JSON.stringify(rest) }),
  });
  const text = await response.text();
  const body: unknown = text === "" ? null : JSON.parse(text);
  expectDeclaredAnswer(name, response.status, response.headers.get("content-type"), body);
  return { status: response.status, headers: response.headers, body };
}

/** Signs somebody new up. Their username begins with the name. */
export async function signUp(server: { url: string }, name: string): Promise<Person> {
  const username = `${name}.${randomUUID().slice(0, 8)}`;
  const answer = await callHttp(server.url, "auth.signUp", {
    username,
    email: `${username}@example.org`,
    password: "correct horse battery staple",
  });
  return new Person(server.url, expectDone(answer));
}
