package org.healthhut.kiosk.screen;

import java.util.Locale;
import org.healthhut.kiosk.visit.Stage;
import org.healthhut.kiosk.visit.Visit;
import org.jspecify.annotations.Nullable;

/** The screen with the code to carry home. */
final class TakeAwayScreen {
  private TakeAwayScreen() {}

  static ScreenView.TakeAway of(
      Visit.Measuring visit, @Nullable String code, Stage.Printing printing, Surroundings around) {
    var text = TakeAwayText.of(visit);
    var base = around.place().takeAway();
    boolean link = code != null && base.isPresent();
    return new ScreenView.TakeAway(
        around.place().qr().apply(link ? base.get() + code : text),
        link,
        text,
        around.place().printer()
            ? printing.name().toLowerCase(Locale.ROOT).replace('_', '-')
            : "none");
  }
}
