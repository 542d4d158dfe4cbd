package org.healthhut.kiosk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.healthhut.kiosk.config.AgentConfig;
import org.healthhut.wire.Command;
import org.healthhut.wire.CommandKeys;
import org.healthhut.wire.CommandSigner;
import org.healthhut.wire.Entry;
import org.healthhut.wire.Order;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole agent that the district tells what to do. */
class AgentCommandTest {
  private static final CommandSigner SIGNER = CommandSigner.parse(CommandSigner.generate("c1"));

  @TempDir Path data = Path.of("");

  private final TestKiosk kiosk = new TestKiosk();

  @AfterEach
  void stop() {
    kiosk.close();
  }

  private AgentConfig config() {
    var usual = kiosk.config(false, 0, 21.5);
    var district = usual.district();
    return new AgentConfig(
        usual.kiosk(),
        usual.station(),
        usual.simulated(),
        usual.voice(),
        data,
        usual.screen(),
        new AgentConfig.District(
            district.broker(),
            district.tls(),
            district.key(),
            CommandKeys.parse(SIGNER.publicKeys()),
            district.coap()),
        usual.devices(),
        usual.gpio(),
        usual.visit(),
        usual.retention(),
        usual.limits(),
        usual.printer(),
        usual.service());
  }

  private void command(long number, Command command) {
    var order =
        new Order(
            config().kiosk(),
            number,
            TestKiosk.MORNING,
            TestKiosk.MORNING.plus(Duration.ofHours(1)),
            command);
    kiosk.districtLine().commanded(List.of(SIGNER.sign(order)));
  }

  private List<String> answers() {
    return kiosk.outbox.entries().stream()
        .flatMap(entry ->
            entry instanceof Entry.KioskEvent(var _, var kind, var details)
                    && kind.startsWith("command.")
                ? Optional.of(kind + " " + details.get("number")).stream()
                : Optional.<String>empty().stream())
        .toList();
  }

  @Test
  void aRestartEndsTheAgentAndTheNextStartAnswersIt() throws Exception {
    var agent = kiosk.start(config());
    command(7, new Command.Restart());
    assertTimeoutPreemptively(Duration.ofSeconds(60), agent::awaitRestart);
    assertEquals("7 restart begun\n", Files.readString(data.resolve("commands/last")));
    agent.close();
    assertEquals(List.of(), answers());
    kiosk.start(config());
    Waiting.until(() -> answers().equals(List.of("command.done 7")));
    command(6, new Command.PublishState());
    Waiting.until(() -> answers().equals(List.of("command.done 7", "command.refused 6")));
  }

  @Test
  void aConfigurationNeedsAFileToReplace() throws Exception {
    kiosk.start(config());
    command(8, new Command.Configure("kiosk: {id: hut-001}"));
    Waiting.until(() -> answers().equals(List.of("command.refused 8")));
  }
}
