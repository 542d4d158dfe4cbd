/** Lines in virtual time, with virtual chips on them, and over Pi4J's own pretence of lines. */
@NullMarked
package org.healthhut.device.gpio;

import org.jspecify.annotations.NullMarked;
