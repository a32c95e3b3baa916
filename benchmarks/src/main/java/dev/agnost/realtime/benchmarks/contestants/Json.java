package dev.agnost.realtime.benchmarks.contestants;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.agnost.realtime.benchmarks.server.Payloads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;

/** What the bare engines do with JSON: nothing, or a Jackson tree of the whole packet. */
final class Json {

  private static final int HEADER = 2; // the packet types, "42"

  private final ObjectReader reader = new JsonMapper().readerFor(JsonNode.class);
  private final ObjectWriter writer = new JsonMapper().writer();
  private final boolean tree;

  Json(boolean tree) {
    this.tree = tree;
  }

  boolean isTree() {
    return tree;
  }

  /** Returns whether a message is the event that is counted. */
  boolean read(byte[] utf8) {
    try {
      return isEvent(reader.readValue(utf8, HEADER, utf8.length - HEADER));
    } catch (IOException malformed) {
      throw new UncheckedIOException(malformed);
    }
  }

  boolean read(String text) {
    try {
      return isEvent(reader.readValue(text.substring(HEADER)));
    } catch (JsonProcessingException malformed) {
      throw new UncheckedIOException(malformed);
    }
  }

  private static boolean isEvent(JsonNode packet) {
    return packet.path(0).textValue().equals("tick") && packet.path(1).has("message");
  }

  /** Returns what makes the bytes of a packet, each time anew if this serialises at all. */
  Supplier<byte[]> writing(String json) throws JsonProcessingException {
    byte[] packet = Payloads.outbound(json);
    if (!tree) {
      return () -> packet;
    }
    JsonNode value = new JsonMapper().readTree(new String(packet, UTF_8).substring(HEADER));
    return () -> write(value);
  }

  private byte[] write(JsonNode packet) {
    try {
      byte[] json = writer.writeValueAsBytes(packet);
      byte[] text = new byte[HEADER + json.length];
      text[0] = '4';
      text[1] = '2';
      System.arraycopy(json, 0, text, HEADER, json.length);
      return text;
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
