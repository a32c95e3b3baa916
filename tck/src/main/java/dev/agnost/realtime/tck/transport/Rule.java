package dev.agnost.realtime.tck.transport;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;

/** Marks a test of one rule of {@code TransportRules.md}; a rule may have several tests. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Test
@interface Rule {

  /** The id, such as {@code T4.2}. */
  String value();

  /** As on the page. */
  RequirementLevel strength() default RequirementLevel.REQUIRED;
}
