package org.healthhut.simulator.world;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.healthhut.bytes.Bytes;

/** Something that was done and is not on the disk before it is forced. */
sealed interface Change {
  /** Of a file's bytes or length: forced with the file. */
  sealed interface OfFile extends Change {
    SimulatedFile file();
  }

  /** Of a name: forced with its folder. */
  sealed interface OfName extends Change {
    boolean isIn(Path folder);
  }

  record Written(SimulatedFile file, int at, Bytes bytes) implements OfFile {
    /** The same in blocks, as a disk writes them. */
    List<Change> blocks(int blockSize) {
      var blocks = new ArrayList<Change>();
      for (int from = 0; from < bytes.length(); ) {
        int to = Math.min(bytes.length(), (at + from) / blockSize * blockSize + blockSize - at);
        blocks.add(new Written(file, at + from, bytes.slice(from, to)));
        from = to;
      }
      return blocks;
    }
  }

  record Resized(SimulatedFile file, int size) implements OfFile {}

  record Named(Path name, SimulatedFile file) implements OfName {
    @Override
    public boolean isIn(Path folder) {
      return Objects.equals(name.getParent(), folder);
    }
  }

  record Unnamed(Path name) implements OfName {
    @Override
    public boolean isIn(Path folder) {
      return Objects.equals(name.getParent(), folder);
    }
  }

  record Renamed(Path from, Path to, SimulatedFile file) implements OfName {
    @Override
    public boolean isIn(Path folder) {
      return Objects.equals(from.getParent(), folder) || Objects.equals(to.getParent(), folder);
    }
  }
}
