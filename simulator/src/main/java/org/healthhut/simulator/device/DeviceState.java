package org.healthhut.simulator.device;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A virtual device as the bench shows it.
 *
 * @param port the name that stays
 * @param terminal what the name stands for now, null while unplugged
 * @param opened whether somebody has the port open
 * @param faults what will happen to the next frames, the next first
 * @param clockSkew how far the device's own clock is ahead
 */
public record DeviceState(
    String name,
    VirtualModel model,
    Path port,
    @Nullable Path terminal,
    boolean opened,
    boolean measuring,
    Panel panel,
    List<LineFault> faults,
    Duration clockSkew) {
  public DeviceState {
    faults = List.copyOf(faults);
  }

  public boolean plugged() {
    return terminal != null;
  }
}
