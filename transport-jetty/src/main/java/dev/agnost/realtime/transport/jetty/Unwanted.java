package dev.agnost.realtime.transport.jetty;

import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;

/**
 * Hangs up: nobody wants this socket any more. Jetty would log a warning about an exception
 * instead.
 */
final class Unwanted extends AbstractConnection implements Connection.UpgradeTo {

  Unwanted(EndPoint endPoint, Executor executor) {
    super(endPoint, executor);
  }

  @Override
  public void onOpen() {
    super.onOpen();
    getEndPoint().close();
  }

  @Override
  public void onUpgradeTo(ByteBuffer bytes) {}

  @Override
  public void onFillable() {}
}
