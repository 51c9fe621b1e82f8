import { AppError } from "../../kernel/app-error.ts";
import { topics, type RoomNews } from "../../kernel/topics.ts";
import type { Bus } from "../../ports/bus.ts";
import type { LiveSocket } from "./live-socket.ts";
import { PassiveAudience } from "./passive-audience.ts";
import { RoomChannel, type RoomReader } from "./room-channel.ts";

/** Rooms that one socket may have live at a time. */
const liveRoomsMax = 500;

interface Room {
  readonly channel: RoomChannel;
  readonly passive: PassiveAudience;
  readonly unsubscribe: () => void;
}

/** From the bus to sockets: who on this server gets what of which room. Nothing in here waits for a socket. */
export class FanOut {
  readonly #bus: Bus;
  readonly #reader: RoomReader;
  readonly #rooms = new Map<string, Room>();

  constructor(bus: Bus, reader: RoomReader) {
    this.#bus = bus;
    this.#reader = reader;
  }

  hold(socket: LiveSocket, roomId: string): void {
    if (socket.liveRooms >= liveRoomsMax && !this.#rooms.get(roomId)?.channel.has(socket)) {
      throw new AppError("invalid_input", { detail: `At most ${liveRoomsMax} rooms can be live on one socket.` });
    }
    const { channel } = this.#enter(socket, roomId);
    if (!channel.has(socket)) socket.liveRooms++;
    channel.hold(socket);
  }

  goLive(socket: LiveSocket, roomId: string, seq: number): void {
    this.#rooms.get(roomId)?.channel.goLive(socket, seq);
  }

  /** The room's events no longer go to this socket; what it has passively stays. */
  drop(socket: LiveSocket, roomId: string): void {
    const room = this.#rooms.get(roomId);
    if (!room?.channel.has(socket)) return;
    room.channel.drop(socket);
    socket.liveRooms--;
    this.#leaveIfUnused(socket, roomId, room);
  }

  /** The room's activity goes to this socket while the room is not live on it. */
  addPassive(socket: LiveSocket, roomId: string): void {
    this.#enter(socket, roomId).passive.add(socket);
  }

  /** Nothing of this room goes to this socket any more. */
  remove(socket: LiveSocket, roomId: string): void {
    const room = this.#rooms.get(roomId);
    if (!room) return;
    room.passive.delete(socket);
    this.drop(socket, roomId);
    this.#leaveIfUnused(socket, roomId, room);
  }

  removeSocket(socket: LiveSocket): void {
    for (const roomId of [...socket.rooms]) this.remove(socket, roomId);
  }

  #enter(socket: LiveSocket, roomId: string): Room {
    socket.rooms.add(roomId);
    let room = this.#rooms.get(roomId);
    if (!room) {
      const channel = new RoomChannel(roomId, this.#reader, (gone) => {
        gone.liveRooms--;
        if (room) this.#leaveIfUnused(gone, roomId, room);
      });
      const passive = new PassiveAudience(channel);
      const unsubscribe = this.#bus.subscribe(topics.room(roomId), (news) => this.#hear(roomId, news));
      room = { channel, passive, unsubscribe };
      this.#rooms.set(roomId, room);
    }
    return room;
  }

  #hear(roomId: string, news: RoomNews): void {
    const room = this.#rooms.get(roomId);
    if (!room) return;
    room.channel.take(news.events);
    room.passive.tell(news);
  }

  #leaveIfUnused(socket: LiveSocket, roomId: string, room: Room): void {
    if (!room.channel.has(socket) && !room.passive.has(socket)) socket.rooms.delete(roomId);
    if (!room.channel.empty || !room.passive.empty || this.#rooms.get(roomId) !== room) return;
    this.#rooms.delete(roomId);
    room.passive.stop();
    room.unsubscribe();
  }
}
