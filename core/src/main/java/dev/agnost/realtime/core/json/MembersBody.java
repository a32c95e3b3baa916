package dev.agnost.realtime.core.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.agnost.realtime.MembersException.Item;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The bodies of the get-members request and its answers. */
public final class MembersBody {

  private static final int MOST_TEXT = 1024;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(200)
                          .maxNumberLength(1000)
                          .build())
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private MembersBody() {}

  /**
   * One member as the server lists it.
   *
   * @param id the Socket.IO id
   * @param profile its JSON, or null if it has none
   */
  public record Listed(String id, @Nullable ByteBuffer profile) {}

  /** The body of the request. */
  public static ByteBuffer request(String channel) {
    try {
      return ByteBuffer.wrap(
          MAPPER.writeValueAsBytes(MAPPER.createObjectNode().put("channel", channel)));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a string cannot be written as JSON", impossible);
    }
  }

  /** The members of a 200 answer; empty if the body is anything but a list of members. */
  public static Optional<List<Listed>> members(ByteBuffer body) {
    try {
      JsonNode root = read(body);
      if (!root.isArray()) {
        return Optional.empty();
      }
      List<Listed> members = new ArrayList<>();
      for (JsonNode each : root) {
        if (!each.path("id").isTextual()) {
          return Optional.empty();
        }
        JsonNode data = each.get("data");
        members.add(
            new Listed(
                each.get("id").textValue(),
                data == null
                    ? null
                    : ByteBuffer.wrap(MAPPER.writeValueAsBytes(data)).asReadOnlyBuffer()));
      }
      return Optional.of(members);
    } catch (IOException notJson) {
      return Optional.empty(); // ignored: the caller reports a body that is not what it should be
    }
  }

  /** The content of an error response; empty if it is not in one of the server's formats. */
  public static List<Item> errors(ByteBuffer body) {
    try {
      JsonNode root = read(body);
      List<Item> items = new ArrayList<>();
      if (root.path("errors").isArray()) {
        root.get("errors").forEach(each -> items.add(item(each)));
      } else if (root.isObject() && root.has("code")) {
        items.add(item(root));
      }
      return items;
    } catch (IOException notJson) {
      return List.of(); // ignored: an ingress answers with a page of its own
    }
  }

  private static JsonNode read(ByteBuffer body) throws IOException {
    byte[] bytes = new byte[body.remaining()];
    body.duplicate().get(bytes);
    JsonNode root = MAPPER.readTree(bytes);
    return root == null ? MAPPER.missingNode() : root;
  }

  private static Item item(JsonNode error) {
    String message = text(error, "message");
    return Item.of(
        text(error, "origin"),
        text(error, "code"),
        message.isEmpty() ? text(error, "error") : message);
  }

  private static String text(JsonNode object, String field) {
    String value = object.path(field).asText("");
    return value.length() <= MOST_TEXT ? value : value.substring(0, MOST_TEXT);
  }
}
