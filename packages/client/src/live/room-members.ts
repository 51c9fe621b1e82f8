import { limits, type Member, type TimelineEvent } from "@parley/protocol";
import { toParleyError, type ParleyError } from "../errors.ts";
import { liveCell } from "../live-value.ts";
import type { Call } from "../requests/caller.ts";
import type { Members, MembersState } from "./members-state.ts";

/** Changes that come while a page is on its way; more than that and the page is asked for again. */
const changesMax = 200;
/** Kept in memory; nobody scrolls further. */
const membersMax = 5_000;

export class RoomMembers implements Members {
  readonly #roomId: string;
  readonly #call: Call;
  readonly #state = liveCell<MembersState>({ status: "loading", members: [], hasMore: false });
  #listeners = 0;
  #cursor: string | undefined;
  #loading: Promise<void> | undefined;
  #stale = true;
  #again = false;
  /** Events since the page that is on its way was asked for: it may not know of them. */
  #changes: TimelineEvent[] = [];

  constructor(roomId: string, call: Call) {
    this.#roomId = roomId;
    this.#call = call;
  }

  readonly get = (): MembersState => {
    return this.#state.get();
  };

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners += 1;
    if (this.#stale) void this.#load(true);
    const leave = this.#state.subscribe(listener);
    let subscribed = true;
    return () => {
      if (subscribed) this.#listeners -= 1;
      subscribed = false;
      leave();
    };
  };

  loadMore(): Promise<void> {
    return this.#stale || this.get().hasMore ? this.#load(this.#stale) : Promise.resolve();
  }

  get isWatched(): boolean {
    return this.#listeners > 0;
  }

  /** The connection is back: what could not be read is read now. */
  reconnected(): void {
    if (this.#stale && this.isWatched) void this.#load(true);
  }

  /** Events were missed: what is shown is read again, when somebody looks. */
  missed(): void {
    this.#stale = true;
    // A page that is on its way may have been read before.
    this.#again = this.#loading !== undefined;
    if (this.isWatched) void this.#load(true);
  }

  event(event: TimelineEvent): void {
    if (this.#loading !== undefined) this.#changes.push(event);
    if (this.get().status === "ready") this.#apply(event);
  }

  #load(anew: boolean): Promise<void> {
    this.#loading ??= this.#page(anew).finally(() => {
      this.#loading = undefined;
      if (!this.#again) return;
      this.#again = false;
      this.#stale = true;
      if (this.isWatched) void this.#load(true);
    });
    return this.#loading;
  }

  async #page(anew: boolean): Promise<void> {
    this.#changes = [];
    this.#stale = false;
    try {
      const page = await this.#call("rooms.members", {
        roomId: this.#roomId,
        limit: limits.listPageMax,
        ...(anew || this.#cursor === undefined ? {} : { cursor: this.#cursor }),
      });
      this.#cursor = page.nextCursor;
      const before = anew ? [] : this.get().members;
      const members = page.members.reduce(withMember, before);
      this.#state.set({
        status: "ready",
        members,
        hasMore: page.nextCursor !== undefined && members.length < membersMax,
      });
      if (this.#changes.length > changesMax) this.#stale = true;
      else for (const event of this.#changes) this.#apply(event);
    } catch (thrown) {
      this.#stale = true;
      this.#failed(toParleyError(thrown));
    }
  }

  #failed(error: ParleyError): void {
    const { members, hasMore } = this.get();
    this.#state.set({ status: members.length > 0 ? "ready" : "error", members, hasMore, error });
  }

  #apply(event: TimelineEvent): void {
    const state = this.get();
    const members = changed(state, event);
    if (members !== state.members) this.#state.set({ ...state, members });
  }
}

function changed({ members, hasMore }: MembersState, event: TimelineEvent): readonly Member[] {
  if (event.type === "member.left") return members.filter(({ user }) => user.id !== event.user.id);
  if (event.type === "member.role_changed") {
    return members.map((member) => (member.user.id === event.user.id ? { ...member, role: event.role } : member));
  }
  if (event.type !== "member.joined") return members;
  // Behind the part that is loaded it will come with its page.
  const last = members.at(-1)?.user.username ?? "";
  if (hasMore && event.user.username > last) return members;
  return withMember(members, { user: event.user, role: event.role, joinedAt: event.at });
}

/** With this member at their place, once. */
function withMember(members: readonly Member[], member: Member): readonly Member[] {
  const others = members.filter(({ user }) => user.id !== member.user.id);
  const after = others.findLastIndex(({ user }) => user.username <= member.user.username) + 1;
  return others.toSpliced(after, 0, member);
}
