package dev.agnost.realtime.tck.transport;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** All mutants by number: 1 to 64 are those of the design, the others came with further rules. */
final class Mutants {

  private Mutants() {}

  static List<Mutant> all() {
    return Stream.of(
            SignalMutants.all(),
            SendingMutants.all(),
            ReadingMutants.all(),
            UpgradeMutants.all(),
            ConnectingMutants.all(),
            TlsMutants.all(),
            EndingMutants.all(),
            TransportMutants.all(),
            RequirementLevelMutants.all(),
            TunnelMutants.all(),
            HandshakeMutants.all(),
            ConversationMutants.all(),
            SubtleMutants.all())
        .flatMap(List::stream)
        .sorted(Comparator.comparingInt(Mutant::number))
        .toList();
  }
}
