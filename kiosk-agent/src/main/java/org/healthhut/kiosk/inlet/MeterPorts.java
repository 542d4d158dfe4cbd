package org.healthhut.kiosk.inlet;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.healthhut.device.link.Link;
import org.healthhut.kiosk.config.AgentConfig;
import org.healthhut.tls.SharedKey;
import org.jspecify.annotations.Nullable;

/**
 * The ports of a kiosk's paired meters. The first that is opened makes the kiosk listen, the last
 * that is closed ends it; where there is none, nothing of CoAP is loaded. A kiosk that cannot
 * listen shows its meters as offline, with the reason, and tries again like at any lost port.
 */
public final class MeterPorts {
  /** A meter whose port is open. */
  record Meter(SharedKey key, Mailbox mailbox) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Meter> open = new ConcurrentHashMap<>();
  private @Nullable CoapInlet inlet;

  public Link.Port port(AgentConfig.PairedMeter meter) {
    return new Paired(meter);
  }

  private final class Paired implements Link.Port {
    private final AgentConfig.PairedMeter meter;

    Paired(AgentConfig.PairedMeter meter) {
      this.meter = meter;
    }

    @Override
    public String name() {
      return meter.where();
    }

    @Override
    public Link open() throws IOException {
      lock.lock();
      try {
        if (inlet == null) {
          inlet = CoapInlet.open(meter.inlet(), open);
        }
        var mailbox = new Mailbox(() -> closed(meter.identity()));
        open.put(meter.identity(), new Meter(meter.key(), mailbox));
        return mailbox;
      } finally {
        lock.unlock();
      }
    }
  }

  /** Since the kiosk began to listen; see {@link CoapWrongKeys}. */
  long wrongKeys() {
    lock.lock();
    try {
      return inlet == null ? 0 : inlet.wrongKeys();
    } finally {
      lock.unlock();
    }
  }

  private void closed(String identity) {
    lock.lock();
    try {
      open.remove(identity);
      if (open.isEmpty() && inlet != null) {
        inlet.close();
        inlet = null;
      }
    } finally {
      lock.unlock();
    }
  }
}
