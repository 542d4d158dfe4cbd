package org.healthhut.kiosk.visit;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.healthhut.device.Model;
import org.healthhut.device.Model.Category;

/**
 * What stands in a kiosk.
 *
 * @param ready whether a device of that name can be used now; asked on the thread that steps
 */
public record Equipment(List<Device> devices, Predicate<String> ready) {
  public Equipment {
    devices = List.copyOf(devices);
  }

  /** A configured device. */
  public record Device(String name, Model model) {}

  /** What {@code device} is for; empty for one that is not configured. */
  Optional<Category> kind(String device) {
    return devices.stream()
        .filter(each -> each.name().equals(device))
        .map(each -> each.model().category())
        .findFirst();
  }

  /** The first device of {@code kind} that the kiosk can start and that is ready. */
  Optional<String> startable(Category kind) {
    return devices.stream()
        .filter(each -> each.model().category() == kind && each.model().startable())
        .map(Device::name)
        .filter(ready)
        .findFirst();
  }

  /** Whether anything of {@code kind} can be measured now. */
  boolean able(Category kind) {
    return devices.stream()
        .anyMatch(each -> each.model().category() == kind && ready.test(each.name()));
  }
}
