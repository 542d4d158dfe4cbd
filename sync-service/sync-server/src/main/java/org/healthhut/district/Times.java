package org.healthhut.district;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Times as pages show them: the one place that knows a zone. */
@Component("times")
class Times {
  private static final ZoneId DISTRICT_ZONE = ZoneId.of("Asia/Shanghai");
  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(DISTRICT_ZONE);
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(DISTRICT_ZONE);

  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm").withZone(DISTRICT_ZONE);

  private final InstantSource clock;

  Times(InstantSource clock) {
    this.clock = clock;
  }

  public String minutes(@Nullable Instant time) {
    return time == null ? "—" : MINUTES.format(time);
  }

  /** Hour and minute of a day that is shown beside. */
  public String clock(Instant time) {
    return CLOCK.format(time);
  }

  public String seconds(@Nullable Instant time) {
    return time == null ? "—" : SECONDS.format(time);
  }

  /** How long ago, in the largest unit that fits. */
  public String ago(@Nullable Instant time) {
    if (time == null) {
      return "还没有";
    }
    var elapsed = Duration.between(time, clock.instant());
    if (elapsed.toMinutes() < 1) {
      return "刚刚";
    } else if (elapsed.toHours() < 1) {
      return elapsed.toMinutes() + " 分钟前";
    } else if (elapsed.toDays() < 1) {
      return elapsed.toHours() + " 小时前";
    }
    return elapsed.toDays() + " 天前";
  }
}
