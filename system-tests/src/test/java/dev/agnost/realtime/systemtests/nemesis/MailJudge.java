package dev.agnost.realtime.systemtests.nemesis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Judges what became of the messages of all clients, by what the server received: I29, I30, I31,
 * I40 and I41.
 */
final class MailJudge {

  private final List<Breach> breaches = new ArrayList<>();
  private final Map<Letter, Integer> places = new HashMap<>(); // in the order of the server

  private MailJudge() {}

  /**
   * @param posted what the server received, in order
   */
  static List<Breach> judge(List<Posted> posted, List<Story> stories) {
    MailJudge judge = new MailJudge();
    judge.judgePost(posted);
    for (Story story : stories) {
      judge.judgeFates(story);
      judge.judgeHearing(story);
    }
    return judge.breaches;
  }

  /** Nothing twice; each connection in the order of sending. */
  private void judgePost(List<Posted> posted) {
    Map<String, Letter> lastOf = new HashMap<>();
    for (int place = 0; place < posted.size(); place++) {
      Posted next = posted.get(place);
      Letter letter = next.letter();
      if (places.putIfAbsent(letter, place) != null) {
        breach("I31", letter.sender(), "message " + letter.number() + " was handed twice");
      }
      Letter before = lastOf.put(next.socketId(), letter);
      if (before != null && before.number() >= letter.number()) {
        breach(
            "I30",
            letter.sender(),
            "message " + letter.number() + " was handed after " + before.number());
      }
    }
  }

  /** One fate each, and none that the server knows better. */
  private void judgeFates(Story story) {
    for (Fate fate : story.fates()) {
      String message = "message " + fate.letter().number();
      if (fate.times() != 1) {
        breach("I29", story.client(), message + " had " + fate.times() + " outcomes");
      } else if (fate.outcome() != Fate.Outcome.HANDED && places.containsKey(fate.letter())) {
        breach("I40", story.client(), message + " arrived, reported as " + fate.outcome());
      }
    }
  }

  /** What is heard is heard once, and in the order in which the server received it. */
  private void judgeHearing(Story story) {
    int before = -1;
    for (Call call : story.calls()) {
      if (call.told() instanceof Told.Heard heard) {
        Integer place = places.get(heard.letter());
        if (place == null) {
          breach("I41", story.client(), "heard " + heard.letter() + ", which nobody posted");
        } else if (place <= before) {
          breach("I41", story.client(), "heard " + heard.letter() + " again or out of order");
        } else {
          before = place;
        }
      }
    }
  }

  private void breach(String invariant, int client, String what) {
    breaches.add(new Breach(invariant, client, what));
  }
}
