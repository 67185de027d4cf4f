package io.github.edvr4j.zoo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The model that comes with the program: a real one, small enough to send around. */
final class BundledModel {

  static final Path FOLDER = Path.of("..", "models");
  static final Path FILE = FOLDER.resolve("edvr-s-x4.safetensors");

  private BundledModel() {}

  static byte[] bytes() throws IOException {
    return Files.readAllBytes(FILE);
  }

  /** A name for it that says its checksum, as publishers do. */
  static String nameWithHash() {
    return "small-%s.safetensors".formatted(Sha256.of(FILE).substring(0, 8));
  }

  /** The model with its last value, a 16-bit float, no number. */
  static byte[] withoutLastValue() throws IOException {
    byte[] bytes = bytes();
    bytes[bytes.length - 1] = 0x7e;
    bytes[bytes.length - 2] = 0;
    return bytes;
  }
}
