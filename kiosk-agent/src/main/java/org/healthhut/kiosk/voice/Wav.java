package org.healthhut.kiosk.voice;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A short recording: 16-bit PCM in RIFF, both channels of a stereo one added up. */
final class Wav {
  /** What counts as silence between words, in decibels below full scale. */
  private static final double SILENCE_DB = -50;

  private static final double FULL_SCALE = 32_768;
  private static final int PCM = 1;

  /** The size a program that writes to a pipe cannot know and so makes up. */
  private static final long UNKNOWN_SIZE = 0x7FFFF000L;

  private final int rate;
  private final short[] samples;

  Wav(int rate, short[] samples) {
    this.rate = rate;
    this.samples = samples.clone();
  }

  static Wav read(byte[] file) throws IOException {
    var in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    if (file.length < 12
        || !tag(in).equals("RIFF")
        || in.getInt() == 0
        || !tag(in).equals("WAVE")) {
      throw new IOException("not a WAV file");
    }
    int channels = 0;
    int rate = 0;
    while (in.remaining() >= 8) {
      var chunk = tag(in);
      long size = Integer.toUnsignedLong(in.getInt());
      if (chunk.equals("fmt ") && size >= 16 && size <= in.remaining()) {
        int end = in.position() + (int) size;
        int format = in.getShort();
        channels = in.getShort();
        rate = in.getInt();
        in.position(in.position() + 6);
        if (format != PCM || in.getShort() != 16 || channels < 1 || channels > 2 || rate < 8000) {
          throw new IOException("not 16-bit PCM of one or two channels");
        }
        in.position(end);
      } else if (chunk.equals("data") && channels > 0) {
        int bytes = (int) (size >= UNKNOWN_SIZE ? in.remaining() : Math.min(size, in.remaining()));
        return new Wav(rate, samples(in, bytes / 2 / channels, channels));
      } else if (size > in.remaining()) {
        throw new IOException("a cut WAV file");
      } else {
        in.position(in.position() + (int) size);
      }
    }
    throw new IOException("a WAV file without sound");
  }

  private static short[] samples(ByteBuffer in, int count, int channels) {
    var samples = new short[count];
    for (int i = 0; i < count; i++) {
      int sum = 0;
      for (int channel = 0; channel < channels; channel++) {
        sum += in.getShort();
      }
      samples[i] = (short) (sum / channels);
    }
    return samples;
  }

  private static String tag(ByteBuffer in) {
    var tag = new byte[4];
    in.get(tag);
    return new String(tag, StandardCharsets.US_ASCII);
  }

  Duration length() {
    return Duration.ofMillis(samples.length * 1000L / rate);
  }

  /**
   * How loud the speech in it is, in decibels below full scale: the root mean square of those 20 ms
   * that are not silent; negative infinity for silence.
   */
  double loudness() {
    int window = rate / 50;
    double sum = 0;
    int windows = 0;
    for (int from = 0; from + window <= samples.length; from += window) {
      double energy = 0;
      for (int i = from; i < from + window; i++) {
        energy += (double) samples[i] * samples[i];
      }
      double mean = energy / window / (FULL_SCALE * FULL_SCALE);
      if (10 * Math.log10(mean) > SILENCE_DB) {
        sum += mean;
        windows++;
      }
    }
    return windows == 0 ? Double.NEGATIVE_INFINITY : 10 * Math.log10(sum / windows);
  }

  /** The same, as loud as asked or as loud as it gets without being cut off. */
  Wav at(double loudnessDb) {
    int peak = 1;
    for (short sample : samples) {
      peak = Math.max(peak, Math.abs(sample));
    }
    double gain = Math.min(Math.pow(10, (loudnessDb - loudness()) / 20), (FULL_SCALE - 1) / peak);
    var changed = new short[samples.length];
    for (int i = 0; i < samples.length; i++) {
      changed[i] = (short) Math.round(samples[i] * gain);
    }
    return new Wav(rate, changed);
  }

  byte[] toBytes() {
    int bytes = samples.length * 2;
    var out = ByteBuffer.allocate(44 + bytes).order(ByteOrder.LITTLE_ENDIAN);
    out.put(ascii("RIFF")).putInt(36 + bytes).put(ascii("WAVE"));
    out.put(ascii("fmt ")).putInt(16).putShort((short) PCM).putShort((short) 1).putInt(rate);
    out.putInt(rate * 2).putShort((short) 2).putShort((short) 16);
    out.put(ascii("data")).putInt(bytes);
    for (short sample : samples) {
      out.putShort(sample);
    }
    return out.array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
