package org.healthhut.simulator.device.wireless;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.Happening;
import org.healthhut.simulator.device.Measurement;
import org.healthhut.simulator.device.Rehearsal;
import org.healthhut.simulator.device.Reply.Ending;
import org.healthhut.simulator.device.VirtualModel;
import org.healthhut.vital.Metric;
import org.junit.jupiter.api.Test;

class WirelessTest {
  private static final Duration CONNECTED = Duration.ofSeconds(2);
  private static final Bytes ACCEPTED =
      Bytes.hex(
          "E3 00 00 2C 00 00 50 79 00 26 80 00 00 00 80 00 80 00 00 00 00 00 00 00 80 00 00 00 00"
              + " 08 0A 0B 0C 0D 0E 0F 10 11 00 00 00 00 00 00 00 00 00 00");

  private static Rehearsal of(String id) {
    return new Rehearsal(model(id));
  }

  private static VirtualModel model(String id) {
    return VirtualWireless.ALL.stream()
        .filter(model -> model.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static Measurement pressure() {
    return Measurement.of(
        Map.of(
            Metric.SYSTOLIC, new BigDecimal("131"),
            Metric.DIASTOLIC, new BigDecimal("84"),
            Metric.MEAN_PRESSURE, new BigDecimal("100"),
            Metric.PULSE, new BigDecimal("71")));
  }

  private static List<Bytes> values(Rehearsal of, int characteristic) {
    return of.sent().stream()
        .map(Rehearsal.Sent::frame)
        .filter(frame -> frame.u16le(0) == characteristic)
        .map(frame -> frame.drop(3))
        .toList();
  }

  @Test
  void aMonitorTellsOnConnectionWhatNobodyHeard() {
    var monitor = of("ble-blood-pressure");
    monitor.pass(CONNECTED);
    assertEquals(2, values(monitor, 0x2A35).size(), "of the days before");
    assertEquals(1, values(monitor, 0x2A25).size());
    monitor.tell(new Happening.Unplugged());
    monitor.tell(new Happening.Asked(pressure()));
    monitor.passUntilEnding();
    assertEquals(Ending.MEASURED, monitor.ending());
    assertEquals(2, values(monitor, 0x2A35).size());
    monitor.tell(new Happening.PluggedIn());
    monitor.pass(CONNECTED);
    assertEquals(3, values(monitor, 0x2A35).size());
    monitor.tell(new Happening.Unplugged());
    monitor.tell(new Happening.PluggedIn());
    monitor.pass(CONNECTED);
    assertEquals(3, values(monitor, 0x2A35).size(), "told once");
  }

  @Test
  void aCuffIsPumpedAboveTheSystolicPressureAndLetDown() {
    var monitor = of("ble-blood-pressure");
    monitor.pass(CONNECTED);
    monitor.tell(new Happening.Asked(pressure()));
    var over = monitor.passUntilEnding();
    assertTrue(over.toSeconds() >= 32 && over.toSeconds() <= 36, "" + over);
    var pressures = values(monitor, 0x2A36).stream().mapToInt(value -> value.u16le(1)).toArray();
    int top = 0;
    for (int pressure : pressures) {
      top = Math.max(top, pressure);
    }
    assertEquals(161, top, 8);
    assertTrue(pressures[pressures.length - 1] < 84);
  }

  @Test
  void theClockIsSetByWritingIt() {
    var monitor = of("ble-thermometer");
    // Before the radio is connected; in pieces.
    monitor.tell(new Happening.Heard(Bytes.hex("FF 2B 2A 0A E8 07 01")));
    monitor.tell(new Happening.Heard(Bytes.hex("02 03 04 05 02 00 01")));
    monitor.pass(CONNECTED);
    monitor.tell(
        new Happening.Asked(Measurement.of(Map.of(Metric.TEMPERATURE, new BigDecimal("36.6")))));
    monitor.passUntilEnding();
    assertEquals(
        "06 6E 01 00 FF E8 07 01 02 03 04", values(monitor, 0x2A1C).getLast().slice(0, 11).hex());
  }

  @Test
  void aMeterTellsTheRecordsThatAreAskedFor() {
    var meter = of("ble-glucose");
    meter.pass(CONNECTED);
    meter.tell(new Happening.Asked(Measurement.of(Map.of(Metric.GLUCOSE, new BigDecimal("7.9")))));
    meter.passUntilEnding();
    assertEquals(List.of(), values(meter, 0x2A18));

    assertEquals("06 00 01 01", asked(meter, "52 2A 02 01 01"));
    var all = values(meter, 0x2A18);
    assertEquals(4, all.size());
    assertEquals("4F C0 11", all.getLast().slice(12, 15).hex());
    int last = all.getLast().u16le(1);

    assertEquals("06 00 01 01", asked(meter, "52 2A 02 01 05"));
    assertEquals(5, values(meter, 0x2A18).size());
    var from = "52 2A 05 01 03 01 " + Numbers.little(last - 1, 2).hex();
    assertEquals("06 00 01 01", asked(meter, from));
    assertEquals(7, values(meter, 0x2A18).size());
    var after = "52 2A 05 01 03 01 " + Numbers.little(last + 1, 2).hex();
    assertEquals("06 00 01 06", asked(meter, after));
    assertEquals("06 00 01 04", asked(meter, "52 2A 02 01 07"));
    assertEquals("06 00 09 02", asked(meter, "52 2A 02 09 01"));
    assertEquals(7, values(meter, 0x2A18).size());
  }

  private static String asked(Rehearsal meter, String request) {
    meter.tell(new Happening.Heard(Bytes.hex(request)));
    return values(meter, 0x2A52).getLast().hex();
  }

  @Test
  void anAgentReportsAgainUntilItsReportIsConfirmed() {
    var agent = of("hdp-blood-pressure");
    agent.pass(CONNECTED);
    var request = agent.sent().getLast().frame();
    assertEquals(54, request.length());
    assertEquals("E2 00 00 32 80 00 00 00 00 01 00 2A 50 79 00 26", request.slice(0, 16).hex());
    agent.tell(new Happening.Heard(ACCEPTED.slice(0, 20)));
    agent.tell(new Happening.Heard(ACCEPTED.drop(20)));
    var report = agent.sent().getLast().frame();
    assertEquals(0x0D1D, report.u16be(18));
    assertEquals(6, report.u16be(26), "three people, pressure and pulse each");

    agent.pass(Duration.ofSeconds(11));
    assertEquals(
        List.of(0xE600, 0xE200),
        agent.sent().subList(2, 4).stream().map(each -> each.frame().u16be(0)).toList());
    agent.tell(new Happening.Heard(ACCEPTED));
    assertEquals(6, agent.sent().getLast().frame().u16be(26));
    agent.tell(new Happening.Heard(confirmed(agent, 0x0D1D)));
    agent.tell(new Happening.Asked(pressure()));
    agent.passUntilEnding();
    assertEquals(
        "00 01 00 12 00 03 00 06 00 83 00 54 00 64",
        agent.sent().getLast().frame().slice(30, 44).hex());
    assertEquals(2, agent.sent().getLast().frame().u16be(26));
    agent.tell(new Happening.Heard(Bytes.hex("E4 00 00 02 00 00")));
    assertEquals("E5 00 00 02 00 00", agent.sent().getLast().frame().hex());
  }

  @Test
  void anAgentSaysWhatItsObjectsAreToAKioskThatDoesNotKnow() {
    var agent = of("hdp-weight");
    agent.pass(CONNECTED);
    agent.tell(new Happening.Heard(ACCEPTED.with(5, 0x03)));
    var configuration = agent.sent().getLast().frame();
    assertEquals(0x0D1C, configuration.u16be(18));
    assertEquals(0x4000, configuration.u16be(22));
    agent.tell(new Happening.Heard(confirmed(agent, 0x0D1C)));
    assertEquals(0x0D1E, agent.sent().getLast().frame().u16be(18));
  }

  /** A reply to the event that was sent last; to a configuration: accepted. */
  private static Bytes confirmed(Rehearsal agent, int event) {
    int invokeId = agent.sent().getLast().frame().u16be(6);
    var rest = event == 0x0D1C ? Apdu.counted(Bytes.of(0x40, 0, 0, 0)) : Apdu.counted(Bytes.EMPTY);
    return Apdu.data(
            invokeId,
            Apdu.EVENT_CONFIRMED,
            Bytes.of(0, 0, 0, 0, 0, 0).plus(Apdu.word(event)).plus(rest),
            "")
        .frame();
  }
}
