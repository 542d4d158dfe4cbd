package org.healthhut.device.taidoc;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.Fault;
import org.healthhut.vital.Comparator;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Quantity;
import org.healthhut.vital.Unit;

/**
 * A scale's answer to command 71 (taidoc.md, Weight, one source): weight in tenths of a kilogram at
 * bytes 16 and 17 of the packet, high byte first. The height at byte 11 was entered and not
 * measured, in a unit the note does not name: it is not told.
 */
final class ScaleReply {
  /** 51 71 02 00 00 A3 67 (taidoc.md, Weight). */
  static final Bytes REQUEST = PacketFraming.request(Bytes.of(Packet.WEIGH, 2, 0, 0));

  /** A body lacks the first byte of the packet. */
  private static final int WEIGHT_AT = 15;

  private ScaleReply() {}

  static Kept decode(Bytes body) {
    if (body.u16be(WEIGHT_AT) == 0) {
      return new Kept.NotCarried("nobody was weighed");
    }
    var kilograms = BigDecimal.valueOf(body.u16be(WEIGHT_AT), 1);
    var weight = new Quantity(Comparator.EXACTLY, kilograms, Unit.KG);
    return Metric.WEIGHT.plausible(weight)
        ? new Kept.Measurement(Map.of(Metric.WEIGHT, weight), Set.of())
        : new Kept.Spoilt(Fault.IMPLAUSIBLE, "no weight of a person");
  }
}
