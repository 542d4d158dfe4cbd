/** The worked example of the module's README: a device that does not exist. */
@NullMarked
package org.healthhut.device.example;

import org.jspecify.annotations.NullMarked;
