package com.example.orders;

import dev.agnost.realtime.AgnostClient;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The business part: {@code POST /orders/<id>/shipped} and {@code GET /orders/placed}. */
@RestController
public class Orders {

  private final AgnostClient client;
  private final List<String> placed;

  /** An order that a shop has placed. */
  public record Order(String id) {}

  Orders(AgnostClient client, PlacedOrders placed) {
    this.client = client;
    this.placed = placed.ids;
  }

  /** Sends the news; without a connection it waits in the client's queue. */
  @PostMapping("/orders/{id}/shipped")
  CompletableFuture<String> shipped(@PathVariable("id") String id) {
    return client
        .realtime()
        .send("orders", "shipped", new Order(id))
        .thenApply(sent -> "sent");
  }

  @GetMapping("/orders/placed")
  List<String> placed() {
    return List.copyOf(placed);
  }

  /** What came so far. */
  static final class PlacedOrders {
    private final List<String> ids = new CopyOnWriteArrayList<>();
  }

  /** Listeners as beans. */
  @Configuration(proxyBeanMethods = false)
  static class Listeners {

    @Bean
    PlacedOrders placedOrders() {
      return new PlacedOrders();
    }

    @Bean
    RealtimeListener ordersListener(PlacedOrders placed) {
      return realtime -> {
        realtime.join("orders");
        realtime.on(
            "placed",
            Order.class,
            (order, message) -> {
              if (order != null) {
                placed.ids.add(order.id());
              }
            });
      };
    }
  }
}
