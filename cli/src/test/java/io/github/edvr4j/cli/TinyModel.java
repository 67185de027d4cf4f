package io.github.edvr4j.cli;

import io.github.edvr4j.model.EdvrConfig;
import io.github.edvr4j.weights.EdvrParameters;
import io.github.edvr4j.weights.Parameter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A network of random weights, written as safetensors without the help of our own writer. */
final class TinyModel {

  static final EdvrConfig CONFIG = new EdvrConfig(4, 3, 1, 1, 1, 1, false, false, true);

  private TinyModel() {}

  static Path write(Path file) throws IOException {
    return write(file, List.of(""));
  }

  /** Trained and averaged weights, under mmagic's names for the two. */
  static Path writeWithAveraged(Path file) throws IOException {
    return write(file, List.of("generator.", "generator_ema."));
  }

  /** A set of weights for each prefix of the names. */
  private static Path write(Path file, List<String> prefixes) throws IOException {
    Random random = new Random(7);
    List<String> entries = new ArrayList<>();
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    for (String prefix : prefixes) {
      for (Parameter parameter : EdvrParameters.of(CONFIG)) {
        ByteBuffer values =
            ByteBuffer.allocate(4 * parameter.elements()).order(ByteOrder.LITTLE_ENDIAN);
        while (values.hasRemaining()) {
          values.putFloat(0.3f * (random.nextFloat() - 0.5f));
        }
        int start = data.size();
        data.writeBytes(values.array());
        entries.add(
            "\"%s\":{\"dtype\":\"F32\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
                .formatted(prefix + parameter.name(), parameter.shape(), start, data.size()));
      }
    }
    byte[] header = ("{" + String.join(",", entries) + "}").getBytes(StandardCharsets.US_ASCII);
    ByteBuffer all = ByteBuffer.allocate(8 + header.length + data.size());
    all.order(ByteOrder.LITTLE_ENDIAN).putLong(header.length).put(header).put(data.toByteArray());
    return Files.write(file, all.array());
  }
}
