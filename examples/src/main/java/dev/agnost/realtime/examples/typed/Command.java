package dev.agnost.realtime.examples.typed;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.nio.ByteBuffer;

/** What can be done to a drawing; {@code "do"} in the JSON says which it is. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "do")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Command.Draw.class, name = "draw"),
  @JsonSubTypes.Type(value = Command.Paste.class, name = "paste"),
  @JsonSubTypes.Type(value = Command.Clear.class, name = "clear")
})
sealed interface Command {

  /** Draws a line. */
  record Draw(Point from, Point to) implements Command {}

  /** Puts an image somewhere; the bytes travel as a binary attachment. */
  record Paste(Point at, ByteBuffer image) implements Command {}

  /** Removes everything. */
  record Clear() implements Command {}

  /** A place. */
  record Point(int x, int y) {}
}
