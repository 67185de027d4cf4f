package io.github.edvr4j.weights;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.OptionalInt;
import java.util.zip.ZipEntry;

/**
 * What a fuzzer does to the readers of model files: any bytes at all are a network or are clearly
 * refused. Each class has the method that Jazzer looks for.
 */
public final class FuzzedFiles {

  private FuzzedFiles() {}

  /** A whole file; its first bytes decide on the format. */
  public static final class Pth {
    private Pth() {}

    public static void fuzzerTestOneInput(byte[] file) {
      read(file);
    }
  }

  /** The pickle of a zip, so that mutations need not leave the zip around it intact. */
  public static final class Pickle {
    private Pickle() {}

    public static void fuzzerTestOneInput(byte[] pickle) {
      Map<String, byte[]> entries = CraftedFile.entries("");
      entries.put("archive/data.pkl", pickle);
      read(CraftedFile.zip(ZipEntry.STORED, entries));
    }
  }

  /** A safetensors file without the header's length, which follows from that of the tensors. */
  public static final class Safetensors {
    private Safetensors() {}

    /** Of what three bytes can say, as much as the smallest of networks needs. */
    private static final int MOST_TENSORS = 1 << 18;

    /**
     * @param input bytes of tensors, as a number in three bytes, and the header
     */
    public static void fuzzerTestOneInput(byte[] input) {
      if (input.length < 3) {
        return;
      }
      int number = (input[0] & 0xff) << 16 | (input[1] & 0xff) << 8 | input[2] & 0xff;
      int tensors = number % MOST_TENSORS;
      int header = input.length - 3;
      ByteBuffer file = ByteBuffer.allocate(8 + header + tensors).order(ByteOrder.LITTLE_ENDIAN);
      read(file.putLong(header).put(input, 3, header).array());
    }
  }

  private static void read(byte[] file) {
    MemorySegment bytes = MemorySegment.ofArray(file);
    try {
      Checkpoints.read("fuzzed", bytes, WeightSet.AVERAGED)
          .tensors()
          .tensors()
          .values()
          .forEach(StoredTensor::doubles);
      EdvrCheckpoint.load("fuzzed", bytes, OptionalInt.empty());
    } catch (EdvrException e) {
      String message = String.valueOf(e.getMessage());
      boolean controls = message.chars().anyMatch(Character::isISOControl);
      if (e.category() != Category.MODEL || !message.startsWith("model file fuzzed") || controls) {
        throw new IllegalStateException("not clearly refused", e);
      }
    }
  }
}
