package org.healthhut.kiosk.visit;

/**
 * How the person at the kiosk wants the screen. Forgotten when they have gone.
 *
 * @param volume 0 (off) to {@link #VOLUME_MAX}
 */
public record Comfort(Language language, boolean large, int volume) {
  public static final int VOLUME_MAX = 3;

  /** Chinese, as large as designed, audible beside the kiosk. */
  public static final Comfort USUAL = new Comfort(Language.CHINESE, false, 2);

  /** What comes first on the screen, and is spoken. */
  public enum Language {
    CHINESE("zh"),
    ENGLISH("en");

    private final String code;

    Language(String code) {
      this.code = code;
    }

    public String code() {
      return code;
    }
  }

  public Comfort {
    if (volume < 0 || volume > VOLUME_MAX) {
      throw new IllegalArgumentException("volume is 0.." + VOLUME_MAX + ", not " + volume);
    }
  }
}
