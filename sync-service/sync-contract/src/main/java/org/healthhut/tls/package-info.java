/**
 * Who a machine is and whom it trusts, and TLS 1.3 with certificates on both sides. One way for
 * kiosk, district and broker.
 */
@NullMarked
package org.healthhut.tls;

import org.jspecify.annotations.NullMarked;
