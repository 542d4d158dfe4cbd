/**
 * What a device says, as values: drivers, the faults they report and the catalogue of models.
 *
 * <p>A {@link org.healthhut.device.Driver} is given {@link org.healthhut.device.Stimulus stimuli}
 * and answers with bytes to write and {@link org.healthhut.device.DeviceEvent events}; it does no
 * I/O, has no thread and reads no clock.
 */
@NullMarked
package org.healthhut.device;

import org.jspecify.annotations.NullMarked;
