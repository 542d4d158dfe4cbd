package org.healthhut.simulator.device;

import org.healthhut.device.Fault;

/**
 * An error the device can report.
 *
 * @param code as the protocol note writes it, as {@code 2} or {@code E-4}
 * @param fault what it means in the vocabulary that drivers and screens share
 */
public record DeviceError(String code, Fault fault, String chinese, String english) {}
