package io.github.edvr4j.video;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How to write a clip.
 *
 * @param overwrite whether an existing output may be replaced
 * @param copyFrom the video file whose sound, subtitles, attachments, chapters and metadata are
 *     copied, if any
 * @param cut which part of that file is not written
 * @param encoding what is asked of the encoding
 * @param warnings takes one line for everything that the output cannot hold
 */
public record SinkOptions(
    boolean overwrite,
    Optional<Path> copyFrom,
    Cut cut,
    EncodingRequest encoding,
    Consumer<String> warnings) {

  /** Nothing copied, nothing overwritten, nothing asked for, warnings dropped. */
  public static final SinkOptions DEFAULT =
      new SinkOptions(false, Optional.empty(), Cut.NONE, EncodingRequest.DEFAULT, warning -> {});

  /** The same, with an existing output replaced or kept. */
  public SinkOptions withOverwrite(boolean allowed) {
    return new SinkOptions(allowed, copyFrom, cut, encoding, warnings);
  }

  /** The same, with everything but the frames taken from a video file. */
  public SinkOptions withCopyFrom(Path file) {
    return new SinkOptions(overwrite, Optional.of(file), cut, encoding, warnings);
  }

  /** The same, for frames that are a part of the clip. */
  public SinkOptions withCut(Cut part) {
    return new SinkOptions(overwrite, copyFrom, part, encoding, warnings);
  }

  /** The same, with another encoding. */
  public SinkOptions withEncoding(EncodingRequest request) {
    return new SinkOptions(overwrite, copyFrom, cut, request, warnings);
  }

  /** The same, with warnings told to a listener, from the thread that writes. */
  public SinkOptions withWarnings(Consumer<String> listener) {
    return new SinkOptions(overwrite, copyFrom, cut, encoding, listener);
  }
}
