package dev.agnost.realtime.core.json;

import dev.agnost.realtime.PayloadCodec;
import java.lang.reflect.Type;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The codec of clients that are given none. Jackson is loaded when the first payload is encoded or
 * decoded, not before. Thread-safe.
 */
public final class LazyCodec implements PayloadCodec {

  private final int maxBytes;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable PayloadCodec jackson; // written once, guarded by lock

  /**
   * @param maxBytes the size of the JSON, and of all attachments together, at least 1
   */
  public LazyCodec(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  @Override
  public Encoded encode(@Nullable Object value) {
    return codec().encode(value);
  }

  @Override
  public @Nullable Object decode(Encoded payload, Type type) {
    return codec().decode(payload, type);
  }

  private PayloadCodec codec() {
    PayloadCodec ready = jackson;
    if (ready != null) {
      return ready;
    }
    lock.lock(); // held while Jackson is loaded: its clients need it before they can go on
    try {
      ready = jackson;
      if (ready == null) {
        ready = new JacksonPayloadCodec(maxBytes);
        jackson = ready;
      }
      return ready;
    } finally {
      lock.unlock();
    }
  }
}
