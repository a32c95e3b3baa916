package dev.agnost.realtime.core.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.NotSentException;
import dev.agnost.realtime.PayloadCodec;
import dev.agnost.realtime.PayloadException;
import dev.agnost.realtime.core.JacksonPayloads;
import dev.agnost.realtime.transport.ConnectRequest;
import dev.agnost.realtime.transport.Transport;
import dev.agnost.realtime.transport.TransportConnection;
import dev.agnost.realtime.transport.TransportListener;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is checked of a payload before it is sent. */
class PayloadChecksTest {

  @Test
  void whatACodecOfTheApplicationWritesIsCheckedToBeJson() {
    for (String text : List.of("{bad", "{a:1}", "{'a':1}", "", "[1,]", "1 2", "NaN", "\ud800")) {
      try (AgnostClient client = client(new Fixed(text, List.of()))) {
        assertThatThrownBy(() -> client.realtime().send("chat", "say", 1))
            .as(text)
            .isInstanceOf(PayloadException.class)
            .hasMessageContaining("AGN-401")
            .hasMessageContaining(Fixed.class.getName());
        assertThatThrownBy(() -> client.realtime().updateProfile(1))
            .isInstanceOf(PayloadException.class);
      }
    }
  }

  @Test
  void placeholdersMustFitTheAttachments() {
    ByteBuffer bytes = ByteBuffer.allocate(1);
    try (AgnostClient client = client(new Fixed("1", List.of(bytes)))) {
      assertThatThrownBy(() -> client.realtime().send("chat", "say", 1))
          .isInstanceOf(PayloadException.class);
    }
    String placeholder = "{\"_placeholder\":true,\"num\":0}";
    try (AgnostClient client = client(new Fixed(placeholder, List.of(bytes)))) {
      assertThat(client.realtime().send("chat", "say", 1)).isNotDone();
    }
  }

  @Test
  void aMapperThatWritesUnquotedNamesIsRefused() {
    ObjectMapper unquoted =
        JsonMapper.builder().disable(JsonWriteFeature.QUOTE_FIELD_NAMES).build();
    try (AgnostClient client = client(JacksonPayloads.with(unquoted))) {
      assertThatThrownBy(() -> client.realtime().send("chat", "say", Map.of("a", 1)))
          .isInstanceOf(PayloadException.class)
          .hasMessageContaining("AGN-401");
    }
    ObjectMapper usual = JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
    try (AgnostClient client = client(JacksonPayloads.with(usual))) {
      assertThat(client.realtime().send("chat", "say", Map.of("a", "\u20ac"))).isNotDone();
    }
  }

  @Test
  void aMessageAboveTheDefaultLimitFailsItsFuture() throws Exception {
    for (Object large : List.of("x".repeat(17 << 20), new byte[17 << 20])) {
      try (AgnostClient client = client(null)) {
        CompletableFuture<Void> sent = client.realtime().send("chat", "say", large);

        assertThatThrownBy(() -> sent.get(5, TimeUnit.SECONDS))
            .isInstanceOf(ExecutionException.class)
            .hasCauseInstanceOf(NotSentException.class)
            .hasMessageContaining("AGN-305");
        assertThatThrownBy(() -> client.realtime().updateProfile(large))
            .isInstanceOf(PayloadException.class);
      }
    }
  }

  private static AgnostClient client(@Nullable PayloadCodec codec) {
    AgnostClient.Builder builder =
        AgnostClient.builder("http://localhost/env-1", "key")
            .autoConnect(false)
            .transport(new Unused());
    return (codec == null ? builder : builder.payloadCodec(codec)).build();
  }

  /** Encodes everything as the same text. */
  private record Fixed(String json, List<ByteBuffer> attachments) implements PayloadCodec {

    @Override
    public Encoded encode(@Nullable Object value) {
      byte[] bytes =
          json.equals("\ud800")
              ? new byte[] {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'}
              : json.getBytes(StandardCharsets.UTF_8);
      return new Encoded(ByteBuffer.wrap(bytes), attachments);
    }

    @Override
    public @Nullable Object decode(Encoded payload, Type type) {
      return null;
    }
  }

  /** A transport that no test connects. */
  private static final class Unused implements Transport {
    @Override
    public TransportConnection connect(ConnectRequest request, TransportListener listener) {
      throw new AssertionError("no connection is opened here");
    }

    @Override
    public void close() {}
  }
}
