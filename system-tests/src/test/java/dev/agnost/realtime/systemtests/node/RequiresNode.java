package dev.agnost.realtime.systemtests.node;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Skips a test class, loudly, where {@link NodeAgnostServer} cannot run.
 *
 * <p>With environment variable or system property {@code AGNOST_REQUIRE_NODE=true} nothing is
 * skipped: the tests then fail with the reason, as they should on a build server.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NodeCondition.class)
public @interface RequiresNode {}
