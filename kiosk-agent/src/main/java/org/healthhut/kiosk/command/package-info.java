/**
 * What the district tells this kiosk to do. {@code CommandDesk} takes signed commands and answers
 * each with an event, {@code Remembered} keeps the last number on the disk, {@code KeptDistrictKey}
 * a new key, {@code NewConfiguration} a new configuration file.
 */
@NullMarked
package org.healthhut.kiosk.command;

import org.jspecify.annotations.NullMarked;
