package dev.agnost.realtime;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;

/**
 * A generic type, written as an anonymous subclass: {@code new TypeRef<List<Say>>() {}}.
 *
 * @param <T> the type
 */
public abstract class TypeRef<T> {

  private final Type type;

  /**
   * Captures the type argument.
   *
   * @throws IllegalStateException if there is none
   */
  protected TypeRef() {
    if (!(getClass().getGenericSuperclass() instanceof ParameterizedType parameterized)) {
      throw new IllegalStateException(
          "TypeRef needs a type argument: write new TypeRef<List<String>>() {}");
    }
    this.type = parameterized.getActualTypeArguments()[0];
  }

  /** The captured type. */
  public final Type type() {
    return type;
  }

  @Override
  public final String toString() {
    // Android has Type.getTypeName() since API 28
    return "TypeRef<" + (type instanceof Class<?> c ? c.getTypeName() : type.toString()) + ">";
  }
}
