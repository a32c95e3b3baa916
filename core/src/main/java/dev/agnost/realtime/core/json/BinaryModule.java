package dev.agnost.realtime.core.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Binary values. How they are written and where they are found is up to generator and parser. */
final class BinaryModule extends SimpleModule {

  private static final long serialVersionUID = 1L;

  BinaryModule() {
    super("agnost-realtime-binary");
    addSerializer(byte[].class, new BytesSerializer());
    addSerializer(ByteBuffer.class, new ByteBufferSerializer());
    addDeserializer(byte[].class, new BinaryDeserializer<>(byte[].class, bytes -> bytes));
    addDeserializer(ByteBuffer.class, new BinaryDeserializer<>(ByteBuffer.class, ByteBuffer::wrap));
  }

  private static final class BytesSerializer extends StdSerializer<byte[]> {

    private static final long serialVersionUID = 1L;

    BytesSerializer() {
      super(byte[].class);
    }

    @Override
    public void serialize(byte[] value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeBinary(value);
    }

    /** Binary parts have no type in the JSON. */
    @Override
    public void serializeWithType(
        byte[] value, JsonGenerator json, SerializerProvider provider, TypeSerializer types)
        throws IOException {
      serialize(value, json, provider);
    }
  }

  private static final class ByteBufferSerializer extends StdSerializer<ByteBuffer> {

    private static final long serialVersionUID = 1L;

    ByteBufferSerializer() {
      super(ByteBuffer.class);
    }

    @Override
    public void serialize(ByteBuffer value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      byte[] bytes = new byte[value.remaining()];
      value.duplicate().get(bytes);
      json.writeBinary(bytes);
    }

    /** Binary parts have no type in the JSON. */
    @Override
    public void serializeWithType(
        ByteBuffer value, JsonGenerator json, SerializerProvider provider, TypeSerializer types)
        throws IOException {
      serialize(value, json, provider);
    }
  }
}
