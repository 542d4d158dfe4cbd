/**
 * Bar code and QR scanners on a serial line (qr-scanner.md).
 *
 * <p>{@link org.healthhut.device.scanner.CodeScanner} is the driver of all; a {@link
 * org.healthhut.device.scanner.Dialect} says how one family is triggered and answers, {@link
 * org.healthhut.device.scanner.CodeText} what the bytes of a code are. A code is untrusted and may
 * name a person: bytes refused are told by their number alone.
 */
@NullMarked
package org.healthhut.device.scanner;

import org.jspecify.annotations.NullMarked;
