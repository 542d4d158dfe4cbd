package org.healthhut.kiosk.screen;

import static org.healthhut.kiosk.screen.Screens.dashed;

import java.util.EnumMap;
import java.util.Optional;
import org.healthhut.kiosk.takeaway.QrCode;
import org.healthhut.kiosk.takeaway.Sheet;
import org.healthhut.kiosk.visit.Stage;
import org.healthhut.kiosk.visit.Visit;
import org.healthhut.kiosk.visit.Visits;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Quantity;
import org.jspecify.annotations.Nullable;

/** What a resident carries home: the code on the screen, and the slip. */
public final class TakeAwayScreen {
  private TakeAwayScreen() {}

  static ScreenView.TakeAway of(
      Visit.Measuring visit, @Nullable String code, Stage.Printing printing, Surroundings around) {
    var sheet = sheet(visit, around.place().station());
    var link = link(code, around.place().takeAway());
    var qr = QrCode.of(link.orElseGet(sheet::plain));
    return new ScreenView.TakeAway(
        new ScreenView.Qr(qr.modules(), qr.path()),
        link.isPresent(),
        sheet.plain(),
        around.place().printer() ? dashed(printing) : "none");
  }

  /** Where the district shows the result; empty while it is out of reach. */
  private static Optional<String> link(@Nullable String code, Optional<String> base) {
    return code == null ? Optional.empty() : base.map(address -> address + code);
  }

  /** What the visit has found so far, without a name. */
  public static Sheet sheet(Visit.Measuring visit, String station) {
    var values = new EnumMap<Metric, Quantity>(Metric.class);
    // The cuff's pulse comes first, and no other takes its place beside the pressure.
    visit
        .course()
        .findings()
        .values()
        .forEach(finding -> finding.values().forEach(values::putIfAbsent));
    return new Sheet(
        station,
        visit.began().at().atOffset(Visits.ZONE).toLocalDateTime(),
        Sheet.values(values),
        visit.who() instanceof Visit.Who.Resident resident ? Screens.tail(resident.masked()) : "");
  }

  /** What the code on a slip says. */
  public static String scanned(Visit.Measuring visit, String station, Optional<String> base) {
    var code = visit.stage() instanceof Stage.Parting(var drawn, var _) ? drawn : null;
    return link(code, base).orElseGet(() -> sheet(visit, station).plain());
  }
}
