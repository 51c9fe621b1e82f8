export { accessTokensOf } from "./access-tokens.ts";
export { createTestDatabase, type TestDatabase } from "./database.ts";
export { callHttp, Person, signUp, type Answer } from "./person.ts";
export { RefusedError } from "./refused-error.ts";
export { startTestServer, type TestServer, type TestServerOptions } from "./test-server.ts";
export { TestSocket } from "./test-socket.ts";
