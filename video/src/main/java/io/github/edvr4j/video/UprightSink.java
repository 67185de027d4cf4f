package io.github.edvr4j.video;

import io.github.edvr4j.stream.Frame;
import java.util.function.Function;

/** Turns frames upright for an output that can't tell players to do it. */
final class UprightSink implements FrameSink {
  private final FrameSink sink;
  private final int rotation;

  private UprightSink(FrameSink sink, int rotation) {
    this.sink = sink;
    this.rotation = rotation;
  }

  /**
   * A sink for a clip whose frames have to be turned or not.
   *
   * @param saysRotation whether the output can say it
   * @param opener opens the output for the clip as it will be stored
   */
  static FrameSink where(
      boolean saysRotation, ClipInfo clip, Function<ClipInfo, FrameSink> opener) {
    return saysRotation || clip.rotation() == 0
        ? opener.apply(clip)
        : new UprightSink(opener.apply(upright(clip)), clip.rotation());
  }

  private static ClipInfo upright(ClipInfo clip) {
    ClipInfo said = clip.withColour(clip.colour().withMatrix(matrix(clip))).withRotation(0);
    return clip.rotation() == 180
        ? said
        : said.withSize(clip.height(), clip.width())
            .withSampleAspect(
                clip.sampleAspect().map(aspect -> new Rational(aspect.den(), aspect.num())));
  }

  private static int matrix(ClipInfo clip) {
    return clip.colour().matrixFor(clip.width(), clip.height());
  }

  /**
   * A frame turned clockwise.
   *
   * @param degrees 90, 180 or 270
   */
  static Frame turned(Frame frame, int degrees) {
    int across = frame.width();
    int down = frame.height();
    boolean lies = degrees != 180;
    int width = lies ? down : across;
    int height = lies ? across : down;
    float[] rgb = new float[frame.rgb().length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int column = degrees == 90 ? y : across - 1 - (lies ? y : x);
        int row = degrees == 270 ? x : down - 1 - (lies ? x : y);
        System.arraycopy(
            frame.rgb(),
            (row * across + column) * Frame.CHANNELS,
            rgb,
            (y * width + x) * Frame.CHANNELS,
            Frame.CHANNELS);
      }
    }
    return new Frame(height, width, rgb);
  }

  @Override
  public void write(TimedFrame frame) {
    sink.write(frame.withFrame(turned(frame.frame(), rotation)));
  }

  @Override
  public void finish() {
    sink.finish();
  }

  @Override
  public String description() {
    return sink.description() + ", turned upright";
  }

  @Override
  public void close() {
    sink.close();
  }
}
