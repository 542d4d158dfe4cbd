package org.healthhut.simulator.screen;

import java.util.List;
import org.healthhut.kiosk.screen.ScreenView.Confirm;
import org.healthhut.kiosk.screen.ScreenView.Countdown;
import org.healthhut.kiosk.screen.ScreenView.Cuff;
import org.healthhut.kiosk.screen.ScreenView.Ended;
import org.healthhut.kiosk.screen.ScreenView.Entered;
import org.healthhut.kiosk.screen.ScreenView.Parts;
import org.healthhut.kiosk.screen.ScreenView.Reading;
import org.healthhut.kiosk.screen.ScreenView.Result;
import org.healthhut.kiosk.screen.ScreenView.Same;
import org.healthhut.kiosk.screen.ScreenView.Symptom;
import org.healthhut.kiosk.screen.ScreenView.TakeAway;
import org.healthhut.kiosk.screen.ScreenView.Trouble;
import org.healthhut.kiosk.screen.ScreenView.Urgent;
import org.healthhut.kiosk.screen.ScreenView.Use;
import org.jspecify.annotations.Nullable;

/** {@link Parts} by name. */
final class Pieces {
  private @Nullable Entered entered;
  private @Nullable Confirm confirm;
  private @Nullable Countdown countdown;
  private @Nullable Cuff cuff;
  private @Nullable Trouble trouble;
  private @Nullable Use use;
  private @Nullable Same same;
  private @Nullable Result result;
  private List<Reading> readings = List.of();
  private @Nullable List<Symptom> symptoms;
  private @Nullable Urgent urgent;
  private @Nullable TakeAway takeAway;
  private @Nullable Ended ended;

  Pieces entered(Entered part) {
    entered = part;
    return this;
  }

  Pieces confirm(Confirm part) {
    confirm = part;
    return this;
  }

  Pieces countdown(Countdown part) {
    countdown = part;
    return this;
  }

  Pieces cuff(Cuff part) {
    cuff = part;
    return this;
  }

  Pieces trouble(Trouble part) {
    trouble = part;
    return this;
  }

  Pieces use(Use part) {
    use = part;
    return this;
  }

  Pieces same(Same part) {
    same = part;
    return this;
  }

  Pieces result(Result part) {
    result = part;
    return this;
  }

  Pieces readings(Reading... part) {
    readings = List.of(part);
    return this;
  }

  Pieces symptoms(List<Symptom> part) {
    symptoms = part;
    return this;
  }

  Pieces urgent(Urgent part) {
    urgent = part;
    return this;
  }

  Pieces takeAway(TakeAway part) {
    takeAway = part;
    return this;
  }

  Pieces ended(Ended part) {
    ended = part;
    return this;
  }

  Parts parts() {
    return new Parts(
        entered, confirm, countdown, cuff, trouble, use, same, result, readings, symptoms, urgent,
        takeAway, ended);
  }
}
