package io.github.edvr4j.video;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How to write a clip.
 *
 * @param overwrite whether an existing output may be replaced
 * @param copyFrom the video file whose audio streams, metadata and rotation are copied, if any
 * @param cutSound whether the copied sound ends with the last frame, for the first part of a clip
 * @param encoding the encoder to use; empty chooses one by container and size
 * @param warnings takes one line for everything that the output cannot hold
 */
public record SinkOptions(
    boolean overwrite,
    Optional<Path> copyFrom,
    boolean cutSound,
    Optional<Encoding> encoding,
    Consumer<String> warnings) {

  /** Nothing copied, nothing overwritten, warnings dropped. */
  public static final SinkOptions DEFAULT =
      new SinkOptions(false, Optional.empty(), false, Optional.empty(), warning -> {});

  /** The same, with an existing output replaced or kept. */
  public SinkOptions withOverwrite(boolean allowed) {
    return new SinkOptions(allowed, copyFrom, cutSound, encoding, warnings);
  }

  /** The same, with audio streams, metadata and rotation taken from a video file. */
  public SinkOptions withCopyFrom(Path file) {
    return new SinkOptions(overwrite, Optional.of(file), cutSound, encoding, warnings);
  }

  /** The same, with the copied sound ending with the last frame or going on. */
  public SinkOptions withCutSound(boolean cut) {
    return new SinkOptions(overwrite, copyFrom, cut, encoding, warnings);
  }

  /** The same, with an encoder of the caller's choice. */
  public SinkOptions withEncoding(Encoding chosen) {
    return new SinkOptions(overwrite, copyFrom, cutSound, Optional.of(chosen), warnings);
  }

  /** The same, with warnings told to a listener, from the thread that writes. */
  public SinkOptions withWarnings(Consumer<String> listener) {
    return new SinkOptions(overwrite, copyFrom, cutSound, encoding, listener);
  }
}
