package org.healthhut.wire;

/**
 * One start of a kiosk's agent, and the key its records are sealed under.
 *
 * @param epoch the numbering the records belong to; a new one begins when a store is lost
 * @param id drawn at random at the start
 * @param sealedKey the data key as a compact JWE that only the district opens
 */
public record Boot(KioskId kiosk, String epoch, String id, String sealedKey) {}
