package io.github.edvr4j.video;

import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_EAGAIN;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

/** Asks a decoder for pictures and feeds it when it has none, but not one that only fails. */
final class DecodeLoop {
  /** More frames than a decoder holds back. */
  static final int MOST_FAILURES = 256;

  private final String name;
  private final IntSupplier receive;
  private final BooleanSupplier feed;
  private boolean draining;
  private long failed;

  /**
   * @param name of the input, for messages
   * @param receive gives FFmpeg's code for a request for a picture
   * @param feed gives the decoder more of the file; false when that was the last
   */
  DecodeLoop(String name, IntSupplier receive, BooleanSupplier feed) {
    this.name = name;
    this.receive = receive;
    this.feed = feed;
  }

  /**
   * Goes on to the next picture, false at the end.
   *
   * @throws EdvrException of category INPUT if the decoder fails again and again
   */
  boolean next() {
    int failures = 0;
    while (true) {
      int code = receive.getAsInt();
      if (code >= 0) {
        return true;
      }
      if (code == AVERROR_EOF) {
        return false;
      }
      if (code == AVERROR_EAGAIN() && !draining) {
        draining = !feed.getAsBoolean();
        failures = 0;
      } else {
        failed++;
        if (++failures > MOST_FAILURES) {
          throw new EdvrException(
              Category.INPUT,
              "%s: its decoder fails again and again (%s); is the file damaged?"
                  .formatted(name, FFmpeg.error(code)));
        }
      }
    }
  }

  /** How often the decoder failed. */
  long failed() {
    return failed;
  }
}
