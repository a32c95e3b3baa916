package dev.agnost.realtime.systemtests.node;

/**
 * Node.js, npm or the npm packages of the server are not to be had here. The message says which and
 * what to do.
 */
final class NodeMissingException extends IllegalStateException {
  private static final long serialVersionUID = 1;

  NodeMissingException(String message) {
    super(message);
  }

  NodeMissingException(String message, Throwable cause) {
    super(message, cause);
  }
}
