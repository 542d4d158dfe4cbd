package org.healthhut.device.taidoc;

/** The kinds of device in the family, told apart by the first digits of their models. */
enum TaiDocKind {
  /** TD-42xx (taidoc.md, title). */
  GLUCOSE_METER("a glucose meter", "42.."),
  /** TD-3128 and TD-3140 (taidoc.md, Blood pressure value). */
  CUFF("a blood pressure monitor", "31.."),
  /** TD-8201 and TD-8255 (taidoc.md, Commands, 49). */
  OXIMETER("an oximeter", "82.."),
  /** TD-1241, TD-1261 and TD-1035 (taidoc.md, Temperature). */
  THERMOMETER("a thermometer", "1[02].."),
  /** TD-2555 (taidoc.md, Weight). */
  SCALE("a scale", "25..");

  private final String words;
  private final String models;

  TaiDocKind(String words, String models) {
    this.words = words;
    this.models = models;
  }

  String words() {
    return words;
  }

  /** The same bytes mean another thing on a device of another kind. */
  boolean has(String model) {
    return model.matches(models);
  }
}
