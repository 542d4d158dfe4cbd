/** Kiosk and district over real datagrams, good and bad ones. */
@org.jspecify.annotations.NullMarked
package org.healthhut.simulator.coap;
