package dev.agnost.realtime.systemtests.node;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Skips a test class, loudly, where a {@link NodeCluster} cannot run: without Node.js or {@code
 * redis-server}. {@code AGNOST_REQUIRE_NODE=true} makes that a failure, as in {@link RequiresNode}.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NodeCondition.class)
public @interface RequiresRedis {}
