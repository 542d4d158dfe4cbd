/**
 * Reports of USB HID devices that carry a stream of bytes.
 *
 * <p>{@link org.healthhut.device.hid.Reported} takes the reports off what a driver for the stream
 * hears and puts them around what it writes.
 */
@NullMarked
package org.healthhut.device.hid;

import org.jspecify.annotations.NullMarked;
