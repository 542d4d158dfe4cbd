/** What would speak Bluetooth or IEEE 11073, without the radio. */
@NullMarked
package org.healthhut.simulator.device.wireless;

import org.jspecify.annotations.NullMarked;
