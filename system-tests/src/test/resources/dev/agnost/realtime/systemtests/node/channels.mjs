/**
 * The event handlers of the Agnost realtime server, mistakes included: payloads are not checked, so
 * an event without payload or with a reserved name throws, which ends the server as in production.
 */
export function serveChannels(io, socket) {
  const roomOf = (channel) => `${socket.data.envId}.${channel}`;
  const echoes = (payload) => payload.echo ?? socket.data.echo;
  const profile = (data) => ({ id: socket.id, data });

  /** The rooms that are channels: not the socket's own, its environment's or its user's. */
  const channelRooms = () =>
    [...socket.rooms].filter(
      (room) =>
        room !== socket.id && room !== socket.data.envId && room !== roomOf(socket.data.userId),
    );
  const channelOf = (room) => room.split(".").slice(1).join(".");

  socket.join(socket.data.envId);
  if (socket.data.userId) socket.join(roomOf(socket.data.userId));

  socket.on("disconnecting", () => {
    for (const room of channelRooms()) {
      const message = profile(socket.data.profile);
      socket.to(room).emit("channel:leave", { channel: channelOf(room), message });
    }
  });

  socket.on("join", (payload) => {
    const { channel } = payload;
    if (socket.rooms.has(roomOf(channel))) return;
    const news = { channel, message: profile(socket.data.profile) };
    socket.to(roomOf(channel)).emit("channel:join", news);
    socket.join(roomOf(channel));
    if (echoes(payload)) socket.emit("channel:join", news);
  });

  socket.on("leave", (payload) => {
    const { channel } = payload;
    if (!socket.rooms.has(roomOf(channel))) return;
    const news = { channel, message: profile(socket.data.profile) };
    socket.leave(roomOf(channel));
    socket.to(roomOf(channel)).emit("channel:leave", news);
    if (echoes(payload)) socket.emit("channel:leave", news);
  });

  socket.on("update", (payload) => {
    socket.data.profile = payload.data;
    for (const room of channelRooms()) {
      const target = echoes(payload) ? io.to(room) : socket.to(room);
      const message = profile(payload.data);
      target.emit("channel:update", { channel: channelOf(room), message });
    }
  });

  socket.on("message", (payload) => {
    const room = payload.channel ? roomOf(payload.channel) : socket.data.envId;
    const target = echoes(payload) ? io.to(room) : socket.to(room);
    const channel = payload.channel ? payload.channel : null;
    target.emit(payload.eventName, { channel, message: payload.message });
  });
}

/** Events meant for the API server; the real server executes them for anybody who sends them. */
export function servePlatformEvents(io, socket) {
  socket.on("user_event", ({ envId, userId, eventName, session, user }) => {
    io.to(`${envId}.${userId}`).emit(eventName, eventName, session, user);
  });

  socket.on("send_message", ({ envId, channelName, eventName, message }) => {
    io.to(`${envId}.${channelName}`).emit(eventName, { channel: channelName, message });
  });

  socket.on("broadcast_message", ({ envId, eventName, message }) => {
    io.to(`${envId}`).emit(eventName, { channel: null, message });
  });

  socket.on("get_members", async (payload, callback) => {
    callback(await membersOf(io, payload.envId, payload.channel));
  });
}

/**
 * The members of a channel on all nodes as `[{id, data}]`; `data` is undefined when no profile was
 * set.
 */
export async function membersOf(io, envId, channel) {
  const sockets = await io.in(`${envId}.${channel}`).fetchSockets();
  return sockets.map(({ id, data }) => ({ id, data: data.profile }));
}
