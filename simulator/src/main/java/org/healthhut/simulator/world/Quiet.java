package org.healthhut.simulator.world;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** While this is open the kiosk and the district log nothing: every fault is in the trace. */
public final class Quiet implements AutoCloseable {
  private final Map<Logger, @Nullable Level> before = new LinkedHashMap<>();

  public Quiet() {
    for (var name : new String[] {"org.healthhut.kiosk", "org.healthhut.district"}) {
      if (LoggerFactory.getLogger(name) instanceof Logger logger) {
        before.put(logger, logger.getLevel());
        logger.setLevel(Level.OFF);
      }
    }
  }

  @Override
  public void close() {
    before.forEach(Logger::setLevel);
  }
}
