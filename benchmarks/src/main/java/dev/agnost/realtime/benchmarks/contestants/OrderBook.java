package dev.agnost.realtime.benchmarks.contestants;

import java.util.List;

/** The payload as an application would declare it. */
record OrderBook(long sequence, String symbol, double price, List<Order> orders) {

  record Order(long id, String side, double price, int size) {}
}
