package org.healthhut.simulator.device.identity;

import java.time.Duration;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.Note;
import org.healthhut.simulator.device.Verdict;

/**
 * A scanner that always looks and takes no commands: the same code again and again while it is held
 * there.
 *
 * <pre>
 * payload suffix        suffix CR LF, or nothing
 * </pre>
 *
 * <p>Source: protocols/qr-scanner.md, "Line format".
 */
record ContinuousScanner(Bytes suffix) implements Scanner.Commands {
  @Override
  public boolean looks(Duration uptime) {
    return true;
  }

  @Override
  public Note note(Bytes fromKiosk) {
    return new Note("扫码器不听 ignored: takes no commands", Verdict.UNCHECKED);
  }
}
