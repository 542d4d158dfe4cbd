package org.healthhut.kiosk;

import org.healthhut.kiosk.visit.Known;
import org.healthhut.wire.Answer;

/** What the district says of residents, as a visit takes it. */
final class Residents {
  private Residents() {}

  static Known known(Answer answer) {
    return new Known(
        answer.known(),
        answer.maskedName(),
        answer.doctor(),
        answer.consent(),
        answer.recent().stream().map(past -> new Known.Past(past.at(), past.values())).toList());
  }
}
