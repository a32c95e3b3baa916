package dev.agnost.realtime.systemtests.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.agnost.realtime.DisconnectReason;
import dev.agnost.realtime.tck.client.ConnectionEvent.Attempting;
import dev.agnost.realtime.tck.client.ConnectionEvent.Lost;
import dev.agnost.realtime.tck.client.RecordingClient;
import dev.agnost.realtime.tck.client.ScenarioContext;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Frames that no server should send. Those that break the protocol end the connection. */
interface BadFrameScenarios extends ScenarioContext {

  @Test
  default void eventThatListenersCannotUseIsSkipped() {
    for (String frame :
        List.of(
            "42[null,{\"channel\":\"room\",\"message\":1}]",
            "42[null,1]",
            "42[\"connect\",1]",
            "42[\"disconnect\",1]",
            "42[\"connect_error\",{}]")) {
      expectSurvival(frame);
    }
  }

  @Test
  default void packetsThatMeanNothingHereAreIgnored() {
    for (String frame : List.of("6", "43[1]", "431[\"x\"]", "42/other,[\"x\",1]", "41/other,")) {
      expectSurvival(frame);
    }
  }

  @Test
  default void channelEventsOfAnotherShapeAreSkipped() {
    for (String frame :
        List.of(
            "42[\"channel:join\"]",
            "42[\"channel:join\",1]",
            "42[\"channel:join\",{\"channel\":\"room\"}]",
            "42[\"channel:leave\",{\"channel\":\"room\",\"message\":{}}]",
            "42[\"user:signin\"]")) {
      expectSurvival(frame);
    }
  }

  private void expectSurvival(String frame) {
    RecordingClient ann = connect();
    String id = ann.id();

    server().sendRawText(id, frame);

    server().sendRawText(id, "42[\"after\",{\"channel\":\"room\",\"message\":\"fine\"}]");
    while (!ann.messages.next().event().equals("after")) {
      // what came of the frame, if anything
    }
    assertEquals(id, ann.rt.getSocketId(), () -> "the connection after " + frame);
    ann.client.close();
    assertEquals(
        DisconnectReason.CLIENT, ann.connection.next(Lost.class).reason(), () -> "after " + frame);
  }

  @Test
  default void eventsThatAreNotJsonAreParseErrors() {
    for (String frame : List.of("42[", "42", "42{}", "42[]", "42[\"a\",]", "42[\"a\"]x")) {
      expectLoss(frame, DisconnectReason.PARSE_ERROR);
    }
  }

  @Test
  default void socketPacketsOfUnknownTypeAreParseErrors() {
    for (String frame : List.of("4", "49", "4x", "47[]")) {
      expectLoss(frame, DisconnectReason.PARSE_ERROR);
    }
  }

  @Test
  default void enginePacketsOfUnknownTypeAreTransportErrors() {
    for (String frame : List.of("9", "x", "rubbish")) {
      expectLoss(frame, DisconnectReason.TRANSPORT_ERROR);
    }
  }

  @Test
  default void textWhereBytesAreDueIsAParseError() {
    RecordingClient ann = connect();

    server().sendRawText(ann.id(), "451-[\"x\",{\"_placeholder\":true,\"num\":0}]");
    server().sendRawText(ann.id(), "42[\"y\",1]");

    expectLossAndReturn(ann, DisconnectReason.PARSE_ERROR, "text where bytes are due");
  }

  @Test
  default void bytesThatNobodyAnnouncedAreAParseError() {
    RecordingClient ann = connect();

    server().sendRawBinary(ann.id(), new byte[] {1});

    expectLossAndReturn(ann, DisconnectReason.PARSE_ERROR, "stray bytes");
  }

  @Test
  default void attachmentsThatDoNotAddUpAreParseErrors() {
    for (String frame :
        List.of("45[\"x\"]", "45-[\"x\"]", "45x-[\"x\"]", "4599999999999-[\"x\"]")) {
      expectLoss(frame, DisconnectReason.PARSE_ERROR);
    }
  }

  @Test
  default void secondConnectReplyEndsTheConnection() {
    expectLoss("40{\"sid\":\"another\"}", DisconnectReason.PARSE_ERROR);
  }

  private void expectLoss(String frame, DisconnectReason reason) {
    RecordingClient ann = connect();

    server().sendRawText(ann.id(), frame);

    expectLossAndReturn(ann, reason, frame);
  }

  private static void expectLossAndReturn(
      RecordingClient client, DisconnectReason reason, String frame) {
    assertEquals(reason, client.connection.next(Lost.class).reason(), () -> "after " + frame);
    assertEquals(1, client.connection.next(Attempting.class).number());
    client.awaitConnected();
    client.client.close();
  }
}
