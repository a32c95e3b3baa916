package com.example.orders;

import dev.agnost.realtime.Realtime;

/** A bean of this type registers its listeners before the connection starts. */
@FunctionalInterface
public interface RealtimeListener {

  /** Joins channels and registers listeners; messages are not lost, since nothing is connected. */
  void register(Realtime realtime);
}
