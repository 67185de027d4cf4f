package io.github.edvr4j.video;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import java.nio.file.Path;

/** How many bits a sample has in PNG files. */
enum PngDepth {
  EIGHT("rgb24"),
  SIXTEEN("rgb48");

  private final String pixelFormat;

  PngDepth(String pixelFormat) {
    this.pixelFormat = pixelFormat;
  }

  /**
   * What is asked for, or else what keeps the clip's own.
   *
   * @param folder what messages call the output
   * @throws EdvrException of category USAGE if what is asked for can't be had
   */
  static PngDepth of(Path folder, ClipInfo clip, EncodingRequest request) {
    if (request.crf().isPresent()
        || !request.options().isEmpty()
        || !request.codec().orElse("png").equals("png")) {
      throw new EdvrException(
          Category.USAGE,
          "%s: PNG files have neither codec nor quality; leave these out, or name a video file"
              .formatted(folder));
    }
    String format =
        request.pixelFormat().orElse((clip.bitDepth() > 8 ? SIXTEEN : EIGHT).pixelFormat);
    return switch (format) {
      case "rgb24" -> EIGHT;
      case "rgb48", "rgb48be", "rgb48le" -> SIXTEEN;
      default ->
          throw new EdvrException(
              Category.USAGE,
              "%s: PNG files are written as rgb24 (8 bits) or rgb48 (16 bits), not %s"
                  .formatted(folder, format));
    };
  }

  boolean isDeep() {
    return this == SIXTEEN;
  }

  int bytesPerPixel() {
    return isDeep() ? 6 : 3;
  }

  String pixelFormat() {
    return pixelFormat;
  }

  /** In one phrase for the user. */
  String description() {
    return "PNG files, %d bit".formatted(isDeep() ? 16 : 8);
  }
}
