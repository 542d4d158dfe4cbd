package org.healthhut.simulator.noise;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.healthhut.device.Model;

/**
 * What came of one kind of noise on one model.
 *
 * @param checksum whether the format has one; false where no virtual device says so
 * @param bytes given to the driver
 * @param damaged frames that were damaged on the way; none where there were no frames
 * @param readings told of
 * @param falseReadings those of them that no device sent
 * @param examples the first false readings, and how to come by them again
 */
public record Tally(
    Model model,
    Noise noise,
    boolean checksum,
    long bytes,
    long damaged,
    long readings,
    long falseReadings,
    List<String> examples) {
  public Tally {
    examples = List.copyOf(examples);
  }

  ObjectNode json() {
    var node =
        JsonNodeFactory.instance
            .objectNode()
            .put("model", model.id())
            .put("noise", noise.key())
            .put("checksum", checksum)
            .put("bytes", bytes)
            .put("damagedFrames", damaged)
            .put("readings", readings)
            .put("false", falseReadings);
    if (!examples.isEmpty()) {
      examples.forEach(node.putArray("examples")::add);
    }
    return node;
  }
}
