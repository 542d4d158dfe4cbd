/**
 * How readings travel from a kiosk to the district, version 1 of the sync contract.
 *
 * <p>An {@link org.healthhut.wire.Entry} is numbered and sealed under a {@link
 * org.healthhut.wire.BootKey} into a {@link org.healthhut.wire.SealedEntry}; a {@link
 * org.healthhut.wire.Batch} of them goes up a topic of {@link org.healthhut.wire.Topics}, and an
 * {@link org.healthhut.wire.Ack} comes down once all of it is committed. {@link
 * org.healthhut.wire.Codec} is their CBOR form; {@link org.healthhut.wire.DistrictKeys} opens them.
 */
@NullMarked
package org.healthhut.wire;

import org.jspecify.annotations.NullMarked;
