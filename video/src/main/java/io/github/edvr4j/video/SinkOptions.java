package io.github.edvr4j.video;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How to write a clip.
 *
 * @param overwrite whether an existing output may be replaced
 * @param copyFrom the video file whose audio streams and metadata are copied, if any
 * @param encoding the encoder to use; empty chooses one by container and size
 * @param warnings takes one line for everything that the output cannot hold
 */
public record SinkOptions(
    boolean overwrite,
    Optional<Path> copyFrom,
    Optional<Encoding> encoding,
    Consumer<String> warnings) {

  /** Nothing copied, nothing overwritten, warnings dropped. */
  public static final SinkOptions DEFAULT =
      new SinkOptions(false, Optional.empty(), Optional.empty(), warning -> {});

  public SinkOptions withOverwrite(boolean allowed) {
    return new SinkOptions(allowed, copyFrom, encoding, warnings);
  }

  public SinkOptions withCopyFrom(Path file) {
    return new SinkOptions(overwrite, Optional.of(file), encoding, warnings);
  }

  public SinkOptions withEncoding(Encoding chosen) {
    return new SinkOptions(overwrite, copyFrom, Optional.of(chosen), warnings);
  }

  public SinkOptions withWarnings(Consumer<String> listener) {
    return new SinkOptions(overwrite, copyFrom, encoding, listener);
  }
}
