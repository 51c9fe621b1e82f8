import type { ServerFrame } from "@parley/protocol";
import { ada } from "../live/events-for-tests.ts";

export const epoch = "0199a1f2-0000-7000-8000-00000000e001";

/** The client's end of a socket, with a server behind it that does what the test says. */
export class FakeSocket {
  onopen: (() => void) | null = null;
  onmessage: ((message: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  readyState = 0;
  readonly sent: string[] = [];
  closedByClient = false;

  send(frame: string): void {
    this.sent.push(frame);
  }

  close(): void {
    this.closedByClient = true;
    this.readyState = 2;
  }

  open(): void {
    this.readyState = 1;
    this.onopen?.();
  }

  says(frame: ServerFrame): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }

  hello(user = ada): void {
    this.says({
      type: "hello",
      epoch,
      sessionId: "0199a1f2-0000-7000-8000-00000000e002",
      user,
      heartbeatSeconds: 20,
      heartbeatTimeoutSeconds: 45,
      frameBytesMax: 65_536,
    });
  }

  closes(code: number): void {
    this.readyState = 3;
    this.onclose?.({ code });
  }

  get pings(): number {
    return this.sent.filter((frame) => frame === '{"type":"ping"}').length;
  }
}
