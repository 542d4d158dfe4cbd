package org.healthhut.device.ieee11073;

/** Attribute numbers (ieee-11073.md, Fixed scan report; those marked are from 11073-10101). */
final class Attribute {
  /** What an object is: partition (2) and code (2). 11073-10101. */
  static final int TYPE = 0x092F;

  static final int UNIT = 0x0996;
  static final int TIME_STAMP = 0x0990;

  /** 16 bits, the first of them the highest. 11073-10101. */
  static final int STATUS = 0x0947;

  /** One FLOAT. */
  static final int SIMPLE_VALUE = 0x0A56;

  /** One SFLOAT. 11073-10101. */
  static final int BASIC_VALUE = 0x0A4C;

  /** A list of SFLOATs. 11073-10101. */
  static final int COMPOUND_BASIC_VALUE = 0x0A75;

  /** Which attributes a fixed report holds, and how long each is. 11073-10101. */
  static final int VALUE_MAP = 0x0A55;

  /** What the parts of a compound value are, in their order. 11073-10101. */
  static final int PARTS = 0x0A76;

  private Attribute() {}
}
