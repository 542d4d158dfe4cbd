package org.healthhut.vital;

import org.jspecify.annotations.Nullable;

/**
 * Which device measured.
 *
 * @param model the catalogue's id of the model, as {@code hbp-9030}
 * @param name what the kiosk's configuration calls this unit, as {@code bp-a}
 * @param serial the maker's serial number, where the device tells it
 */
public record DeviceIdentity(String model, String name, @Nullable String serial) {}
