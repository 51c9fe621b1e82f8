/** Limits that both ends know. A server may be configured lower; `hello` and `server.info` tell the figures in force. */
export const limits = {
  /** Characters of a username. */
  usernameMin: 3,
  usernameMax: 32,
  /** Characters of a password. */
  passwordMin: 8,
  passwordMax: 128,
  emailMax: 254,
  displayNameMax: 64,
  roomNameMax: 64,
  roomDescriptionMax: 500,
  /** Characters (Unicode code points) of a message body. */
  messageBodyMax: 8_000,
  /** Bytes of one frame from a client, and of a JSON request body over HTTP. */
  frameBytesMax: 64 * 1024,
  historyPageDefault: 50,
  historyPageMax: 200,
  listPageDefault: 50,
  listPageMax: 100,
  /** Rooms a user may create in one UTC day, unless the operator sets another figure. */
  roomsCreatedPerDay: 10,
  /** Rooms one `sync.resume` may name. */
  resumeRoomsMax: 100,
  /** Missed events replayed for one room; more than that is answered with `reset`. */
  resumeEventsPerRoomMax: 300,
  /** Missed events replayed in one answer; rooms that no longer fit are answered with `reset`. */
  resumeEventsMax: 1_000,
  /** Characters of messages replayed in one answer; likewise. An answer must fit into what may wait for one socket. */
  resumeCharactersMax: 150_000,
  /** Seconds from an opened socket to its authentication. */
  authenticateWithinSeconds: 5,
  /** Seconds between two pings of the server. */
  heartbeatSeconds: 20,
  /** Seconds without a byte from the other side after which a connection is dead. */
  heartbeatTimeoutSeconds: 45,
  ticketSeconds: 60,
  accessTokenSeconds: 15 * 60,
  refreshTokenSeconds: 30 * 24 * 60 * 60,
  /** Requests of one socket that may be unanswered at a time. */
  requestsInFlightMax: 256,
} as const;
