/**
 * Takes in what kiosks send and answers what is held.
 *
 * <p>{@link org.healthhut.district.ingest.Ingest} opens a batch and makes a {@link
 * org.healthhut.district.ingest.Finding} of each entry; a {@link
 * org.healthhut.district.ingest.RecordStore} commits them; only then is there an acknowledgement.
 * {@link org.healthhut.district.ingest.MqttIngest} and {@link
 * org.healthhut.district.ingest.CoapIngest} bring the messages. In PostgreSQL, {@code Writing} goes
 * through an arrival step by step, and each {@code …Rows} knows its own tables.
 */
@NullMarked
package org.healthhut.district.ingest;

import org.jspecify.annotations.NullMarked;
