/**
 * TLS 1.3 with certificates on both sides, from PEM text. One way for kiosk, district and broker.
 */
@NullMarked
package org.healthhut.tls;

import org.jspecify.annotations.NullMarked;
