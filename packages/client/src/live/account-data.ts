import { events, type EphemeralEvent, type HelloFrame, type ServerFrame, type TimelineEvent } from "@parley/protocol";
import type { Call } from "../requests/caller.ts";
import type { SendQueue } from "../requests/send-queue.ts";
import type { SocketRequests } from "../requests/socket-requests.ts";
import { MyRoomList } from "./my-room-list.ts";
import { RoomMembers } from "./room-members.ts";
import { RoomSync } from "./room-sync.ts";
import type { RoomTimeline } from "./room-timeline.ts";
import { Timelines } from "./timelines.ts";

export interface AccountDataParts {
  readonly call: Call;
  readonly requests: SocketRequests;
  readonly queue: SendQueue;
  readonly me: () => string | undefined;
  readonly random: () => number;
}

/** Lists of members that nobody watches and that are kept all the same. */
const membersKept = 50;

/** All that is shown of one account, and how frames of the socket find their way into it. */
export class AccountData {
  readonly rooms: MyRoomList;
  readonly #parts: AccountDataParts;
  readonly #sync: RoomSync;
  readonly #timelines = new Timelines();
  readonly #members = new Map<string, RoomMembers>();

  constructor(parts: AccountDataParts) {
    this.#parts = parts;
    this.rooms = new MyRoomList({
      call: parts.call,
      me: parts.me,
      joined: (roomId) => this.#joined(roomId),
      left: (roomId) => this.#left(roomId),
    });
    this.#sync = new RoomSync({
      requests: parts.requests,
      event: (event) => {
        this.rooms.event(event);
        this.#members.get(event.room)?.event(event);
      },
      missed: (roomId) => this.#missed(roomId),
      begun: (roomId, seq) => {
        this.rooms.begun(roomId, seq);
        this.#members.get(roomId)?.missed();
      },
      epochChanged: () => this.#epochChanged(),
      random: parts.random,
    });
  }

  timeline(roomId: string): RoomTimeline {
    return this.#timelines.get(roomId, {
      call: this.#parts.call,
      queue: this.#parts.queue,
      me: this.#parts.me,
      opened: (timeline) => this.#sync.opened(timeline),
      closed: (timeline) => this.#sync.closed(timeline),
      live: () => this.#sync.follows(roomId),
    });
  }

  /** The timeline, if somebody has asked for it. */
  knownTimeline(roomId: string): RoomTimeline | undefined {
    return this.#timelines.find(roomId);
  }

  members(roomId: string): RoomMembers {
    const known = this.#members.get(roomId);
    if (known !== undefined) return known;
    const members = new RoomMembers(roomId, this.#parts.call);
    this.#members.set(roomId, members);
    for (const [id, other] of this.#members) {
      if (this.#members.size <= membersKept) break;
      if (!other.isWatched && other !== members) this.#members.delete(id);
    }
    return members;
  }

  live(hello: HelloFrame): void {
    this.#sync.live(hello);
    this.rooms.live();
    for (const members of this.#members.values()) members.reconnected();
  }

  lost(): void {
    this.#sync.lost();
    this.rooms.lost();
  }

  receive(frame: Exclude<ServerFrame, HelloFrame>): void {
    if (!("type" in frame)) return this.#parts.requests.reply(frame);
    if (frame.type === "pong" || !Object.hasOwn(events, frame.type)) return;
    if (isDurable(frame)) this.#sync.receive(frame);
    else this.rooms.ephemeral(frame);
  }

  /** Everything of the account before is forgotten. */
  clear(): void {
    this.#sync.clear();
    this.#timelines.endAll();
    this.#members.clear();
    this.rooms.clear();
  }

  #joined(roomId: string): void {
    this.#timelines.find(roomId)?.back();
    this.#sync.back(roomId);
    this.#members.get(roomId)?.reconnected();
  }

  #left(roomId: string): void {
    this.#sync.gone(roomId);
    this.#timelines.find(roomId)?.gone();
    this.#members.get(roomId)?.missed();
  }

  #missed(roomId: string): void {
    this.rooms.recount();
    this.#members.get(roomId)?.missed();
  }

  #epochChanged(): void {
    this.#timelines.clearAll();
    this.rooms.clear();
    void this.rooms.refresh();
    for (const members of this.#members.values()) members.missed();
  }
}

function isDurable(frame: TimelineEvent | EphemeralEvent): frame is TimelineEvent {
  return events[frame.type].durable;
}
