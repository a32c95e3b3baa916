package dev.agnost.realtime.core.observe;

import dev.agnost.realtime.core.protocol.Event;
import dev.agnost.realtime.core.protocol.OutboundPacket;
import dev.agnost.realtime.core.protocol.Packet;

/** The kinds of WebSocket messages that the flight recorder distinguishes. */
public enum FrameKind {
  OPEN,
  CLOSE,
  PING,
  PONG,
  NOOP,
  CONNECT,
  CONNECT_ERROR,
  DISCONNECT,
  EVENT,
  PART,
  IGNORED,
  UNUSABLE,
  VIOLATION;

  public static FrameKind of(Packet packet) {
    if (packet instanceof Event) {
      return EVENT;
    } else if (packet instanceof Packet.EnginePing) {
      return PING;
    } else if (packet instanceof Packet.Partial) {
      return PART;
    } else if (packet instanceof Packet.EngineOpen) {
      return OPEN;
    } else if (packet instanceof Packet.Connected || packet instanceof Packet.Incompatible) {
      return CONNECT;
    } else if (packet instanceof Packet.Refused) {
      return CONNECT_ERROR;
    } else if (packet instanceof Packet.Disconnected) {
      return DISCONNECT;
    } else if (packet instanceof Packet.EngineClose) {
      return CLOSE;
    } else if (packet instanceof Packet.EngineNoop) {
      return NOOP;
    } else if (packet instanceof Packet.Unusable) {
      return UNUSABLE;
    }
    return packet instanceof Packet.Violation ? VIOLATION : IGNORED;
  }

  public static FrameKind of(OutboundPacket packet) {
    return switch (packet.kind()) {
      case PONG -> PONG;
      case CONNECT -> CONNECT;
      case DISCONNECT -> DISCONNECT;
      case EVENT -> EVENT;
    };
  }
}
