package dev.agnost.realtime.core.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.core.json.JacksonPayloadCodec;
import dev.agnost.realtime.core.runtime.ScriptedTransport;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a client costs beside others of its process, in bytes allocated. */
class FootprintTest {

  private static final int CLIENTS = 100;
  private static final int MOST_BYTES = 10_000;
  private static final int PAYLOAD_BYTES = 100_000;

  private final ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

  @Test
  void aFurtherClientAllocatesOnlyWhatIsItsOwn() {
    List<AgnostClient> clients = new ArrayList<>();
    AgnostClient.Builder builder =
        AgnostClient.builder("http://localhost/env-1", "key").transport(new ScriptedTransport());
    clients.add(builder.build());
    clients.add(builder.build());

    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(builder.build());
    }
    long bytes = threads.getCurrentThreadAllocatedBytes() - before;
    clients.forEach(AgnostClient::close);

    assertThat(bytes / CLIENTS).isLessThan(MOST_BYTES);
  }

  @Test
  void encodingAllocatesThePayloadOnce() {
    JacksonPayloadCodec codec = new JacksonPayloadCodec();
    String text = "x".repeat(PAYLOAD_BYTES - 2); // with its quotes
    for (int i = 0; i < CLIENTS; i++) {
      assertThat(codec.encode(text).json().remaining()).isEqualTo(PAYLOAD_BYTES);
    }

    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < CLIENTS; i++) {
      assertThat(codec.encode(text)).isNotNull();
    }
    long bytes = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(bytes / CLIENTS).isLessThan(PAYLOAD_BYTES + MOST_BYTES);
  }
}
