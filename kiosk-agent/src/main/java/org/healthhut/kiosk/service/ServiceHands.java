package org.healthhut.kiosk.service;

import java.io.IOException;
import java.util.Optional;

/** What the service page needs done by the agent. */
public interface ServiceHands {
  /** There is something to send. Never blocks. */
  void wake();

  /** Tells the district again how the kiosk is. Never blocks. */
  void publishState();

  /** Takes a configuration for the next start, or says what is wrong with it. */
  Optional<String> configure(String text) throws IOException;

  /** Ends the agent once nobody is being measured; waits for that. */
  void restart() throws InterruptedException;
}
