export { accessTokensOf } from "./access-tokens.ts";
export { createTestDatabase, type TestDatabase } from "./database.ts";
export { callHttp, Person, RefusedError, signUp, type Answer } from "./person.ts";
export { startTestServer, type TestServer, type TestServerOptions } from "./test-server.ts";
export { TestSocket } from "./test-socket.ts";
