import type { ServerFrame } from "@parley/protocol";

/** One try at a socket, from making sure of the session to the end. After `close` it reports nothing any more. */
export interface Link {
  send(frame: string): boolean;
  close(): void;
}

export interface LinkParts {
  /** Resolves to the access token, if one is to be sent. */
  prepare(): Promise<string | undefined>;
  open(): WebSocket;
  opened(): void;
  frame(frame: ServerFrame): void;
  closed(code: number): void;
  /** There will be no socket: `prepare` rejected. */
  refused(thrown: unknown): void;
}

export function openLink(parts: LinkParts): Link {
  let socket: WebSocket | undefined;
  let over = false;

  function end(code: number): void {
    if (over) return;
    over = true;
    parts.closed(code);
  }

  function connect(token: string | undefined): void {
    try {
      socket = parts.open();
    } catch {
      return end(0);
    }
    socket.onopen = () => {
      if (over) return;
      parts.opened();
      if (token !== undefined) socket?.send(JSON.stringify({ type: "authenticate", token }));
    };
    socket.onmessage = (message: MessageEvent<unknown>) => {
      const frame = over ? undefined : parseFrame(message.data);
      if (frame !== undefined) parts.frame(frame);
    };
    socket.onclose = (event) => end(event.code);
  }

  parts.prepare().then(
    (token) => {
      if (!over) connect(token);
    },
    (thrown: unknown) => {
      if (over) return;
      over = true;
      parts.refused(thrown);
    },
  );

  return {
    send(frame) {
      // 1 is OPEN; between a break and its close event a socket swallows what it is given.
      if (over || socket?.readyState !== 1) return false;
      socket.send(frame);
      return true;
    },
    close() {
      over = true;
      socket?.close(1000);
    },
  };
}

function parseFrame(data: unknown): ServerFrame | undefined {
  if (typeof data !== "string") return undefined;
  try {
    const frame: unknown = JSON.parse(data);
    return typeof frame === "object" && frame !== null ? (frame as ServerFrame) : undefined;
  } catch {
    // A frame from a newer server that this SDK cannot read is left alone; gaps are found by seq.
    return undefined;
  }
}
